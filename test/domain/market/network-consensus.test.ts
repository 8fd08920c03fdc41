import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after as later } from '#lib/domain/instant.ts';
import type { Observation } from '#lib/domain/market/market.ts';
import { answer, freeze, silence, statusOf, T } from './ticks.ts';

/** Epochs 385 and 386 of the main chain, 2023-02. */
const D385 = 39_156_400_059_293.19;
const D386 = 43_053_844_193_928.45;
/** First block of epoch 386: 386 × 2016. */
const RETARGET = 778_176;

const chain = (source: string, difficulty: number | null, height: number | null) =>
  answer('network', source, { value: difficulty, height });
const three = (difficulty: number, heights: readonly [number, number, number]): Observation[] => [
  chain('mempool', difficulty, heights[0]),
  chain('blockstream', difficulty, heights[1]),
  chain('blockchain-info', Math.trunc(difficulty), heights[2]),
];

describe('difficulty and height', () => {
  test('are told exactly when all sources agree, one of them rounding', () => {
    const market = freeze(three(D385, [777_000, 777_001, 777_002]));
    expect(market.difficulty).toEqual({ value: D385, quality: 'ok', goodAt: T });
    expect(market.height).toEqual({ value: 777_001, quality: 'ok', goodAt: T });
  });

  test('are told from two of three, and the third is reported', () => {
    const market = freeze([
      ...three(D385, [777_000, 777_000, 777_000]).slice(0, 2),
      silence('network', 'blockchain-info'),
    ]);
    expect(market.difficulty).toEqual({ value: D385, quality: 'degraded', goodAt: T });
    expect(statusOf(market, 'network', 'blockchain-info')).toBe('failed');
  });

  test.each([
    ['another difficulty in the same epoch', chain('blockstream', D385 * 1.001, 777_000)],
    ['a height 3 blocks away', chain('blockstream', D385, 777_003)],
    ['a height of another epoch', chain('blockstream', D385, RETARGET + 10)],
  ])('are not averaged with %s', (_what, odd) => {
    const [first, , third] = three(D385, [777_000, 777_000, 777_000]);
    const market = freeze([first, odd, third].flatMap((one) => one ?? []));
    expect(market.difficulty.value).toBe(D385);
    expect(market.height.value).toBe(777_000);
    expect(market.difficulty.quality).toBe('degraded');
    expect(statusOf(market, 'network', 'blockstream')).toBe('disagrees');
  });

  test('are unknown when nobody agrees, and every source is reported', () => {
    const market = freeze([
      chain('mempool', D385, 777_000),
      chain('blockstream', D385 * 2, 777_000),
      chain('blockchain-info', D385 * 3, 777_000),
    ]);
    expect(market.difficulty).toEqual({ value: null, quality: 'missing', goodAt: null });
    expect(market.sources.filter((one) => one.status === 'disagrees')).toHaveLength(3);
  });

  test('are unknown while two sources stand on both sides of a retarget', () => {
    const plan = { network: { sources: ['mempool', 'blockstream'] } };
    const market = freeze([chain('mempool', D385, RETARGET - 1), chain('blockstream', D385, RETARGET)], { plan });
    expect(market.difficulty.value).toBeNull();
    expect(statusOf(market, 'network', 'mempool')).toBe('disagrees');
  });

  test('are the last good ones for 15 minutes when nobody agrees', () => {
    const good = freeze(three(D385, [777_000, 777_000, 777_000]));
    const at900 = freeze([], { at: later(T, 900), previous: good });
    expect(at900.difficulty).toEqual({ value: D385, quality: 'last-known-good', goodAt: T });
    expect(at900.height.value).toBe(777_000);
    expect(freeze([], { at: later(T, 901), previous: good }).difficulty.value).toBeNull();
  });

  test('are those of the first of the largest groups where two overlap', () => {
    // 10, 11 and 13 lie within 2 blocks of 11; 11, 13 and 14 of 13. Three of four are a quorum.
    const heights = [777_010, 777_011, 777_013, 777_014];
    const observations = heights.map((height, index) => chain(`source-${index}`, D385, height));
    const market = freeze(observations, { plan: { network: { sources: observations.map(({ source }) => source) } } });
    expect(market.height.value).toBe(777_011);
    expect(statusOf(market, 'network', 'source-3')).toBe('disagrees');
  });

  test('agree from two blocks apart, and where they round to the same integer or to nine digits', () => {
    const pair = (a: number, b: number, apart = 0) => {
      const plan = { network: { sources: ['mempool', 'blockstream'] } };
      return freeze([chain('mempool', a, 777_000), chain('blockstream', b, 777_000 + apart)], { plan }).difficulty
        .value;
    };
    expect(pair(D385, D385, 2)).toBe(D385);
    expect(pair(D385, D385, 3)).toBeNull();
    // 1e-9 of 39.16e12 is 39,156: 39,000 apart is the same difficulty, 40,000 is not
    expect(pair(D385, D385 + 39_000)).toBe(D385);
    expect(pair(D385, D385 + 40_000)).toBeNull();
    // small ones by their integer part alone: 1.5 and 1.25 differ by a fifth
    expect(pair(1.5, 1.25)).toBe(1.5);
    expect(pair(1.5, 2.25)).toBeNull();
  });

  test('are told by an integer where nobody has a fraction', () => {
    const market = freeze(three(40_000_000_000_000, [777_000, 777_000, 777_000]));
    expect(market.difficulty.value).toBe(40_000_000_000_000);
  });

  test('of height 0 are of a chain that has just begun', () => {
    expect(freeze(three(1, [0, 0, 0])).height.value).toBe(0);
    expect(statusOf(freeze(three(1, [0, 0, -1])), 'network', 'blockchain-info')).toBe('invalid');
  });

  test('are not made of a stale answer, however complete it is', () => {
    const [first, second, third] = three(D385, [777_000, 777_000, 777_000]);
    const old = answer('network', 'mempool', { value: D385, height: 777_000, observedAt: later(T, -86_401) });
    expect(first).toBeDefined();
    const market = freeze([old, second, third].flatMap((one) => one ?? []));
    expect(market.difficulty.quality).toBe('degraded');
    expect(statusOf(market, 'network', 'mempool')).toBe('stale');
  });

  test('refuse zero, as mempool says without its node, and a height that is no integer', () => {
    const [, second, third] = three(D385, [777_000, 777_000, 777_000]);
    const rest = [second, third].flatMap((one) => one ?? []);
    expect(statusOf(freeze([chain('mempool', 0, 777_000), ...rest]), 'network', 'mempool')).toBe('invalid');
    expect(statusOf(freeze([chain('mempool', D385, 777_000.5), ...rest]), 'network', 'mempool')).toBe('invalid');
    expect(statusOf(freeze([chain('mempool', D385, null), ...rest]), 'network', 'mempool')).toBe('invalid');
  });
});

