import { describe, expect, test } from 'vitest';
import { btcPerThDay, hashpriceUsdPerPhDay } from '#lib/domain/market/hashprice.ts';
import { blocksUntilHalving, networkHashesPerSecond, subsidyBtcPerBlock } from '#lib/domain/market/network.ts';
import { as } from '#lib/domain/units.ts';

const D = as('difficulty', 101.65e12);

describe('hashprice', () => {
  test('is what the published snapshot NET-02 implies', () => {
    // 1e12 × 86,400 × 3.28 ÷ (101.65e12 × 2^32) = 6.49113e-7 BTC per TH and day; × 1,000 × 87,235 = 56.6254
    expect(btcPerThDay(D, as('btcPerBlock', 3.28))).toBeCloseTo(6.49113e-7, 12);
    // the subsidy of 3.125 and fees of 0.155
    const price = as('usdPerBtc', 87_235);
    expect(hashpriceUsdPerPhDay(price, D, 870_000, as('btcPerBlock', 0.155))).toBeCloseTo(56.6254, 4);
  });
});

describe('the network', () => {
  test('has the hashrate of vector NET-01 at its difficulty', () => {
    // 1,590,896,927,258 × 2^32 ÷ 600 = 11.3881 EH/s; published: 11.38
    expect(networkHashesPerSecond(1_590_896_927_258) / 1e18).toBeCloseTo(11.3881, 4);
  });

  test('halves its subsidy every 210,000 blocks, down to nothing', () => {
    expect([0, 209_999, 210_000, 840_000, 1_050_000].map(subsidyBtcPerBlock)).toEqual([50, 50, 25, 3.125, 1.5625]);
    expect(subsidyBtcPerBlock(64 * 210_000)).toBe(0);
  });

  test('counts the blocks to the halving from 210,000 to 1', () => {
    expect([840_000, 840_001, 1_049_999].map(blocksUntilHalving)).toEqual([210_000, 209_999, 1]);
  });
});
