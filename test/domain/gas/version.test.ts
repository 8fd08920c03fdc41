import { describe, expect, test } from 'vitest';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { EMPTY_GAS_STATE } from '#lib/domain/gas/report.ts';
import { finestFirst, isNewer, newestVersions } from '#lib/domain/gas/version.ts';
import { HOUR, hour, row } from './rows.ts';

describe('of two rows of one period', () => {
  const first = row(0, 24, 100);

  test.each([
    ['the higher version, though it was reported before', { version: 2, reportedAt: hour(1) }],
    ['of equal versions the one reported later', { reportedAt: hour(31), volumeMcf: 90 }],
    ['else the unknown one', { volumeMcf: null }],
    ['else the larger', { volumeMcf: 101 }],
    ['else the one of unknown or larger heating value', { hhvBtuPerScf: null, volumeMcf: 100 }],
  ])('counts %s', (_, change) => {
    const before = { ...first, hhvBtuPerScf: 1200 };
    const other = { ...before, ...change };
    expect(isNewer(other, before)).toBe(true);
    expect(isNewer(before, other)).toBe(false);
  });

  test('neither replaces the other where nothing differs', () => {
    expect(isNewer(first, { ...first })).toBe(false);
  });

  test('one is left, and other periods stay, though they begin or end alike', () => {
    const rows = [row(0, 24, 1), row(0, 24, 2, { version: 2 }), row(0, 25, 3), row(1, 24, 4)];
    expect(newestVersions(rows).map(({ volumeMcf }) => volumeMcf)).toEqual([2, 3, 4]);
  });
});

test('the finest period comes first, of equal ones the later', () => {
  const sorted = [row(0, 24, 1), row(24, 48, 2), row(5, 6, 3)].sort(finestFirst);
  expect(sorted.map(({ volumeMcf }) => volumeMcf)).toEqual([3, 2, 1]);
});

describe('a daily figure of flare', () => {
  const flared = (fromHour: number, toHour: number, volume: number) =>
    row(fromHour, toHour, volume, { stream: 'flared' });

  test('is that of the longer day where two begin alike, in whatever order they come', () => {
    const days = [flared(0, 24, 240), flared(0, 25, 500)];
    for (const rows of [days, days.toReversed()]) {
      const { flaredDaily } = mergeRows(EMPTY_GAS_STATE, rows, hour(48), '1d');
      expect(flaredDaily.map(({ periodEnd, mcfPerDay }) => [periodEnd, mcfPerDay])).toEqual([[hour(25), 480]]);
    }
  });
});

describe('a figure of flare', () => {
  const flared = (fromHour: number, toHour: number, volume: number | null) =>
    row(fromHour, toHour, volume, { stream: 'flared' });
  const figures = (rows: readonly ReturnType<typeof row>[]) => {
    const { flaredDaily, flaredMonthly } = mergeRows(EMPTY_GAS_STATE, rows, hour(2000), '1mo');
    return { days: flaredDaily.map((one) => one.mcfPerDay), months: flaredMonthly.map((one) => one.mcfPerDay) };
  };

  test('of equal versions is the unknown one, else the larger, in whatever order they come', () => {
    for (const [pair, told] of [
      [[flared(0, 24, 240), flared(0, 24, null)], null],
      [[flared(0, 24, 240), flared(0, 24, 480)], 480],
    ] as const)
      for (const rows of [pair, pair.toReversed()]) {
        const once = mergeRows(EMPTY_GAS_STATE, rows.slice(0, 1), hour(48), '1d');
        const both = mergeRows(once, rows.slice(1), hour(48), '1d');
        expect(both.flaredDaily.map((one) => one.mcfPerDay)).toEqual([told]);
      }
  });

  test('of a day is one of 23 to 25 hours, of a month one of 28 days less the hour of spring at least', () => {
    expect(figures([flared(0, 22, 1), flared(100, 126, 1)])).toEqual({ days: [], months: [] });
    // 23 Mcf in 23 h and 25 in 25 h are 24 Mcf/day
    expect(figures([flared(0, 23, 23), flared(100, 125, 25)])).toEqual({ days: [24, 24], months: [] });
    expect(figures([flared(0, 28 * 24 - 2, 1)])).toEqual({ days: [], months: [] });
    expect(figures([flared(0, 28 * 24 - 1, 28 * 24 - 1)])).toEqual({ days: [], months: [24] });
  });
});

