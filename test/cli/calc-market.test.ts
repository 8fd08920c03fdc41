import { describe, expect, test } from 'vitest';
import { calc, vector, within } from './calc-vectors.ts';

describe('calc network', () => {
  test('gives the hashrate behind a difficulty (NET-01)', () => {
    const { inputs, expected } = vector('NET-01');
    within(calc('network', { difficulty: inputs.difficulty }).networkEhPerSecond, expected.network_EH_s, 0.001);
  });

  test('gives the change between two difficulties (NET-09)', () => {
    const { inputs, expected } = vector('NET-09');
    const { changePercent } = calc('network', {
      difficulty: inputs.difficulty_before,
      difficultyAfter: inputs.difficulty_after,
    });
    expect(Math.abs((changePercent as number) - expected.change_pct)).toBeLessThan(0.01);
  });

  test.each([
    [629_999, 12.5],
    [630_000, 6.25],
    [839_999, 6.25],
    [840_000, 3.125],
    [1_050_000, 1.5625],
    [13_440_000, 0],
  ])('gives the subsidy at height %d', (height, subsidy) => {
    expect(calc('network', { difficulty: 1, height }).subsidyBtcPerBlock).toBe(subsidy);
  });
});

describe('calc network, other ways to ask', () => {
  test.each([
    // Headers of epochs 0, 417, 421 and 424; 0x1b0404cb is the example of the Bitcoin wiki's page on difficulty.
    ['1d00ffff', 1],
    ['0x1b0404cb', 16_307.420938523983],
    ['0x17034219', 86_388_558_925_171.02],
    ['170355f0', 84_381_461_788_831.34],
    ['17038a6d', 79_495_195_323_031.48],
  ])('reads the difficulty off the bits %s', (bits, difficulty) => {
    within(calc('network', { bits }).difficulty, difficulty, 1e-12);
  });

  test.each(['17xx4219', '0x1703421', '1d000000', '1d800000'])('refuses the bits %s', (bits) => {
    expect(() => calc('network', { bits })).toThrow(/0x17034219/);
  });

  test('gives the difficulty behind a hashrate, and the hashrate that found the blocks', () => {
    // 10^14 × 2^32 ÷ 600 = 715.83 EH/s; 150 blocks in a day instead of 144: × 150 ÷ 144.
    within(calc('network', { networkEhPerSecond: 715.8278826666667 }).difficulty, 1e14, 1e-12);
    const { observedEhPerSecond } = calc('network', { difficulty: 1e14, blocks: 150, seconds: 86_400 });
    within(observedEhPerSecond, (715.8278826666667 * 150) / 144, 1e-12);
  });

  test('estimates the halving from a height alone', () => {
    // 210,000 × 600 s = 1,458 days and 8 hours after block 840,000 of 2024-04-20 00:09:27.
    const given = { height: 840_000, at: '2024-04-20T00:09:27Z' };
    expect(calc('network', given)).toMatchObject({
      difficulty: null,
      nextHalvingHeight: 1_050_000,
      estimatedHalvingDate: '2028-04-17T08:09:27.000Z',
    });
    expect(() => calc('network', {})).toThrow(/height/);
  });
});

describe('calc retarget', () => {
  test.each(['NET-06', 'NET-07'])('gives every figure of %s to 1e-9', (id) => {
    const { inputs, expected } = vector(id);
    const outputs = calc('retarget', {
      epochStartedAt: inputs.last_da,
      quarterStartedAt: inputs.quarter,
      now: inputs.now,
      height: inputs.height,
      previousRetargetPercent: inputs.prev,
      latestBlockAt: inputs.latest,
    });
    for (const [name, value] of Object.entries(expected)) within(outputs[name], value as number, 1e-9);
  });

  test('takes the time of the last block, not now, at the end of an epoch', () => {
    // Block 2015 found after exactly 2016 × 600 s: no change, whatever the clock says.
    const outputs = calc('retarget', {
      epochStartedAt: '2024-01-01T00:00:00Z',
      now: '2024-01-15T06:00:00Z',
      latestBlockAt: '2024-01-15T00:00:00Z',
      height: 2016 * 400 + 2015,
    });
    expect(outputs.difficultyChange).toBeCloseTo(0, 9);
    expect(outputs.remainingBlocks).toBe(1);
  });

  test('keeps a change within the bounds of consensus', () => {
    const fast = {
      epochStartedAt: '2024-01-01T00:00:00Z',
      now: '2024-01-01T10:00:00Z',
      height: 2016 * 400 + 1000,
      difficulty: 100,
    };
    expect(calc('retarget', fast)).toMatchObject({ difficultyChange: 300, difficultyAfter: 400 });
    const slow = { ...fast, now: '2025-01-01T10:00:00Z' };
    expect(calc('retarget', slow)).toMatchObject({ difficultyChange: -75, difficultyAfter: 25 });
  });
});

