import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buffersOf, rowsDue, rowsToWait } from '#cli/waiting-rows.ts';
import { type Evidence, type ReportRow, STREAMS } from '#lib/domain/gas/report.ts';
import { instant } from '#lib/domain/instant.ts';

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