test('a blank or reversed volume is kept as unknown, nothing as nothing', () => {
  const kept = (volume: number | null) =>
    mergeRows(EMPTY_GAS_STATE, [row(0, 24, volume)], hour(2), '1d').candidates.produced?.[0]?.volumeMcf;
  expect([kept(null), kept(-5), kept(0), kept(5)]).toEqual([null, null, 0, 5]);
});

test('figures for the balance are kept of the streams that have any, and of no others', () => {
  const short = mergeRows(EMPTY_GAS_STATE, [row(0, 1, 9)], hour(2), '1d');
  expect(short).not.toHaveProperty('balanceFigures');
  const rows = [row(0, 24, 9), row(0, 1, 9, { stream: 'sold' }), row(0, 24, 1, { stream: 'flared' })];
  const day = mergeRows(EMPTY_GAS_STATE, rows, hour(25), '1d');
  expect(Object.keys(day.balanceFigures ?? {})).toEqual(['produced']);
});

describe('what has passed', () => {
  const kept = (rows: readonly ReturnType<typeof row>[], at: number) =>
    mergeRows(EMPTY_GAS_STATE, rows, hour(at), '1d').candidates.produced?.map(({ volumeMcf }) => volumeMcf);

  test('is a coarser period from the moment at which a finer one has begun that ends with it', () => {
    const rows = [row(0, 24, 1), row(12, 24, 2)];
    expect(kept(rows, 11)).toEqual([2, 1]);
    expect(kept(rows, 12)).toEqual([2]);
  });

  test('is a shorter period once it has ended, though it began with the longer', () => {
    expect(kept([row(0, 24, 1), row(0, 12, 2)], 11)).toEqual([2, 1]);
    expect(kept([row(0, 24, 1), row(0, 12, 2)], 12)).toEqual([1]);
  });

  test('is a period at its very end where a longer one goes on', () => {
    const rows = [row(0, 24, 1), row(20, 68, 2)];
    expect(kept(rows, 23)).toEqual([1, 2]);
    expect(kept(rows, 24)).toEqual([2]);
  });

  test('is dropped without any news, and the state is the very same until then', () => {
    const state = mergeRows(EMPTY_GAS_STATE, [row(0, 24, 1), row(6, 24, 2)], hour(1), '1d');
    const at = (hours: number) => mergeRows(state, [], hour(hours), '1d');
    expect(at(1)).toBe(state);
    expect(at(5)).toBe(state);
    expect(at(6).candidates.produced?.map(({ volumeMcf }) => volumeMcf)).toEqual([2]);
    // what was kept of each stream stays, and so does what is known besides
    expect({ ...at(6), candidates: {} }).toEqual({ ...state, candidates: {} });
    expect(at(4)).toBe(state);
  });
});

test('of rows that ended, the one that ended last is kept from the very moment of its end', () => {
  const rows = [row(0, 24, 1), row(24, 48, 2)];
  const kept = (at: number) =>
    mergeRows(EMPTY_GAS_STATE, rows, hour(at), '1d').candidates.produced?.map(({ volumeMcf }) => volumeMcf);
  expect(kept(47)).toEqual([2]);
  expect(kept(24)).toEqual([2]);
  // before it begins, the first day is in force
  expect(mergeRows(EMPTY_GAS_STATE, rows, hour(24 - 1 / HOUR), '1d').candidates.produced).toHaveLength(2);
});
