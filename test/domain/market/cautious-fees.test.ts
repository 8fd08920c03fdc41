import { describe, expect, test } from 'vitest';
import { evaluateUnprofitable } from '#lib/domain/alerts/unprofitable.ts';
import type { UnprofitableSettings } from '#lib/domain/company.ts';
import { after as later, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { usualRewardFraction } from '#lib/domain/market/cautious-fees.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { answer, freeze, T } from './ticks.ts';

const DIFFICULTY = 86_388_558_925_171.02;
/** Four ticks a day from T on; fees by day, BTC/block, null = no feed. */
function run(feesByDay: readonly (number | null)[], heightAt = 840_100): Market {
  let previous: Market | null = null;
  for (const [day, fees] of feesByDay.entries()) {
    for (let hour = 0; hour < 24; hour += 6) {
      const told = fees === null ? [] : [answer('fees', 'mempool', { value: fees, blocks: 144 })];
      const chain = ['mempool', 'blockstream'].map((source) =>
        answer('network', source, { value: DIFFICULTY, height: heightAt }),
      );
      previous = freeze([...told, ...chain], { at: later(T, day * SECONDS_PER_DAY + hour * 3600), previous });
    }
  }
  return previous ?? expect.fail('no tick');
}

describe('what a block usually brings', () => {
  test('is the whole reward while fees are as ever', () => {
    expect(usualRewardFraction(run([0.4, 0.41, 0.39, 0.4, 0.41, 0.4, 0.39, 0.42]))).toBe(1);
  });

  test('is less in a spike: the subsidy and the median of the days before', () => {
    // means 0.4 0.5 0.3 0.4 0.6 0.4 0.4, median 0.4; subsidy 3.125: 3.525 ÷ 5.525
    const market = run([0.4, 0.5, 0.3, 0.4, 0.6, 0.4, 0.4, 2.4]);
    expect(market.feeDays?.satoshiMeans).toEqual([4e7, 4e7, 6e7, 4e7, 3e7, 5e7, 4e7]);
    expect(usualRewardFraction(market)).toBeCloseTo(3.525 / 5.525, 12);
  });

  test('is the whole reward when fees are lower than ever, and with fewer than three days known', () => {
    expect(usualRewardFraction(run([0.4, 0.5, 0.3, 0.4, 0.6, 0.4, 0.4, 0.1]))).toBe(1);
    expect(usualRewardFraction(run([0.4, 0.4, 2.4]))).toBe(1);
    expect(usualRewardFraction(run([0.4, 0.4, 0.4, 2.4]))).toBeLessThan(1);
  });

  test('is the whole reward while the fees or the height are unknown', () => {
    const market = run([0.4, 0.5, 0.3, 0.4, 0.6, 0.4, 0.4, 2.4]);
    const unknown = { value: null, quality: 'missing', goodAt: null } as const;
    expect(usualRewardFraction({ ...market, feesBtcPerBlock: unknown })).toBe(1);
    expect(usualRewardFraction({ ...market, height: unknown })).toBe(1);
  });

  test('forgets days without a feed, and counts none of the last good figures twice', () => {
    // the third day stands on the second's last good fees and stays unknown
    const market = run([0.4, 0.5, null, 0.4]);
    expect(market.feeDays?.satoshiMeans).toEqual([null, 5e7, 4e7]);
  });

  test('after a week of silence is what it is told', () => {
    const old = run([0.4, 0.4, 0.4, 0.4]);
    const market = freeze([answer('fees', 'mempool', { value: 2.4, blocks: 144 })], {
      at: later(T, 12 * SECONDS_PER_DAY),
      previous: old,
    });
    expect(market.feeDays?.satoshiMeans).toEqual([null, null, null, null, null, null, null]);
    expect(usualRewardFraction(market)).toBe(1);
  });
});

describe('an unprofitable site in a fee spike', () => {
  const settings: UnprofitableSettings = {
    enabled: true,
    meanOverSeconds: 3600,
    minimumHours: 1,
    exitFractionOfRevenue: 0.03,
    floorUsdPerDay: 50,
    forSeconds: 3600,
    keepFiringForSeconds: 3600,
    levels: [{ severity: 'warning', enterFractionOfRevenue: -0.03 }],
  };
  /** One hour of points with 1,000 USD/day of revenue. */
  const hours = (advantage: number) => [
    { hour: T, ticks: 12, advantageMilliUsdPerDaySum: 12_000 * advantage, revenueMilliUsdPerDaySum: 12_000_000 },
  ];
  const judge = (advantage: number, usual: number, active = true) =>
    evaluateUnprofitable(hours(advantage), later(T, 3300), settings, active, 300, usual).class;

  test('is not told to have recovered on fees that will not last', () => {
    // +200 now; with nine tenths of the revenue +100 of 900 = 0.11; with eight tenths 0 of 800
    expect(judge(200, 1)).toBe('CLEAR');
    expect(judge(200, 0.9)).toBe('CLEAR');
    expect(judge(200, 0.8)).toBe('BAND');
  });

  test('fires no sooner for it', () => {
    expect(judge(200, 0.5, false)).toBe('CLEAR');
    expect(judge(-100, 0.5, false)).toBe('BREACH');
    expect(judge(-20, 0.5, false)).toBe('CLEAR');
  });
});
