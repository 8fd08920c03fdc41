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

test('of rows that ended, the one that ended last is kept from the very moment of its end', () => {
  const rows = [row(0, 24, 1), row(24, 48, 2)];
  const kept = (at: number) =>
    mergeRows(EMPTY_GAS_STATE, rows, hour(at), '1d').candidates.produced?.map(({ volumeMcf }) => volumeMcf);
  expect(kept(47)).toEqual([2]);
  expect(kept(24)).toEqual([2]);
  // before it begins, the first day is in force
  expect(mergeRows(EMPTY_GAS_STATE, rows, hour(24 - 1 / HOUR), '1d').candidates.produced).toHaveLength(2);
});
