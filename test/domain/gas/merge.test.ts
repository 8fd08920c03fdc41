import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { EMPTY_GAS_STATE, type ReportRow, STREAMS } from '#lib/domain/gas/report.ts';
import { instant } from '#lib/domain/instant.ts';
import { DAY, HOUR, hour, row } from './rows.ts';

const STALE_AFTER = 36 * HOUR;

/** Rows of a week of hours, days and odd stretches, with few versions so that they meet. */
const anyRow = fc
  .record({
    stream: fc.constantFrom('produced', 'flared') as fc.Arbitrary<'produced' | 'flared'>,
    from: fc.integer({ min: 0, max: 7 * 24 }),
    hours: fc.constantFrom(1, 6, 23, 24, 25, 48, 31 * 24),
    volume: fc.option(fc.integer({ min: -5, max: 500 })),
    version: fc.integer({ min: 1, max: 3 }),
    reported: fc.integer({ min: 0, max: 10 * 24 }),
  })
  .map(({ stream, from, hours, volume, version, reported }) =>
    row(from, from + hours, volume, { stream, version, reportedAt: hour(reported) }),
  );
const anyRows = fc.array(anyRow, { maxLength: 40 });
const AT = hour(7 * 24);

const merged = (rows: readonly ReportRow[], before = EMPTY_GAS_STATE) => mergeRows(before, rows, AT, '1d');

describe('merging report rows', () => {
  test('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(anyRows, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = rows
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(merged(shuffled)).toEqual(merged(rows));
      }),
    );
  });

  test('does not depend on how rows are split into files', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(40), (rows, at) => {
        expect(merged(rows.slice(at), merged(rows.slice(0, at)))).toEqual(merged(rows));
      }),
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        expect(merged(rows, merged(rows))).toEqual(merged(rows));
      }),
    );
  });

  test('forgets only what can never be in force again', () => {
    // Against the definition over all rows ever delivered, at every later moment.
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 0, max: 60 * 24 }), (rows, later) => {
        const at = hour(7 * 24 + later);
        const kept = gasInForce(merged(rows), at, STALE_AFTER, '1d');
        for (const stream of STREAMS) expect(kept[stream].mcfPerDay).toEqual(byDefinition(rows, stream, at));
      }),
      { numRuns: 500 },
    );
  });

  test('remembers that a stream was reported when all its rows are long over', () => {
    const state = merged([row(0, 24, 300)]);
    const at = hour(900 * 24);
    const later = mergeRows(state, [row(899 * 24, 900 * 24, 1, { stream: 'sold' })], at, '1d');
    expect(gasInForce(later, at, STALE_AFTER, '1d').produced).toMatchObject({ everReported: true, mcfPerDay: null });
  });

  test('keeps the last 61 daily and 13 monthly figures of flare, oldest first', () => {
    const days = Array.from({ length: 70 }, (_, day) => row(day * 24, day * 24 + 24, day, { stream: 'flared' }));
    const state = mergeRows(EMPTY_GAS_STATE, days.toReversed(), hour(70 * 24), '1d');
    expect(state.flaredDaily.map((figure) => figure.mcfPerDay)).toEqual(Array.from({ length: 61 }, (_, i) => i + 9));
    // 30 days of 3,000 Mcf = 100 Mcf/day; an hour or 12 hours is neither a day nor a month.
    const months = Array.from({ length: 14 }, (_, month) =>
      row(month * 720, month * 720 + 720, 3000, { stream: 'flared' }),
    );
    const monthly = mergeRows(EMPTY_GAS_STATE, [...months, row(0, 1, 9, { stream: 'flared' })], hour(14 * 720), '1mo');
    expect(monthly.flaredMonthly.map((figure) => figure.mcfPerDay)).toEqual(Array.from({ length: 13 }, () => 100));
    expect(monthly.flaredDaily).toEqual([]);
  });

  test('replaces a daily figure by a higher version, by unknown when reversed', () => {
    const before = merged([row(0, 24, 10, { stream: 'flared' }), row(24, 48, 20, { stream: 'flared' })]);
    const reversed = merged([row(0, 24, -10, { stream: 'flared', version: 2 })], before);
    expect(reversed.flaredDaily.map((figure) => figure.mcfPerDay)).toEqual([null, 20]);
  });

  test('knows the newest report', () => {
    expect(merged([]).newestReportAt).toBeNull();
    const rows = [row(0, 24, 1, { reportedAt: instant(50) }), row(0, 24, 1, { reportedAt: instant(40), version: 2 })];
    expect(merged(rows).newestReportAt).toBe(50);
  });
});

/** Interfaces.md section 4, "In force at T", word by word and without a state. */
function byDefinition(rows: readonly ReportRow[], stream: string, at: number): number | null {
  const begun = rows.filter((one) => one.stream === stream && one.periodStart <= at);
  const rank = (one: ReportRow) => [
    one.periodEnd > at ? 1 : 0,
    one.periodEnd > at ? -(one.periodEnd - one.periodStart) : one.periodEnd,
    one.periodStart,
    one.version,
    one.reportedAt,
    one.volumeMcf === null || one.volumeMcf < 0 ? Number.POSITIVE_INFINITY : one.volumeMcf,
  ];
  const best = begun.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const index = left.findIndex((value, place) => value !== right[place]);
    return index < 0 ? 0 : (right[index] ?? 0) > (left[index] ?? 0) ? 1 : -1;
  })[0];
  if (best === undefined || best.volumeMcf === null || best.volumeMcf < 0) return null;
  if (at - Math.max(best.periodEnd, best.reportedAt) >= STALE_AFTER) return null;
  return (best.volumeMcf * DAY) / (best.periodEnd - best.periodStart);
}
