import { describe, expect, test } from 'vitest';
import { splitKinks } from '#lib/domain/economics/allocation/kinks.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { aboveThresholdUsd } from '#lib/domain/economics/flare-threshold.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import { LOSING, optimumOf, PLAIN, unit } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

describe('injection', () => {
  const inject = { valueUsdPerMcf: 0, costUsdPerMcf: 0.2, capMcfPerDay: 100, minimumMcfPerDay: 0 };
  const idle = (more: object, rates: Parameters<typeof gasOf>[0] = { produced: 180 }) =>
    optimumOf({ ...LOSING, sell: null, inject: { ...inject, ...more } }, rates, 1);

  test('takes gas that would cost more in the flare, up to its capacity', () => {
    // Flare −0.50, injection −0.20: 100 injected, 80 flared: −20 − 40.
    expect(idle({}).optimum).toMatchObject({ mine: 0, inject: 100, flare: 80, shutIn: 0 });
    expect(idle({}).optimumUsdPerDay).toBeCloseTo(-60, 9);
    expect(idle({ costUsdPerMcf: 0.6 }).optimum).toMatchObject({ inject: 0, flare: 180 });
    expect(idle({ capMcfPerDay: null }).optimum).toMatchObject({ inject: 180, flare: 0 });
  });

  test('is met up to its least volume even where flaring is cheaper', () => {
    // 30 at −0.90, 150 at −0.50.
    const forced = idle({ costUsdPerMcf: 0.9, minimumMcfPerDay: 30 });
    expect(forced.optimum).toMatchObject({ inject: 30, flare: 150 });
    expect(forced.optimumUsdPerDay).toBeCloseTo(-30 * 0.9 - 150 * 0.5, 9);
    // A least volume above the gas there is takes all of it.
    expect(idle({ costUsdPerMcf: 0.9, minimumMcfPerDay: 100 }, { produced: 60 }).optimum.inject).toBe(60);
  });

  test('counts what the report says is injected already, which is not available any more', () => {
    const some = idle({ costUsdPerMcf: 0.9, minimumMcfPerDay: 30 }, { produced: 180, injected: 20 });
    expect(some.optimum).toMatchObject({ inject: 10, flare: 150 });
    expect(idle({}, { produced: 180, injected: 70 }).optimum).toMatchObject({ inject: 30, flare: 80 });
    expect(idle({}, { produced: 180, injected: 120 }).optimum).toMatchObject({ inject: 0, flare: 60 });
  });

  test('takes gas from miners that earn less than it is worth', () => {
    // Worth 30 USD/Mcf to the oil: no miner earns that; 100 injected, the other 80 mined.
    const rich = optimumOf({ ...PLAIN, sell: null, inject: { ...inject, valueUsdPerMcf: 30 } }, { produced: 180 });
    expect(rich.optimum.inject).toBeCloseTo(100, 6);
    expect(rich.optimum.mine).toBeCloseTo(80, 6);
    expect(rich.action).toBe('stop-part');
  });

  test('is the way out where flaring is banned and shutting in has no known cost', () => {
    const flare = { permitLimitMcfPerDay: 0 };
    const change = { ...LOSING, sell: null, flare, inject: { ...inject, capMcfPerDay: null } };
    expect(optimumOf(change, { produced: 180 }, 1)).toMatchObject({
      action: 'stop',
      optimum: { inject: 180, flare: 0 },
    });
    expect(optimumOf({ ...change, inject: { ...inject, capMcfPerDay: 100 } }, { produced: 180 }, 1).action).toBe(
      'must-run',
    );
  });

  test('has its volumes and prices at the base of the file', () => {
    const gas = { volumeBase: VOLUME_BASES['us60-14.73'] };
    const k = 14.73 / 14.696;
    const found = optimumOf({ ...LOSING, gas, sell: null, inject }, { produced: 180 }, 1);
    expect(found.optimum.inject).toBeCloseTo(100 * k, 9);
    // 100 file Mcf at 0.2; the rest flared at 0.5 per file Mcf.
    expect(found.optimumUsdPerDay).toBeCloseTo(-100 * 0.2 - (180 / k - 100) * 0.5, 9);
  });
});