describe('against the last good figures', () => {
  const before = freeze(three(D385, [RETARGET - 1, RETARGET - 1, RETARGET - 1]), { at: later(T, -300) });
  const next = (difficulty: number, height: number) =>
    freeze(three(difficulty, [height, height, height]), { previous: before });

  test('difficulty changes at the retarget', () => {
    expect(next(D386, RETARGET).difficulty).toEqual({ value: D386, quality: 'ok', goodAt: T });
  });

  test('difficulty does not change inside an epoch, whoever says so', () => {
    const market = next(D386, RETARGET - 1);
    expect(market.difficulty).toEqual({ value: D385, quality: 'last-known-good', goodAt: later(T, -300) });
    expect(statusOf(market, 'network', 'mempool')).toBe('disagrees');
  });

  test('a retarget by the very bounds is possible', () => {
    // powers of two are exact: 2^40 × 4 and ÷ 4
    for (const factor of [4, 1 / 4]) {
      const old = freeze(three(2 ** 40, [RETARGET - 1, RETARGET - 1, RETARGET - 1]), { at: later(T, -300) });
      const market = freeze(three(2 ** 40 * factor, [RETARGET, RETARGET, RETARGET]), { previous: old });
      expect(market.difficulty.value).toBe(2 ** 40 * factor);
    }
  });

  test('a height without a difficulty, or the other way round, holds nothing back', () => {
    for (const lost of ['difficulty', 'height'] as const) {
      const unknown = { value: null, quality: 'missing', goodAt: null } as const;
      const market = freeze(three(D386, [RETARGET - 1, RETARGET - 1, RETARGET - 1]), {
        previous: { ...before, [lost]: unknown },
      });
      expect(market.difficulty.value).toBe(D386);
    }
  });

  test.each([
    [3.99, D385 * 3.99],
    [4.01, D385],
    [0.2501, D385 * 0.2501],
    [0.2499, D385],
  ])('a retarget by a factor of %s gives what is possible', (factor, told) => {
    expect(next(D385 * factor, RETARGET).difficulty.value).toBeCloseTo(told, 0);
  });

  test('a height may fall by two blocks of a reorganisation, not by three', () => {
    expect(next(D385, RETARGET - 3).height.value).toBe(RETARGET - 3);
    expect(next(D385, RETARGET - 4).height.value).toBe(RETARGET - 1);
  });
});

describe('the law of agreement', () => {
  test('a minority of liars changes neither difficulty nor height', () => {
    const liar = fc.record({
      difficulty: fc.oneof(fc.double({ noNaN: false }), fc.constantFrom(0, -1, D385 * 4, D385 * 1.4)),
      height: fc.oneof(fc.integer({ min: -10, max: 2_000_000 }), fc.constantFrom(777_000, 777_001)),
    });
    const law = fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.array(liar, { minLength: 3, maxLength: 3 }),
      (f, liars) => {
        const lies = liars.slice(0, f).map((one, index) => chain(`liar-${index}`, one.difficulty, one.height));
        const honest = Array.from({ length: f + 1 }, (_, index) => chain(`honest-${index}`, D385, 777_000));
        const observations = [...lies, ...honest];
        const plan = { network: { sources: observations.map((one) => one.source) } };
        const market = freeze(observations, { plan });
        expect(market.difficulty.value).toBe(D385);
        // a liar that agrees on difficulty may still claim a block or two more
        expect(Math.abs((market.height.value ?? 0) - 777_000)).toBeLessThanOrEqual(2);
      },
    );
    fc.assert(law, { numRuns: 1000 });
  });
});
