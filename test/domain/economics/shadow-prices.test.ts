import { describe, expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { shadowPrices } from '#lib/domain/economics/allocation/shadow-prices.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { type Change, LOSING, PLAIN, unit } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

describe('shadow prices', () => {
  test('are those of OPT-01 for a site with its prices and caps', () => {
    // Fleet of 450 Mcf/day: kWh = 450 × 1,100,000 ÷ 10,000 = 49,500 gross; at PUE 1, no parasitics, uptime 1: 2,062.5 kW.
    const base: Change = {
      ...PLAIN,
      power: { availability: 1, omUsdPerKwhGross: 0, parasiticFraction: 0, generators: [unit(5000, 0)] },
      fleet: { pue: 1, uptime: 1, miners: [{ model: null, count: 687.5, thPerSecond: 100, watts: 3000 }] },
      sell: {
        basisUsdPerMmbtu: 0,
        gatheringUsdPerMcf: 0,
        royaltyFraction: 0,
        severanceFraction: 0,
        shrinkFraction: 0,
        capMcfPerDay: 300,
      },
      flare: { chargeUsdPerMcf: 0.6 },
    };
    const index = { 'henry-hub': 1.2 / 1.21 };
    const revenueAt1 = evaluateSite(
      siteModel(siteWith(base), 7),
      { ...MARKET, btcUsd: 1, gasIndexUsdPerMmbtu: index },
      gasOf({ produced: 1000 }),
    ).revenueUsdPerDay;
    const row = { ...MARKET, btcUsd: (3.1 * 450) / (revenueAt1 ?? Number.NaN), gasIndexUsdPerMmbtu: index };
    const model = siteModel(siteWith(base), 7);
    const gas = gasOf({ produced: 1000 });
    const { optimum, optimumUsdPerDay } = siteOptimum(model, row, gas);
    expect(optimum.mine).toBeCloseTo(450, 9);
    expect(optimum.sell).toBeCloseTo(300, 9);
    expect(optimum.flare).toBeCloseTo(250, 9);
    expect(optimumUsdPerDay).toBeCloseTo(1605, 6);
    const prices = shadowPrices(model, row, gas);
    expect(prices.mineUsdPerMcf).toBeCloseTo(3.7, 6);
    expect(prices.sellUsdPerMcf).toBeCloseTo(1.8, 6);
    expect(prices.gasUsdPerMcf).toBeCloseTo(-0.6, 6);
    expect(prices).toMatchObject({ injectUsdPerMcf: null, flarePermitUsdPerMcf: null });
  });

  test('are zero of what does not bind and null of what there is not', () => {
    const model = siteModel(siteWith({ ...LOSING, sell: { capMcfPerDay: 500 } }), 7);
    const prices = shadowPrices(model, { ...MARKET, btcUsd: 1 }, gasOf({ produced: 300 }));
    expect(prices).toMatchObject({ sellUsdPerMcf: 0, mineUsdPerMcf: null, injectUsdPerMcf: null });
    const blind = shadowPrices(model, { ...MARKET, btcUsd: null }, gasOf({ produced: 300 }));
    expect(Object.values(blind)).toEqual([null, null, null, null, null]);
  });

  test('are the producer’s: a miner has neither takeaway nor permit, and without a permit there is none', () => {
    const limits: Change = {
      ...PLAIN,
      sell: { capMcfPerDay: 50 },
      flare: { permitLimitMcfPerDay: 40, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 },
    };
    const of = (change: Change) => shadowPrices(siteModel(siteWith(change), 7), MARKET, gasOf({ produced: 300 }));
    expect(of({ ...limits, perspective: 'miner' })).toMatchObject({ sellUsdPerMcf: null, flarePermitUsdPerMcf: null });
    expect(of({ ...limits, flare: {} })).toMatchObject({ flarePermitUsdPerMcf: null });
    expect(of(limits).flarePermitUsdPerMcf).not.toBeNull();
  });

  test('of a permit are the shut-in that it saves, of injection the flare', () => {
    const change: Change = {
      ...PLAIN,
      sell: null,
      inject: { valueUsdPerMcf: 0, costUsdPerMcf: 0.2, capMcfPerDay: 50, minimumMcfPerDay: 0 },
      flare: { permitLimitMcfPerDay: 40, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 },
      fleet: { miners: [{ model: null, count: 10, thPerSecond: 104, watts: 3068 }] },
    };
    // Shut-in costs 30 USD/Mcf: a Mcf more of permit saves 30 − 0.5, of injection 30 − 0.2.
    const prices = shadowPrices(siteModel(siteWith(change), 7), { ...MARKET, btcUsd: 1 }, gasOf({ produced: 300 }));
    expect(prices.flarePermitUsdPerMcf).toBeCloseTo(29.5, 6);
    expect(prices.injectUsdPerMcf).toBeCloseTo(29.8, 6);
    expect(prices.gasUsdPerMcf).toBeCloseTo(-30, 6);
    // Mining costs and earns nothing here: its cap is worth the shut-in.
    expect(prices.mineUsdPerMcf).toBeCloseTo(30, 3);
  });
});