describe('a flaring threshold', () => {
  const threshold = { mcfPerDay: 100, chargeUsdPerMcf: 2.5, feeUsdPerDay: 500 };

  test('charges the part above it, and its fee on the day that it is crossed', () => {
    const own = { mcfPerDay: 100, moreUsdPerMcf: 2, feeUsdPerDay: 500 };
    // 40 above × 2 + 500; already above: 60 × 2; still below: nothing.
    expect(aboveThresholdUsd(own, 80, 60)).toBe(580);
    expect(aboveThresholdUsd(own, 120, 60)).toBe(120);
    expect(aboveThresholdUsd(own, 10, 90)).toBe(0);
  });

  test('is in the worth of flaring the gas that mining uses', () => {
    // E2E-01: 202.318 used, 97.682 residual, which the pipe of 120 takes; flared: 202.318, 102.318 of it above.
    const above = { flare: { threshold } };
    const e = evaluateSite(siteModel(siteWith(above), 7), MARKET, gasOf({ produced: 300 }));
    expect(e.flareUsdPerDay).toBeCloseTo(-202.31782 * 0.5 - 102.31782 * 2 - 500, 4);
    expect(e.flareValueUsdPerMcf).toBeCloseTo((-202.31782 * 0.5 - 102.31782 * 2 - 500) / 202.31782, 6);
    // Sold 22.318, flared 180, 80 above.
    expect(e.sellUsdPerDay).toBeCloseTo(22.31782 * 0.0888865 - 180 * 0.5 - 80 * 2 - 500, 4);
    // Without a pipe the residual gas is flared already: 97.682, so that 200 − 2.318 … are above: 300 − 100 − 0 = 200.
    const alone = evaluateSite(
      siteModel(siteWith({ ...above, sell: null, costs: { royaltyOnMinedGasFraction: 0 } }), 7),
      MARKET,
      gasOf({ produced: 300 }),
    );
    expect(alone.flareUsdPerDay).toBeCloseTo(-202.31782 * 0.5 - 200 * 2 - 500, 4);
  });

  test('is kept to where crossing it costs more than mining at a loss', () => {
    // Mining loses 0.01 USD on each of 110 kWh per Mcf, 1.10: more than the flare up to 100, less than above.
    const power = { ...PLAIN.power, omUsdPerKwhGross: 0.01 };
    const found = optimumOf({ ...PLAIN, power, sell: null, flare: { threshold } }, { produced: 180 }, 1);
    expect(found.optimum.flare).toBeCloseTo(100, 5);
    expect(found.optimum.mine).toBeCloseTo(80, 5);
  });
});

test('the worth of a split bends where outlets are full, musts met, take-or-pay delivered', () => {
  const outlet = (id: string, usdPerMcf: number, mcfPerDay: number | null, more: object = {}) => ({
    id,
    tiers: [{ mcfPerDay, usdPerMcf }],
    mustMcfPerDay: 0,
    takeOrPayMcfPerDay: 0,
    deficiencyUsdPerMcf: 0,
    fixedUsdPerDay: 0,
    minimumMcfPerDay: 0,
    ...more,
  });
  expect(splitKinks([outlet('flare', -0.5, 50), outlet('sell', 1, 120)])).toEqual([120, 170]);
  const sale = outlet('sell', 1, 120, { takeOrPayMcfPerDay: 70, deficiencyUsdPerMcf: 2 });
  // The must of 30, the paid 70 of the sale, its other 50.
  expect(splitKinks([outlet('inject', -1, null, { mustMcfPerDay: 30 }), sale])).toEqual([30, 100, 150]);
  // Two that may be off, of 50 each: 50 of either, and 100 of both, each named once.
  const [one, other] = ['one', 'other'].map((id) => outlet(id, 1, 50, { fixedUsdPerDay: 3 }));
  expect(splitKinks([one, other].flatMap((each) => each ?? []))).toEqual([50, 100]);
});

test('stays just below a load at which a frugal unit would take over, where gas must be got rid of', () => {
  // Up to 70 kW only the second unit may run: at 70 it burns 11,000 × (0.05 × 100 + 0.95 × 70) = 786,500 Btu/h, the
  // first 700,000 from there on. All miners (50 × 1,323 W × 0.97 × 1.04 ÷ 0.94 = 71 kW) burn 709,900. Shutting in
  // costs 30 USD/Mcf: 786,500 × 24 ÷ 1,100,000 = 17.16 Mcf are mined, not 15.49.
  const { optimum } = optimumOf(
    {
      ...PLAIN,
      power: {
        availability: 1,
        omUsdPerKwhGross: 0,
        generators: [unit(100, 0, { minLoadFraction: 0.7 }), unit(100, 0.05, { heatRateBtuPerKwhLhv: 11_000 })],
      },
      fleet: { miners: [{ model: 'old', count: 50, thPerSecond: 13.5, watts: 1323 }] },
      sell: null,
      flare: { permitLimitMcfPerDay: 0, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 },
    },
    { produced: 20 },
  );
  expect(optimum.mine).toBeCloseTo(17.16, 4);
  expect(optimum.shutIn).toBeCloseTo(2.84, 4);
});
