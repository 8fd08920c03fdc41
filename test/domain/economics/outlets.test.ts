import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Site } from '#lib/domain/company.ts';
import { splitKinks } from '#lib/domain/economics/allocation/kinks.ts';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { shadowPrices } from '#lib/domain/economics/allocation/shadow-prices.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { aboveThresholdUsd } from '#lib/domain/economics/flare-threshold.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import { share } from './any-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

type Change = Parameters<typeof siteWith>[0];
const unit = (ratedKw: number, idle: number, more: object = {}) => ({
  model: null,
  count: 1,
  ratedKw,
  heatRateBtuPerKwhLhv: 10_000,
  idleFuelFraction: idle,
  ...more,
});
/** Always available, no royalty, no site cost, O&M nor shrink, a flat heat rate: every mined Mcf is worth the same. */
const PLAIN: Change = {
  treatShrinkFraction: 0,
  costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 },
  power: { availability: 1, omUsdPerKwhGross: 0, generators: [unit(5000, 0)] },
};
/** Miners that lose 0.2 USD on every kWh: they are better off. */
const LOSING: Change = { ...PLAIN, power: { ...PLAIN?.power, omUsdPerKwhGross: 0.2 } };
const optimumOf = (change: Change, rates: Parameters<typeof gasOf>[0], btcUsd = 80_000) =>
  siteOptimum(siteModel(siteWith(change), 7), { ...MARKET, btcUsd }, gasOf(rates));

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
    const power = { ...PLAIN?.power, omUsdPerKwhGross: 0.01 };
    const found = optimumOf({ ...PLAIN, power, sell: null, flare: { threshold } }, { produced: 180 }, 1);
    expect(found.optimum.flare).toBeCloseTo(100, 5);
    expect(found.optimum.mine).toBeCloseTo(80, 5);
  });
});

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

