import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meteredWithin, overlapping, ratesOf } from '#lib/domain/gas/metered.ts';
import { DAY, HOUR, hour, row } from './rows.ts';

const figure = (from: number, to: number, mcfPerDay: number | null) => ({
  periodStart: hour(from),
  periodEnd: hour(to),
  mcfPerDay,
});

describe('what was metered in a stretch of time', () => {
  test('is prorated by overlap, and not half a day for a day', () => {
    expect(meteredWithin([figure(0, 24, 24)], hour(12), hour(24))).toEqual({ volumeMcf: 12, unsaidSeconds: 0 });
    expect(meteredWithin([figure(0, 24, 24)], hour(12), hour(25))).toEqual({ volumeMcf: null, unsaidSeconds: HOUR });
  });

  test('is that of the finest figure where several speak of it', () => {
    // A month at 31 Mcf/day, one of its days at 100, one hour of that day at 240 Mcf/day: 10 Mcf.
    const month = figure(0, 31 * 24, 31);
    const day = figure(24, 48, 100);
    const one = figure(24, 25, 240);
    expect(meteredWithin([month, day], hour(24), hour(48)).volumeMcf).toBeCloseTo(100, 9);
    // 10 + 100 × 23 ÷ 24 = 105.833…; the day before and after: 31 each.
    expect(meteredWithin([month, day, one], hour(24), hour(48)).volumeMcf).toBeCloseTo(10 + (100 * 23) / 24, 9);
    expect(meteredWithin([one, month, day], hour(0), hour(72)).volumeMcf).toBeCloseTo(62 + 10 + (100 * 23) / 24, 9);
  });

  test('is unknown with a part blank, whatever a coarser figure says of it', () => {
    expect(meteredWithin([figure(0, 72, 10), figure(24, 48, null)], hour(0), hour(72))).toEqual({
      volumeMcf: null,
      unsaidSeconds: 0,
    });
  });

  test('is known where finer figures stand for all that a blank one speaks of', () => {
    // 12 h at 48 from the day, then two quarters of a day at 24: 24 + 6 + 6 Mcf; the blank half day is behind them
    const figures = [figure(12, 18, 24), figure(18, 24, 24), figure(12, 24, null), figure(0, 24, 48)];
    expect(meteredWithin(figures, hour(0), hour(24))).toEqual({ volumeMcf: 36, unsaidSeconds: 0 });
  });

  test('of report rows is that of the newest versions; a reversal makes it unknown', () => {
    const rows = [row(0, 24, 100), row(0, 24, 90, { version: 2 }), row(24, 48, 100), row(24, 48, -100, { version: 2 })];
    const rates = ratesOf(rows, DAY);
    expect(meteredWithin(rates, hour(0), hour(24)).volumeMcf).toBe(90);
    expect(meteredWithin(rates, hour(24), hour(48)).volumeMcf).toBeNull();
    expect(ratesOf([row(0, 48, 1)], DAY)).toEqual([]);
  });

  test('law: cut anywhere, the parts sum to the whole', () => {
    const stretches = fc.array(
      fc.record({ from: fc.nat(60), hours: fc.integer({ min: 1, max: 30 }), rate: fc.nat(500) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(stretches, fc.nat(90), (made, cut) => {
        const all = [figure(0, 90, 7), ...made.map(({ from, hours, rate }) => figure(from, from + hours, rate))];
        const within = (from: number, to: number) => meteredWithin(all, hour(from), hour(to)).volumeMcf ?? Number.NaN;
        expect(within(0, cut) + within(cut, 90)).toBeCloseTo(within(0, 90), 6);
      }),
    );
  });

  test('law: looked up by overlap it is the same', () => {
    const stretches = fc.array(fc.record({ from: fc.nat(90), hours: fc.integer({ min: 1, max: 40 }) }));
    fc.assert(
      fc.property(stretches, fc.nat(80), fc.integer({ min: 1, max: 30 }), (made, from, hours) => {
        const all = made.map((one, index) => figure(one.from, one.from + one.hours, index));
        const found = overlapping(all)(hour(from), hour(from + hours));
        const wanted = all.filter((one) => one.periodStart < hour(from + hours) && one.periodEnd > hour(from));
        expect(new Set(found)).toEqual(new Set(wanted));
      }),
    );
  });
});
