import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Aggregate, foldAggregates, foldPoints, SUMMED } from '#lib/domain/history/fold.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { foldHours, foldMonth, foldStretch, monthStart, nextMonthStart } from '#lib/domain/history/stretch.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import { NOON, samplePoint } from '../../adapters/samples.ts';

const HOUR = 3600;
const DAY = 86_400;
const hourLater = later(NOON, HOUR);

function points(count: number, stepSeconds: number, changes: (index: number) => Partial<Point> = () => ({})): Point[] {
  return Array.from({ length: count }, (_, index) => samplePoint(later(NOON, index * stepSeconds), changes(index)));
}

describe('the fold of points', () => {
  it('sums what is known and counts it', () => {
    // Advantage by hand, milli-USD/day: 100 − 40 = 60; 30 − 40 = −10; the third does not know mine.
    const mines = [100, 30, null];
    const hour = foldPoints(
      points(3, 900, (index) => ({
        mineMilliUsdPerDay: mines[index] ?? null,
        sellMilliUsdPerDay: 40,
        flareMilliUsdPerDay: index === 2 ? null : -5,
        btcUsdCents: 2_000_000 + index,
        producedScfPerDay: 300_000,
        flaredScfPerDay: index === 0 ? null : 48_000,
        soldScfPerDay: null,
      })),
      NOON,
      hourLater,
      900,
    );
    expect(hour).toMatchObject({ from: NOON, to: hourLater, ticks: 3, expectedTicks: 4 });
    expect(hour).toMatchObject({ advantageTicks: 2, advantageMilliUsdPerDaySum: 50 });
    expect(hour).toMatchObject({ advantageMilliUsdPerDayMin: -10, advantageMilliUsdPerDayMax: 60 });
    expect(hour).toMatchObject({ mineTicks: 2, mineMilliUsdPerDaySum: 130, sellTicks: 3, sellMilliUsdPerDaySum: 120 });
    expect(hour).toMatchObject({ flareTicks: 2, flareMilliUsdPerDaySum: -10, btcTicks: 3, btcUsdCentsSum: 6_000_003 });
    // 300,000 scf/day × 900 s × 3 = 810,000,000 scf/day·s, ÷ 86,400 = 9,375 scf in three quarters of an hour.
    expect(hour).toMatchObject({ producedTicks: 3, producedScfPerDaySeconds: 810_000_000 });
    expect(hour).toMatchObject({ flaredTicks: 2, flaredScfPerDaySeconds: 86_400_000 });
    expect(hour).toMatchObject({ soldTicks: 0, soldScfPerDaySeconds: 0, secondsUnprofitable: 900 });
  });

  it('counts as unprofitable the time of ticks at which mining loses, not of those at which it draws level', () => {
    const mines = [-1, 0, 1, null];
    const hour = foldPoints(
      points(4, 900, (index) => ({
        mineMilliUsdPerDay: mines[index] ?? null,
        sellMilliUsdPerDay: 0,
        flareMilliUsdPerDay: -9,
      })),
      NOON,
      hourLater,
      900,
    );
    expect(hour.secondsUnprofitable).toBe(900);
  });

  it('takes the points of [from, to) and no others', () => {
    const hour = foldPoints(points(3, HOUR), hourLater, later(hourLater, HOUR), HOUR);
    expect(hour).toMatchObject({ ticks: 1, expectedTicks: 1 });
  });

  it('compares with nothing where no alternative is known', () => {
    const hour = foldPoints(
      points(1, HOUR, () => ({ bestAlternative: null })),
      NOON,
      hourLater,
      HOUR,
    );
    expect(hour).toMatchObject({
      ticks: 1,
      advantageTicks: 0,
      advantageMilliUsdPerDayMin: null,
      secondsUnprofitable: 0,
    });
  });

  it('of no points counts the ticks that should have been, and knows no extremes', () => {
    const day = foldPoints([], NOON, later(NOON, DAY), 300);
    expect(day).toMatchObject({ ticks: 0, expectedTicks: 288, advantageMilliUsdPerDayMin: null });
    expect(foldAggregates([], NOON, later(NOON, DAY))).toMatchObject({ ticks: 0, expectedTicks: 0 });
  });
});

const anyFigure = fc.option(fc.integer({ min: -5_000_000, max: 5_000_000 }), { nil: null });
const anyPoints = fc.array(
  fc.record({
    slot: fc.nat(287),
    mine: anyFigure,
    sell: anyFigure,
    flared: anyFigure,
    alternative: fc.constantFrom('sell', 'flare', null),
  }),
  { maxLength: 60 },
);

