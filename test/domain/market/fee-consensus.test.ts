import { describe, expect, test } from 'vitest';
import { after as later } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { answer, freeze, silence, statusOf, T } from './ticks.ts';

const fees = (source: string, value: number, blocks = 144) => answer('fees', source, { value, blocks });

describe('mean fees per block', () => {
  test('are the lower of two sources that agree within a quarter', () => {
    const market = freeze([fees('mempool', 0.14), fees('blockchain-info', 0.12, 135)]);
    expect(market.feesBtcPerBlock).toEqual({ value: 0.12, quality: 'ok', goodAt: T });
  });

  test('are the one nearer to the last good mean where they differ by more than a quarter', () => {
    const good = freeze([fees('mempool', 0.15), fees('blockchain-info', 0.15)]);
    const next = { at: later(T, 300), previous: good };
    for (const lie of [0.09, 0.21]) {
      const market = freeze([fees('mempool', lie), fees('blockchain-info', 0.15)], next);
      expect(market.feesBtcPerBlock).toEqual({ value: 0.15, quality: 'degraded', goodAt: later(T, 300) });
    }
    // nothing to compare with: the lower one
    const first = freeze([fees('mempool', 0.09), fees('blockchain-info', 0.15)]);
    expect(first.feesBtcPerBlock).toEqual({ value: 0.09, quality: 'degraded', goodAt: T });
  });

  test('are degraded when one of two sources is silent', () => {
    const market = freeze([fees('mempool', 0.16), silence('fees', 'blockchain-info')]);
    expect(market.feesBtcPerBlock).toEqual({ value: 0.16, quality: 'degraded', goodAt: T });
  });

  test('are ok from the only source there is', () => {
    expect(freeze([fees('mempool', 0.16)]).feesBtcPerBlock).toEqual({ value: 0.16, quality: 'ok', goodAt: T });
  });

  test('are unknown when two sources contradict each other, and both are reported', () => {
    const market = freeze([fees('mempool', 0.16), fees('blockchain-info', 0.33)]);
    expect(market.feesBtcPerBlock.value).toBeNull();
    expect(statusOf(market, 'fees', 'mempool')).toBe('disagrees');
    expect(statusOf(market, 'fees', 'blockchain-info')).toBe('disagrees');
  });

  test.each([
    [50, 144],
    [0.16, 36],
  ])('are believed at %s BTC over %s blocks', (value, blocks) => {
    expect(freeze([fees('mempool', value, blocks)]).feesBtcPerBlock.value).toBe(value);
  });

  test('are the lower of two close ones, whichever is nearer to the last good mean', () => {
    const previous = freeze([fees('mempool', 0.14)]);
    const market = freeze([fees('mempool', 0.14), fees('blockchain-info', 0.12)], { at: later(T, 300), previous });
    expect(market.feesBtcPerBlock.value).toBe(0.12);
  });

  test('are not made of a stale mean, and one without a number of blocks is refused', () => {
    const old = answer('fees', 'mempool', { value: 0.1, blocks: 144, observedAt: later(T, -86_401) });
    const market = freeze([old, fees('blockchain-info', 0.12)]);
    expect(market.feesBtcPerBlock).toEqual({ value: 0.12, quality: 'degraded', goodAt: T });
    expect(freeze([answer('fees', 'mempool', { value: 0.1 })]).feesBtcPerBlock.value).toBeNull();
  });

  test.each([
    [0, 144],
    [-0.1, 144],
    [51, 144],
    [0.16, 35],
    [Number.NaN, 144],
  ])('are not believed at %s BTC over %s blocks', (value, blocks) => {
    const market = freeze([fees('mempool', value, blocks)]);
    expect(market.feesBtcPerBlock.value).toBeNull();
    expect(statusOf(market, 'fees', 'mempool')).toBe('invalid');
  });

  test('are the last good ones for 24 hours, then the fallback, degraded, or nothing', () => {
    const good = freeze([fees('mempool', 0.16)]);
    const aDay = freeze([], { at: later(T, 86_400), previous: good });
    expect(aDay.feesBtcPerBlock).toEqual({ value: 0.16, quality: 'last-known-good', goodAt: T });
    const more = { at: later(T, 86_401), previous: good };
    expect(freeze([], more).feesBtcPerBlock).toEqual({ value: null, quality: 'missing', goodAt: T });
    const plan = { feesFallbackBtcPerBlock: 0.05 };
    const fallback = freeze([], { ...more, plan });
    expect(fallback.feesBtcPerBlock).toEqual({ value: 0.05, quality: 'degraded', goodAt: T });
    // the fallback never becomes a last good figure
    expect(freeze([], { at: later(T, 90_000), previous: fallback }).feesBtcPerBlock.value).toBeNull();
  });

  test('of one source that grew more than four times are held one tick', () => {
    const seen: (string | undefined)[] = [];
    let previous: Market = freeze([fees('mempool', 0.16)]);
    for (const [index, value] of [0.7, 0.7].entries()) {
      previous = freeze([fees('mempool', value)], { at: later(T, 300 * (index + 1)), previous });
      seen.push(`${statusOf(previous, 'fees', 'mempool')} ${previous.feesBtcPerBlock.value}`);
    }
    expect(seen).toEqual(['held 0.16', 'used 0.7']);
  });

  test.each([
    [0.64, 'used'], // four times the last good mean of 0.16, exactly
    [0.65, 'held'],
    [0.04, 'used'], // a quarter of it, exactly
    [0.039, 'held'],
  ])('of one source that become %s after 0.16 are %s', (value, status) => {
    const previous = freeze([fees('mempool', 0.16)]);
    const market = freeze([fees('mempool', value)], { at: later(T, 300), previous });
    expect(statusOf(market, 'fees', 'mempool')).toBe(status);
  });

  test('agree up to a factor of two, which is still believed', () => {
    expect(freeze([fees('mempool', 0.25), fees('blockchain-info', 0.5)]).feesBtcPerBlock.value).toBe(0.25);
    expect(freeze([fees('mempool', 0.25), fees('blockchain-info', 0.3125)]).feesBtcPerBlock.quality).toBe('ok');
  });
});