describe('the optimum over all outlets', () => {
  const anySite = fc.record({
    rated: share(100, 700),
    count: fc.integer({ min: 1, max: 3 }),
    idle: share(0, 0.3),
    least: fc.constantFrom(0, 0, 0.4, 0.7),
    availability: fc.constantFrom(1, 1, 0.9),
    second: fc.option(share(100, 400)),
    newCount: fc.integer({ min: 0, max: 200 }),
    oldCount: fc.integer({ min: 0, max: 300 }),
    basis: share(-4, 6),
    cap: fc.option(share(0, 200)),
    top: fc.constantFrom(0, 0, 60),
    charge: share(0, 2),
    threshold: fc.option(fc.record({ mcfPerDay: share(0, 150), more: share(0, 4), fee: fc.constantFrom(0, 100, 600) })),
    permit: fc.option(share(0, 250)),
    inject: fc.option(
      fc.record({ usd: share(-3, 4), cap: fc.option(share(20, 200)), least: fc.constantFrom(0, 0, 20) }),
    ),
    siteUsd: fc.constantFrom(0, 200),
    produced: share(20, 400),
    btcUsd: share(15_000, 140_000),
  });
  type Given = typeof anySite extends fc.Arbitrary<infer G> ? G : never;
  const SHUT_IN = 30;

  function siteOf(given: Given): Site {
    const units = [unit(given.rated, given.idle, { count: given.count, minLoadFraction: given.least })];
    return siteWith({
      power: {
        availability: given.availability,
        generators:
          given.second === null ? units : [...units, unit(given.second, 0.05, { heatRateBtuPerKwhLhv: 11_000 })],
      },
      fleet: {
        miners: [
          { model: 'new', count: given.newCount, thPerSecond: 200, watts: 3500 },
          { model: 'old', count: given.oldCount, thPerSecond: 13.5, watts: 1323 },
        ],
      },
      costs: { siteUsdPerDay: given.siteUsd },
      sell: {
        basisUsdPerMmbtu: given.basis,
        capMcfPerDay: given.cap,
        takeOrPayMcfPerDay: given.top,
        deficiencyUsdPerMcf: given.top > 0 ? 1.5 : 0,
      },
      ...(given.inject === null
        ? {}
        : {
            inject: {
              valueUsdPerMcf: given.inject.usd,
              costUsdPerMcf: 0,
              capMcfPerDay: given.inject.cap,
              minimumMcfPerDay: given.inject.least,
            },
          }),
      flare: {
        chargeUsdPerMcf: given.charge,
        permitLimitMcfPerDay: given.permit,
        oilMarginUsdPerBbl: 2 * SHUT_IN,
        gorMcfPerBbl: 2,
        ...(given.threshold === null
          ? {}
          : {
              threshold: {
                mcfPerDay: given.threshold.mcfPerDay,
                chargeUsdPerMcf: given.charge + given.threshold.more,
                feeUsdPerDay: given.threshold.fee,
              },
            }),
      },
    } as Change);
  }

  /** Worth of one split, by the terms as they are written. */
  function worthOfSplit(
    given: Given,
    sale: number,
    q: { sell: number; inject: number; flare: number; shutIn: number },
  ) {
    const short = given.top > 0 ? Math.max(0, given.top - q.sell) * 1.5 : 0;
    const above = given.threshold === null ? 0 : Math.max(0, q.flare - given.threshold.mcfPerDay);
    const dearer = above > 1e-9 && given.threshold !== null ? above * given.threshold.more + given.threshold.fee : 0;
    return (
      q.sell * sale - short + q.inject * (given.inject?.usd ?? 0) - q.flare * given.charge - dearer - q.shutIn * SHUT_IN
    );
  }

  /** The best split of the rest: every corner, one outlet taking what the others leave. Null = none is possible. */
  function bestSplit(given: Given, sale: number, rest: number, available: number): number | null {
    const limits = {
      sell: [0, given.cap ?? rest],
      inject: [Math.min(given.inject?.least ?? 0, available), given.inject === null ? 0 : (given.inject.cap ?? rest)],
      flare: [0, given.permit ?? rest],
      // Shutting in is allowed only where a permit bounds the flare.
      shutIn: [0, given.permit === null ? 0 : rest],
    } as const;
    const corners = {
      sell: [0, given.top, limits.sell[1]],
      inject: [...limits.inject],
      flare: [0, given.threshold?.mcfPerDay ?? 0, limits.flare[1]],
      shutIn: [0],
    };
    let best: number | null = null;
    const names = ['sell', 'inject', 'flare', 'shutIn'] as const;
    for (const sell of corners.sell)
      for (const inject of corners.inject)
        for (const flare of corners.flare)
          for (const taker of names) {
            const q = { sell, inject, flare, shutIn: 0 };
            q[taker] = 0;
            q[taker] = rest - q.sell - q.inject - q.flare - q.shutIn;
            const isFeasible = names.every(
              (name) => q[name] >= limits[name][0] - 1e-9 && q[name] <= limits[name][1] + 1e-9,
            );
            if (!isFeasible) continue;
            const usd = worthOfSplit(given, sale, q);
            if (best === null || usd > best) best = usd;
          }
    return best;
  }

  /** The site with the first `part` of its merit order, evaluated on its own. */
  function mined(site: Site, part: number, given: Given) {
    const watts = site.fleet.miners.map((one) => one.count * one.watts);
    let left = part * watts.reduce((sum, one) => sum + one, 0);
    const miners = site.fleet.miners.map((one, index) => {
      const taken = Math.min(left, watts[index] ?? 0);
      left -= taken;
      return { ...one, count: taken / one.watts };
    });
    const some = { ...site, fleet: { ...site.fleet, miners: miners.filter(({ count }) => count > 0) } };
    return evaluateSite(siteModel(some, 7), { ...MARKET, btcUsd: given.btcUsd }, gasOf({ produced: given.produced }));
  }

  const STEPS = 40;

  test('is not beaten by any share of the merit order with any corner of the rest, and is what it says it is', () => {
    fc.assert(
      fc.property(anySite, (given) => {
        const site = siteOf(given);
        const row = { ...MARKET, btcUsd: given.btcUsd };
        const found = siteOptimum(siteModel(site, 7), row, gasOf({ produced: given.produced }));
        const sale = mined(site, 1, given).sellNetbackUsdPerMcf ?? Number.NaN;
        const best = found.optimumUsdPerDay ?? Number.NEGATIVE_INFINITY;
        let reached = 0;
        for (let step = 0; step <= STEPS; step += 1) {
          const e = mined(site, step / STEPS, given);
          const used = e.gasUsedMcfPerDay ?? Number.NaN;
          const rest = bestSplit(given, sale, given.produced - used, given.produced);
          if (rest === null) continue;
          reached += 1;
          const worth = rest + (step === 0 ? 0 : (e.mineUsdPerDay ?? Number.NaN));
          expect(best).toBeGreaterThanOrEqual(worth - 1e-6 * Math.max(1, Math.abs(worth)));
        }
        if (found.optimumUsdPerDay === null) return expect(reached).toBe(0);
        // The split that it names is possible and worth what it says.
        const { mine, sell, inject, flare, shutIn } = found.optimum;
        const q = { sell: sell ?? 0, inject: inject ?? 0, flare: flare ?? 0, shutIn: shutIn ?? 0 };
        expect((mine ?? 0) + q.sell + q.inject + q.flare + q.shutIn).toBeCloseTo(given.produced, 5);
        expect(q.sell).toBeLessThanOrEqual((given.cap ?? q.sell) + 1e-6);
        expect(q.flare).toBeLessThanOrEqual((given.permit ?? q.flare) + 1e-6);
        expect(q.inject).toBeGreaterThanOrEqual(Math.min(given.inject?.least ?? 0, given.produced) - 1e-6);
        // With unlike units and a minimum load more miners can burn less gas: no halving then.
        if (given.second !== null && given.least > 0) return;
        // The part of the merit order that uses just that much gas, sought by halving.
        let [low, high] = [0, 1];
        for (let turn = 0; turn < 60; turn += 1) {
          const middle = (low + high) / 2;
          if ((mined(site, middle, given).gasUsedMcfPerDay ?? 0) < (mine ?? 0) - 1e-9) low = middle;
          else high = middle;
        }
        const margin = (mine ?? 0) === 0 ? 0 : (mined(site, high, given).mineUsdPerDay ?? Number.NaN);
        const said = margin + worthOfSplit(given, sale, q);
        expect(Math.abs(best - said)).toBeLessThanOrEqual(2e-4 * Math.max(1, Math.abs(said)));
      }),
      { numRuns: 150 },
    );
  });
});