describe('calc hashprice', () => {
  test('gives the published index within its own smoothing (NET-02, NET-03)', () => {
    const { inputs, expected } = vector('NET-02');
    const given = {
      btcUsd: inputs.btc_usd,
      difficulty: inputs.difficulty,
      rewardBtcPerBlock: inputs.reward_per_block_incl_fees_btc,
      subsidyBtcPerBlock: 3.125,
    };
    const outputs = calc('hashprice', given);
    within(outputs.hashpriceUsdPerPhDay, expected.hashprice_usd_per_PH_day, 0.02);
    // NET-03: 0.155 ÷ 3.28 = 4.73 %, published 4.82.
    expect(
      Math.abs((outputs.feesShareOfRewardPercent as number) - vector('NET-03').expected.fees_share_of_reward_pct),
    ).toBeLessThan(0.15);
  });

  test('gives the index from a published hashrate too, half a percent nearer (NET-02)', () => {
    const { inputs, expected } = vector('NET-02');
    const given = { btcUsd: inputs.btc_usd, rewardBtcPerBlock: inputs.reward_per_block_incl_fees_btc };
    const networkEhPerSecond = expected.network_EH_s_7d_published;
    // 144 × 3.28 × 87,235 ÷ 733,110 PH/s = 56.203.
    const { hashpriceUsdPerPhDay } = calc('hashprice', { ...given, networkEhPerSecond });
    within(hashpriceUsdPerPhDay, 56.2028, 1e-5);
    within(hashpriceUsdPerPhDay, expected.hashprice_usd_per_PH_day, 0.005);
    const slow = calc('hashprice', { ...given, networkEhPerSecond, blocksPerDay: 72 });
    within(slow.hashpriceUsdPerPhDay, 56.2028 / 2, 1e-5);
    // A difficulty says itself what a share of it earns, however many blocks were found.
    const byDifficulty = { ...given, difficulty: inputs.difficulty };
    expect(calc('hashprice', { ...byDifficulty, blocksPerDay: 72 }).hashpriceUsdPerPhDay).toBe(
      calc('hashprice', byDifficulty).hashpriceUsdPerPhDay,
    );
  });

  test('gives the J/TH of a miner from its watts', () => {
    const outputs = calc('hashprice', {
      difficulty: 1e14,
      btcUsd: 1e5,
      height: 900_000,
      watts: 3500,
      thPerSecond: 200,
    });
    expect(outputs.joulesPerTh).toBe(17.5);
    // 144 × 3.125 × 100,000 ÷ 715,828 PH/s = 62.864 USD/PH/day ÷ (24 × 17.5).
    within(outputs.revenueUsdPerKwh, 62.864 / 24 / 17.5, 1e-4);
  });

  test('is within 8 % of the coins that a public miner reports for a month', () => {
    // MARA, June 2024 (GlobeNewswire, 3 July 2024): 590 BTC at 26.3 EH/s on average, fees almost 7 % of the coins.
    // Difficulty by day: 84.381 T to the 6th, 83.717 T to the 20th, 83.675 T.
    const difficulty = (84.381e12 * 5 + 83.717e12 * 14 + 83.675e12 * 11) / 30;
    const { btcProduced } = calc('hashprice', {
      difficulty,
      rewardBtcPerBlock: 3.125 / 0.93,
      thPerSecond: 26.3e6,
      days: 30,
    });
    within(btcProduced, 590, 0.08);
  });

  test('says what a published hashprice implies of fees (NET-11)', () => {
    const { inputs } = vector('NET-11');
    const outputs = calc('hashprice', {
      btcUsd: inputs.btc_usd,
      difficulty: inputs.difficulty,
      subsidyBtcPerBlock: inputs.subsidy,
      publishedUsdPerPhDay: inputs.hashprice_published,
    });
    within(outputs.subsidyOnlyUsdPerPhDay, 44.9519, 1e-5);
    within(outputs.impliedFeeSharePercent, 10.1, 0.01);
  });

  test.each([
    ['NET-13', 0.05],
    ['NET-14', 0.03],
  ])('is near the published low of %s', (id, tolerance) => {
    const { inputs, expected } = vector(id);
    const outputs = calc('hashprice', {
      btcUsd: inputs.btc_usd,
      difficulty: inputs.difficulty,
      subsidyBtcPerBlock: inputs.subsidy,
    });
    within(outputs.hashpriceUsdPerPhDay, expected.hashprice, tolerance);
  });

  test('gives the least efficient miner that a power price carries (NET-16)', () => {
    const { inputs, expected } = vector('NET-16');
    const outputs = calc('hashprice', {
      publishedUsdPerPhDay: inputs.hashprice_usd_per_TH_day * 1000,
      electricityUsdPerKwh: inputs.electricity_usd_per_kWh,
    });
    within(outputs.breakEvenJoulesPerTh, expected.breakeven_J_per_TH, 0.005);
  });

  test('gives the coins of a fleet over a month', () => {
    // 10,000 TH/s for 30 days at 90 % uptime, D 10^14, 3.125 + 0.075 BTC, 2 % fee:
    // 1e12 × 86,400 × 3.2 ÷ (1e14 × 4,294,967,296) = 6.43730e-7 BTC per TH and day × 270,000 × 0.98.
    const outputs = calc('hashprice', {
      difficulty: 1e14,
      subsidyBtcPerBlock: 3.125,
      feesBtcPerBlock: 0.075,
      thPerSecond: 10_000,
      days: 30,
      uptime: 0.9,
      poolFeeFraction: 0.02,
      btcUsd: 50_000,
    });
    within(outputs.btcProduced, 6.4373e-7 * 270_000 * 0.98, 1e-4);
    within(outputs.producedUsd, 6.4373e-7 * 270_000 * 0.98 * 50_000, 1e-4);
  });

  test('does not reproduce the coins claimed for 150 S9 in a month (FLR-01)', () => {
    // 150 × 13.5 TH/s for 30 days at the lowest difficulty of the claim, 16.8 T, subsidy only.
    const { inputs, expected } = vector('FLR-01');
    const { btcPerPhDay } = calc('hashprice', { difficulty: 16.8e12, subsidyBtcPerBlock: inputs.subsidy });
    const coins = (btcPerPhDay as number) * ((150 * 13.5) / 1000) * inputs.days;
    expect(coins).toBeGreaterThan(0.38);
    expect(coins).toBeLessThan(0.48);
    expect(expected.btc / coins).toBeGreaterThan(3.5);
  });
});
