import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { flaringLevel } from '#lib/domain/alerts/flaring-level.ts';
import { evaluateFlaringRise } from '#lib/domain/alerts/flaring-rise.ts';
import { EMPTY_GAS_STATE, type FlareFigure } from '#lib/domain/gas/report.ts';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';

const DAY = 86_400;
/** 2026-05-01T14:00Z: the gas day of 1 May that begins at 09:00 in Chicago. */
const FIRST = instant(1_777_644_000);

/** Gas days of May by their date; null = blank. */
const days = (of: Readonly<Record<number, number | null>>): readonly FlareFigure[] =>
  Object.entries(of).map(([date, mcfPerDay]) => {
    const periodStart = later(FIRST, (Number(date) - 1) * DAY);
    return { periodStart, periodEnd: later(periodStart, DAY), mcfPerDay, version: 1 };
  });
const month = (dates: readonly number[], mcfPerDay: number) =>
  Object.fromEntries(dates.map((date) => [date, mcfPerDay]));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('the month to date against the permit', () => {
  it('is the mean of its days, and breaches in 2 of 3 reports', () => {
    // 8 days of 100, then 130 and 130: means 100, 930 ÷ 9 = 103.3, 1,060 ÷ 10 = 106.
    const found = flaringLevel(days({ ...month(upTo(8), 100), 9: 130, 10: 130 }), '1d', 103);
    expect(found).toEqual({ projectedMcfPerDay: 106, isKnown: true, isBreach: true });
    expect(flaringLevel(days({ ...month(upTo(8), 100), 9: 130, 10: 130 }), '1d', 104)?.isBreach).toBe(false);
  });

  it('is known with 8 of 10 days, and not with 7', () => {
    const eight = days(month([1, 2, 3, 4, 5, 8, 9, 10], 150));
    // 6 of 8, 7 of 9 and 8 of 10 days: 75 %, 78 % and 80 %: one report counts, two are wanted.
    expect(flaringLevel(eight, '1d', 100)).toEqual({ projectedMcfPerDay: 150, isKnown: true, isBreach: false });
    const seven = days(month([1, 2, 3, 4, 5, 9, 10], 150));
    expect(flaringLevel(seven, '1d', 100)).toEqual({ projectedMcfPerDay: 150, isKnown: false, isBreach: false });
    // 9 of 11 and 10 of 12 besides: two more reports that count.
    const twelve = days(month([1, 2, 3, 4, 5, 8, 9, 10, 11, 12], 150));
    expect(flaringLevel(twelve, '1d', 100)?.isBreach).toBe(true);
  });

  it('is nothing without any report', () => {
    for (const cadence of ['1d', '1mo'] as const) expect(flaringLevel([], cadence, 100)).toBeNull();
  });

  it('counts a blank day as one that is missing', () => {
    const blank = days({ ...month(upTo(10), 150), 3: null, 4: null, 5: null });
    expect(flaringLevel(blank, '1d', 100)?.isKnown).toBe(false);
  });

  it('of a monthly report is the month itself', () => {
    const months = [0, 31, 61].map((day) => {
      const periodStart = later(FIRST, day * DAY);
      return { periodStart, periodEnd: later(periodStart, 30 * DAY), mcfPerDay: 150, version: 1 };
    });
    expect(flaringLevel(months, '1mo', 100)).toEqual({ projectedMcfPerDay: 150, isKnown: true, isBreach: true });
  });

  it('law: one more day with a volume never makes a known month unknown', () => {
    const dates = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 31 }), (known, more) => {
        const sorted = [...new Set([...known, more])].sort((a, b) => a - b);
        if (more > Math.max(...known)) return;
        const before = flaringLevel(
          days(
            month(
              known.toSorted((a, b) => a - b),
              1,
            ),
          ),
          '1d',
          100,
        );
        const now = flaringLevel(days(month(sorted, 1)), '1d', 100);
        expect(Number(now?.isKnown)).toBeGreaterThanOrEqual(Number(before?.isKnown));
      }),
    );
  });
});

describe('flaring rise with too little of the month known', () => {
  const judge = (figures: readonly FlareFigure[], active: boolean, at: Instant = later(FIRST, 31 * DAY)) =>
    evaluateFlaringRise({
      gas: { ...EMPTY_GAS_STATE, flaredDaily: figures, newestReportAt: at },
      cadence: '1d',
      producedMcfPerDay: 300,
      permitLimitMcfPerDay: 100,
      frozenBaselineMcfPerDay: active ? 80 : null,
      active,
      settings: DEFAULT_RULES.flaringRise,
      at,
      staleAfterSeconds: 36 * 3600,
    });
  const april = Array.from({ length: 40 }, (_, index) => {
    const periodStart = later(FIRST, (index - 40) * DAY);
    return { periodStart, periodEnd: later(periodStart, DAY), mcfPerDay: 80, version: 1 };
  });

  it('does not open on a few days, and does not end what is open', () => {
    // 3 of 9 days: the month is not known. The shift is: 80 against 80.
    const high = [...april, ...days(month([7, 8, 9], 120))];
    expect(judge(high, false).class).toBe('CLEAR');
    const low = [...april, ...days(month([7, 8, 9], 80))];
    expect(judge(low, true).class).toBe('MISSING');
    expect(judge([...april, ...days(month(upTo(9), 80))], true).class).toBe('CLEAR');
  });

  it('opens on the same level where the month is known', () => {
    expect(judge([...april, ...days(month(upTo(9), 120))], false)).toMatchObject({ class: 'BREACH', detail: 'level' });
  });

  it('says nothing where the shift is not known either', () => {
    expect(judge(days(month([7, 8, 9], 120)), false).class).toBe('MISSING');
    expect(judge(days(month(upTo(9), 80)), false).class).toBe('CLEAR');
  });
});
