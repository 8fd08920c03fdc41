import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import type { Market, Sourced } from '#lib/domain/market/market.ts';
import { retargetSigma } from '#lib/domain/market/retarget.ts';
import { epochStartAfter, forecastRetarget } from '#lib/domain/market/retarget-forecast.ts';
import { answer, freeze } from './ticks.ts';

/** Made up: the epoch of block 2016 × 388 = 782,208 began between NOON and five minutes later. */
const NOON = instant(1_679_918_400);
const FIRST = 782_208;
const EPOCH_START = { epoch: 388, notBefore: NOON, notAfter: later(NOON, 300) };

const observed = (value: number | null, goodAt: Instant): Sourced => ({ value, quality: 'ok', goodAt });
const market = (at: Instant, height: number, changes: Partial<Market> = {}) =>
  ({ at, height: observed(height, at), epochStart: EPOCH_START, ...changes }) as Market;

describe('the start of an epoch', () => {
  const before = market(NOON, FIRST - 1, { epochStart: undefined as never });
  const next = later(NOON, 300);

  it('lies between the last tick of the epoch before and the first tick in it', () => {
    expect(epochStartAfter(before, observed(FIRST, next), next)).toEqual(EPOCH_START);
  });

  it('counts from the tick that last observed a height, not from one that repeated it', () => {
    const carried = { ...before, height: { ...observed(FIRST - 1, later(NOON, -900)), quality: 'last-known-good' } };
    expect(epochStartAfter(carried as Market, observed(FIRST + 1, next), next)?.notBefore).toBe(later(NOON, -900));
  });

  it('is not taken from a height that was observed earlier', () => {
    expect(epochStartAfter(before, observed(FIRST, later(next, -1)), next)).toBeNull();
  });

  it('stands in the market from the tick that saw it, and not before', () => {
    const tell = (height: number) =>
      ['mempool', 'blockstream', 'blockchain-info'].map((source) => answer('network', source, { value: 4e13, height }));
    const last = freeze(tell(FIRST - 1), { at: NOON });
    expect(last).not.toHaveProperty('epochStart');
    expect(freeze(tell(FIRST), { at: next, previous: last }).epochStart).toEqual(EPOCH_START);
  });

  it('is kept while the epoch runs, and over ticks without a height or with one that lags', () => {
    const known = market(next, FIRST);
    const soon = later(next, 300);
    expect(epochStartAfter(known, observed(FIRST + 1, soon), soon)).toBe(EPOCH_START);
    expect(epochStartAfter(known, observed(null, soon), soon)).toBe(EPOCH_START);
    expect(epochStartAfter(known, observed(FIRST - 1, soon), soon)).toBe(EPOCH_START);
  });

  it('is unknown in the epoch that the monitor was deployed in', () => {
    expect(epochStartAfter(null, observed(FIRST + 700, next), next)).toBeNull();
    expect(epochStartAfter(before, observed(FIRST + 2016, next), next)).toBeNull();
  });
});

describe('the forecast of the next retarget', () => {
  it('is the estimate from both ends of the start, widened by two standard deviations', () => {
    // 1,008 blocks in 565,340 s from the earliest start, 565,040 s from the latest: means of 1,009 are
    // 560.2973 and 560 s, so +7.0860 % and +7.1429 %. σ at p = ½ is 100 × √(0.5 ÷ 1,008) = 2.2272 pp.
    const forecast = forecastRetarget(market(later(NOON, 565_340), FIRST + 1008));
    expect(forecast?.lowPercent).toBeCloseTo(7.086 - 2 * 2.22718, 3);
    expect(forecast?.highPercent).toBeCloseTo(7.14286 + 2 * 2.22718, 3);
    expect(forecast?.remainingBlocks).toBe(1008);
    // 1,008 blocks more at 565,190 s ÷ 1,008 each come in another 565,190 s.
    expect((forecast?.at ?? 0) - later(NOON, 565_340)).toBeCloseTo(565_190, -1);
  });

  it.each([
    ['the start is unknown', { epochStart: undefined }],
    ['the height is not of this tick', { height: observed(FIRST + 1008, NOON) }],
    ['the height is unknown', { height: observed(null, NOON) }],
    ['the height is of another epoch', { height: observed(FIRST - 1, later(NOON, 565_340)) }],
    ['the epoch has just begun', { height: observed(FIRST, later(NOON, 565_340)) }],
  ])('is not given where %s', (_why, changes) => {
    const at = later(NOON, 565_340);
    expect(forecastRetarget(market(at, FIRST + 1008, changes as Partial<Market>))).toBeNull();
  });

  it('narrows as the epoch goes on, and its middle rises with the pace of the blocks', () => {
    const blocks = fc.integer({ min: 20, max: 2014 });
    const pace = fc.double({ min: 400, max: 900, noNaN: true });
    fc.assert(
      fc.property(blocks, pace, pace, (count, one, other) => {
        const at = (seconds: number, of = count) =>
          forecastRetarget(market(later(NOON, 300 + Math.round(of * seconds)), FIRST + of));
        const width = (of: number) => {
          const found = at(600, of);
          return found === null ? 0 : found.highPercent - found.lowPercent;
        };
        expect(width(count + 1)).toBeLessThan(width(count));
        const [slower, faster] = [at(Math.max(one, other)), at(Math.min(one, other))];
        expect(faster?.highPercent ?? 0).toBeGreaterThanOrEqual((slower?.highPercent ?? 0) - 1e-9);
      }),
    );
  });
});

describe('one standard deviation of a retarget estimate', () => {
  it('shrinks from unknown at the start to nothing at the end', () => {
    expect(retargetSigma(0)).toBeNull();
    expect(retargetSigma(0.5)).toBeCloseTo(100 * Math.sqrt(0.5 / 1008), 9);
    expect(retargetSigma(0.72)).toBeCloseTo(1.389, 3);
    expect(retargetSigma(1)).toBe(0);
  });
});
