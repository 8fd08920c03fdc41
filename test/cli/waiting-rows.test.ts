import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historicReports } from '#cli/backtest-reports.ts';
import { buffersOf, rowsDue, rowsToWait } from '#cli/waiting-rows.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { type Evidence, type ReportRow, STREAMS } from '#lib/domain/gas/report.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';

const DAY = 86_400;
/** Thirty days, so that rows lie in several spans of ten, and late ones among early ones. */
const moment = fc.integer({ min: 1_672_531_200, max: 1_672_531_200 + 30 * DAY }).map(instant);
const figure = fc.option(fc.double({ noNaN: true }));
const row: fc.Arbitrary<ReportRow> = fc.record({
  site: fc.constantFrom('pad-1', 'pad-2', 'a-site-whose-id-is-long', 'площадка'),
  stream: fc.constantFrom(...STREAMS),
  periodStart: moment,
  periodEnd: moment,
  volumeMcf: figure,
  hhvBtuPerScf: figure,
  evidence: fc.option(fc.constantFrom<Evidence>('measured', 'allocated', 'estimated')),
  cause: fc.option(fc.constantFrom('routine', 'flowback', '')),
  version: fc.nat(999_999_999),
  reportedAt: moment,
  original: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constant('—'.repeat(190))),
});
const rows = fc.array(row, { maxLength: 300 });
const END = instant(9_999_999_999);

function waitingOf(given: readonly ReportRow[]) {
  const { waiting, add } = rowsToWait();
  for (const one of given) add(one);
  return waiting;
}

/** By the moment of reporting; of one moment, in the order given. */
const inOrder = (given: readonly ReportRow[]) => [...given].sort((a, b) => a.reportedAt - b.reportedAt);

describe('rows that wait', () => {
  test('come back as they were, in the order of reporting', () => {
    fc.assert(
      fc.property(rows, (given) => {
        expect(rowsDue(waitingOf(given))(END)).toEqual(inOrder(given));
      }),
    );
  });

  test('come back as they were on the other side of a thread', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const waiting = waitingOf(given);
        const moved = structuredClone(waiting, { transfer: [...buffersOf(waiting)] });
        expect(rowsDue(moved)(END)).toEqual(inOrder(given));
      }),
      { numRuns: 30 },
    );
  });

  test('come at the first tick that may know them, each once', () => {
    fc.assert(
      fc.property(rows, fc.array(moment, { minLength: 1, maxLength: 20 }), (given, moments) => {
        const due = rowsDue(waitingOf(given));
        let before = Number.NEGATIVE_INFINITY;
        for (const at of moments.sort((a, b) => a - b)) {
          expect(due(at)).toEqual(inOrder(given).filter((one) => one.reportedAt > before && one.reportedAt <= at));
          before = at;
        }
      }),
    );
  });

  test('take ten thousand in one span, whose columns then have grown many times', () => {
    const given = Array.from({ length: 10_000 }, (_, index) => ({
      ...sample,
      version: index,
      original: `${index} Mcf`,
    }));
    expect(rowsDue(waitingOf(given))(END)).toEqual(given);
  });
});

const sample: ReportRow = {
  site: 'pad-1',
  stream: 'flared',
  periodStart: instant(1_672_531_200),
  periodEnd: instant(1_672_531_200 + DAY),
  volumeMcf: 5,
  hhvBtuPerScf: null,
  evidence: null,
  cause: null,
  version: 1,
  reportedAt: instant(1_672_531_200 + DAY),
  original: '5 Mcf',
};

describe('reports of the past', () => {
  const hour = (count: number): Instant => instant(1_672_531_200 + count * 3600);

  test('wait for their site with the tick that brought them, and are forgotten once merged', async () => {
    const given = [1, 2, 3].map((version) => ({ ...sample, version, reportedAt: hour(version) }));
    const { store, deliver } = historicReports(waitingOf(given), memoryStores().reports);
    await deliver(hour(2));
    await deliver(hour(3));
    const known = await store.rows('pad-1', hour(0), hour(99));
    expect(known.map(({ row: { version }, knownAt }) => [version, knownAt])).toEqual([
      [1, hour(2)],
      [2, hour(2)],
      [3, hour(3)],
    ]);
    for (const pointer of await store.pointers()) await store.deletePointer(pointer);
    expect(await store.rows('pad-1', hour(0), hour(99))).toEqual([]);
  });

  test('of many years come at once where the window begins late, each looked at once', async () => {
    const given = Array.from({ length: 40_000 }, (_, version) => ({ ...sample, version }));
    const { store, deliver } = historicReports(waitingOf(given), memoryStores().reports);
    const before = process.cpuUsage();
    await deliver(END);
    // 0.1 s; where each row copies those before it, 800 million copies: more than ten times as much.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
    expect((await store.rows('pad-1', hour(0), hour(99))).map((one) => one.row.version)).toEqual(
      given.map((one) => one.version),
    );
  });
});