describe('an aggregate', () => {
  it('is the same however its stretch was cut into parts (I20)', () => {
    fc.assert(
      fc.property(anyPoints, fc.uniqueArray(fc.integer({ min: 1, max: 287 }), { maxLength: 12 }), (ticks, cuts) => {
        const bySlot = new Map(ticks.map((tick) => [tick.slot, tick]));
        const all = [...bySlot.values()].map(({ slot, mine, sell, flared, alternative }) =>
          samplePoint(later(NOON, slot * 300), {
            mineMilliUsdPerDay: mine,
            sellMilliUsdPerDay: sell,
            flaredScfPerDay: flared,
            bestAlternative: alternative as Point['bestAlternative'],
          }),
        );
        const end = later(NOON, DAY);
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), 288].map((slot) => later(NOON, slot * 300));
        const parts = bounds.slice(1).map((to, index) => foldPoints(all, bounds[index] ?? NOON, to, 300));
        const whole = foldPoints(all, NOON, end, 300);
        expect(foldAggregates(parts, NOON, end)).toEqual(whole);
        expect(foldAggregates(parts.toReversed(), NOON, end)).toEqual(whole);
        // A naive sum beside it, without the code under test.
        const known = all.filter((point) => point.mineMilliUsdPerDay !== null);
        expect(whole.mineMilliUsdPerDaySum).toBe(
          known.reduce((sum, point) => sum + (point.mineMilliUsdPerDay ?? 0), 0),
        );
        expect(whole.ticks).toBe(all.length);
      }),
    );
  });

  it('adds every count and every sum of its parts', () => {
    const part = foldPoints(points(4, 900), NOON, hourLater, 900);
    const both = foldAggregates([part, part], NOON, hourLater);
    for (const field of SUMMED) expect(both[field], field).toBe(2 * part[field]);
  });
});

describe('a stretch whose tick length changed', () => {
  const mixed = [
    ...points(6, 300).map((point) => ({ point, stepSeconds: 300 })),
    { point: samplePoint(later(NOON, 1800)), stepSeconds: 900 },
    { point: samplePoint(later(NOON, 2700)), stepSeconds: 900 },
  ];

  it('counts each point for the time it stands for', () => {
    const hour = foldStretch(mixed, NOON, hourLater, 900);
    // 300,000 scf/day for 6 × 300 s and for 2 × 900 s: the whole hour, 300,000 × 3600.
    expect(hour).toMatchObject({ ticks: 8, expectedTicks: 8, producedScfPerDaySeconds: 1_080_000_000 });
  });

  it('gives every hour of a day, also those without points', () => {
    const hours = foldHours(mixed, NOON, later(NOON, DAY), 900);
    expect(hours.map(({ ticks }) => ticks)).toEqual([8, ...new Array(23).fill(0)]);
    expect(hours.map(({ expectedTicks }) => expectedTicks)).toEqual([8, ...new Array(23).fill(4)]);
    expect(hours[23]).toMatchObject({ from: NOON + 23 * HOUR, to: NOON + DAY });
  });
});

describe('a stretch without points of its own', () => {
  it('expects the ticks of today, whatever tick length there was before or after it', () => {
    const outside = [later(NOON, -900), hourLater].map((at) => ({ point: samplePoint(at), stepSeconds: 900 }));
    expect(foldStretch(outside, NOON, hourLater, 300)).toMatchObject({ ticks: 0, expectedTicks: 12 });
  });
});

describe('a month', () => {
  it('has all days of the calendar, leap years too', () => {
    const feb2024 = instant(Date.parse('2024-02-10T00:00:00Z') / 1000);
    const { days, total } = foldMonth([], monthStart(feb2024), HOUR);
    expect(days).toHaveLength(29);
    expect(total).toMatchObject({ ticks: 0, expectedTicks: 29 * 24, to: Date.parse('2024-03-01T00:00:00Z') / 1000 });
    expect(nextMonthStart(instant(Date.parse('2023-12-31T23:59:59Z') / 1000))).toBe(
      Date.parse('2024-01-01T00:00:00Z') / 1000,
    );
  });

  it('puts the days it is given where they belong', () => {
    const day: Aggregate = foldPoints(points(24, HOUR), NOON, later(NOON, DAY), HOUR);
    const { days, total } = foldMonth([day], monthStart(NOON), HOUR);
    expect(days[14]).toEqual(day);
    expect(total).toMatchObject({
      ticks: 24,
      expectedTicks: 28 * 24,
      mineMilliUsdPerDaySum: day.mineMilliUsdPerDaySum,
    });
  });
});
