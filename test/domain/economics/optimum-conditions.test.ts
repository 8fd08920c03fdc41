import { describe, expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

type Change = Parameters<typeof siteWith>[0];

describe('the conditions of an optimum', () => {
  const at = (change: Change, row = MARKET) =>
    siteOptimum(siteModel(siteWith(change), 7), row, gasOf({ produced: 300 })).optimumUsdPerDay;

  test.each(['btcUsd', 'difficulty', 'height', 'feesBtcPerBlock'] as const)('are unknown without %s', (field) => {
    expect(at({}, { ...MARKET, [field]: null })).toBeNull();
  });

  test('are unknown without the index of the sale or of the royalty', () => {
    const blind = { ...MARKET, gasIndexUsdPerMmbtu: {} };
    expect(at({ costs: { royaltyOnMinedGasFraction: 0 } }, blind)).toBeNull();
    expect(at({ sell: null, costs: { royaltyIndex: 'waha' } }, blind)).toBeNull();
    expect(at({ sell: null, costs: { royaltyOnMinedGasFraction: 0 } }, blind)).not.toBeNull();
  });

  test('are unknown under a carbon price on gas of unknown composition', () => {
    expect(at({ carbon: { usdPerTonneCo2e: 10, appliesTo: ['flared'] } })).toBeNull();
    expect(at({ carbon: { usdPerTonneCo2e: 10, appliesTo: ['fuel'] } })).toBeNull();
  });

  test('hold the heating value of a report row, the carbon price and the charge', () => {
    // Everything flared: 300 × −(0.5 + 10 USD/t × CO2e); CO2e of pure methane at 98 %: 0.98 × 0.0526 + 0.02 × 0.01918 × 29.8 = 0.06298 t/Mcf.
    const change = {
      gas: { composition: { c1: 1 } },
      sell: null,
      costs: { royaltyOnMinedGasFraction: 0 },
      carbon: { usdPerTonneCo2e: 10, appliesTo: ['flared'] },
    };
    const idle = siteOptimum(siteModel(siteWith(change), 7), { ...MARKET, btcUsd: 1 }, gasOf({ produced: 300 }));
    expect(idle.optimumUsdPerDay).toBeCloseTo(-300 * (0.5 + 0.6298), 0);
    const rich = siteModel(siteWith({ sell: { capMcfPerDay: null } }), 7);
    const cheap = { ...MARKET, btcUsd: 1 };
    // Twice the heating value sells for twice the proceeds: 300 × (2 × 0.7388865 − 0.65).
    expect(siteOptimum(rich, cheap, gasOf({ produced: 300 }, 2420)).optimumUsdPerDay).toBeCloseTo(
      300 * (2 * 0.7388865 - 0.65),
      4,
    );
  });

  test('hold the gas-oil ratio per Mcf of the file, at its own base', () => {
    const change = {
      gas: { volumeBase: VOLUME_BASES['us60-14.73'] },
      sell: null,
      costs: { royaltyOnMinedGasFraction: 0 },
      flare: { permitLimitMcfPerDay: 0, oilMarginUsdPerBbl: 0.02, gorMcfPerBbl: 2 },
    };
    const idle = siteOptimum(siteModel(siteWith(change), 7), { ...MARKET, btcUsd: 1 }, gasOf({ produced: 180 }));
    // 0.02 ÷ (2 × 14.73 ÷ 14.696) USD per Mcf at 14.696 psia × 180.
    expect(idle.optimumUsdPerDay).toBeCloseTo((-180 * 0.02) / (2 * (14.73 / 14.696)), 9);
  });

  test('are, for a miner, to run or not to run', () => {
    const miner = (btcUsd: number) =>
      siteOptimum(siteModel(siteWith({ perspective: 'miner' }), 7), { ...MARKET, btcUsd }, gasOf({ produced: 300 }));
    expect(miner(80_000).optimumUsdPerDay).toBeCloseTo(46.29511924367716, 6);
    expect(miner(20_000)).toMatchObject({ optimumUsdPerDay: 0, action: 'stop' });
  });
});
