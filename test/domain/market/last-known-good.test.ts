import { expect, test } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { lastGoodValue, lastKnownGood } from '#lib/domain/market/last-known-good.ts';

const AT = instant(1000);

test('a figure stands in for as long as its limit, to the second, and is unknown after it', () => {
  const good = { value: 7, quality: 'ok', goodAt: AT } as const;
  expect(lastKnownGood(good, instant(1900), 900)).toEqual({ value: 7, quality: 'last-known-good', goodAt: AT });
  expect(lastKnownGood(good, instant(1901), 900)).toEqual({ value: null, quality: 'missing', goodAt: AT });
  expect([1900, 1901].map((at) => lastGoodValue(good, instant(at), 900))).toEqual([7, null]);
});

test('what was never observed, or was unknown, stands in for nothing', () => {
  const unknown = { value: null, quality: 'missing', goodAt: AT } as const;
  expect(lastKnownGood(unknown, AT, 900).quality).toBe('missing');
  const fallback = { value: 7, quality: 'degraded', goodAt: null } as const;
  expect(lastKnownGood(fallback, AT, 1e9).quality).toBe('missing');
  expect(lastGoodValue(fallback, AT, 1e9)).toBeNull();
});
