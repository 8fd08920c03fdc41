import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Site } from '#lib/domain/company.ts';
import { MAX_BREAKPOINTS } from '#lib/domain/economics/allocation/breakpoints.ts';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

type Change = Parameters<typeof siteWith>[0];
const unit = (ratedKw: number, count: number, idle: number, heatRate = 10_000) => ({
  model: null,
  count,
  ratedKw,
  heatRateBtuPerKwhLhv: heatRate,
  idleFuelFraction: idle,
});
const optimumOf = (change: Change, produced: number, btcUsd = 80_000) =>
  siteOptimum(siteModel(siteWith(change), 7), { ...MARKET, btcUsd }, gasOf({ produced }));

/** No royalty, no site cost, always available: easy to reckon by hand. */
const PLAIN = { costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 }, treatShrinkFraction: 0 };

describe('the optimum between all and nothing', () => {
  test('leaves the dearer sale its capacity and mines the rest', () => {
    // Flat heat rate: mining is worth the same for every Mcf, less than the sale, more than the flare.
    // Sale: (2.8 + 5) × 1.21 × 0.92 × 0.7375 − 0.65 = 5.754 up to 120; so 300 − 120 = 180 are mined.
    const change = {
      ...PLAIN,
      power: { availability: 1, generators: [unit(1250, 1, 0)] },
      sell: { basisUsdPerMmbtu: 5 },
    };
    const { optimum, action } = optimumOf(change, 300);
    expect(optimum.sell).toBeCloseTo(120, 6);
    expect(optimum.mine).toBeCloseTo(180, 6);
    expect(optimum.flare).toBeCloseTo(0, 6);
    expect(action).toBe('stop-part');
  });

  test('mines what the flaring permit does not let pass, at a loss', () => {
    // 20,000 USD/BTC: mining loses; 300 produced, no sale, 200 may be flared: 100 must be mined rather than shut in at 30 USD/Mcf.
    const change = {
      ...PLAIN,
      power: { availability: 1, generators: [unit(1250, 1, 0)] },
      sell: null,
      flare: { chargeUsdPerMcf: 0, permitLimitMcfPerDay: 200, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 },
    };
    const { optimum } = optimumOf(change, 300, 20_000);
    expect(optimum).toMatchObject({ sell: 0, inject: 0 });
    expect(optimum.flare).toBeCloseTo(200, 6);
    expect(optimum.mine).toBeCloseTo(100, 6);
    expect(optimum.shutIn).toBeCloseTo(0, 6);
  });

  test('fills sale and permit together before it mines at a loss', () => {
    const change = {
      ...PLAIN,
      power: { availability: 1, generators: [unit(1250, 1, 0)] },
      sell: { basisUsdPerMmbtu: 0, capMcfPerDay: 50 },
      flare: { chargeUsdPerMcf: 0, permitLimitMcfPerDay: 150, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 },
    };
    const { optimum } = optimumOf(change, 300, 20_000);
    expect(optimum.sell).toBeCloseTo(50, 6);
    expect(optimum.flare).toBeCloseTo(150, 6);
    expect(optimum.mine).toBeCloseTo(100, 6);
  });

  test('does not start a second generator for the last few miners where its idling costs more than they earn', () => {
    // Two of 500 kW that idle on 40 %: 260 miners take 853 kW. The second unit idles on 0.4 × 500 × 10,000 Btu/h, 43.6 Mcf a
    // day, worth 250 USD in the pipe; the miners above 500 kW gross earn less than that and their own fuel.
    const change = {
      ...PLAIN,
      power: { availability: 1, omUsdPerKwhGross: 0, parasiticFraction: 0, generators: [unit(500, 2, 0.4)] },
      fleet: { miners: [{ model: null, count: 190, thPerSecond: 104, watts: 3068 }], pue: 1, uptime: 1 },
      sell: { basisUsdPerMmbtu: 5, capMcfPerDay: null },
    };
    const { optimum } = optimumOf(change, 400);
    // One unit at its rating: 500 kW × 24 × 10,000 ÷ 1,100,000 = 109.09 Mcf.
    expect(optimum.mine).toBeCloseTo(109.09, 2);
  });

  test('finds the same split where the gas, not the fleet, sets the end of the line', () => {
    // A fleet that could burn ten times the gas: 300 less the sale of 120 are still mined.
    const change = {
      ...PLAIN,
      treatShrinkFraction: 0.1,
      power: { availability: 1, generators: [unit(20_000, 1, 0)] },
      fleet: { miners: [{ model: 'any', count: 4000, thPerSecond: 104, watts: 3068 }] },
      sell: { basisUsdPerMmbtu: 5 },
    };
    expect(optimumOf(change, 300).optimum.mine).toBeCloseTo(180, 6);
    expect(optimumOf(change, 300).optimum.sell).toBeCloseTo(120, 6);
  });

  test('sees only the kept share of revenue, and the heating value of the row', () => {
    const change = { ...PLAIN, power: { availability: 1, generators: [unit(1250, 1, 0)] }, sell: null };
    const all = siteOptimum(siteModel(siteWith(change), 7), MARKET, gasOf({ produced: 300 }, 2420));
    // 300 × 3,068 W × 0.97 × 1.04 ÷ 0.94 = 987.8 kW × 24 × 10,000 ÷ 2,200,000 Btu/Mcf.
    expect(all.optimum.mine).toBeCloseTo((987.765 * 24 * 10_000) / 2_200_000, 2);
    const shared = (revenueShareFraction: number) =>
      siteOptimum(
        siteModel(siteWith({ ...change, costs: { ...PLAIN.costs, revenueShareFraction } }), 7),
        MARKET,
        gasOf({ produced: 300 }),
      ).optimumUsdPerDay ?? 0;
    // Revenue of the fleet always on: 1,123.80 ÷ 0.92.
    expect(shared(0) - shared(0.1)).toBeCloseTo(0.1 * (1123.8031105572682 / 0.92), 6);
  });

  test('names only the miners that the gas suffices for', () => {
    const change = {
      ...PLAIN,
      power: { availability: 1, generators: [unit(1250, 1, 0)] },
      sell: null,
      fleet: {
        miners: [
          { model: 'old', count: 300, thPerSecond: 100, watts: 3250 },
          { model: 'new', count: 300, thPerSecond: 200, watts: 3500 },
        ],
      },
    };
    expect(optimumOf(change, 100).optimum.minersOn).toEqual(['new']);
    expect(optimumOf(change, 350).optimum.minersOn).toEqual(['new', 'old']);
  });

  test('names the miners that run, a part of a class as its model', () => {
    const change = {
      ...PLAIN,
      power: { availability: 1, generators: [unit(1250, 1, 0)] },
      sell: { basisUsdPerMmbtu: 5 },
    };
    expect(optimumOf(change, 300).optimum.minersOn).toEqual(['104 TH/s 3068 W']);
    expect(optimumOf(change, 100).optimum.minersOn).toEqual([]);
  });
});

describe('the optimum against every share of the merit order', () => {
  const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const anySite = fc.record({
    units: fc.array(fc.tuple(share(100, 600), fc.integer({ min: 1, max: 3 }), share(0, 0.3)), {
      minLength: 1,
      maxLength: 1,
    }),
    availability: share(0.7, 1),
    first: fc.integer({ min: 1, max: 200 }),
    second: fc.integer({ min: 0, max: 300 }),
    basis: share(-3, 6),
    cap: fc.option(share(0, 300)),
    charge: share(0, 3),
    permit: fc.option(share(0, 300)),
    siteUsd: share(0, 400),
    produced: share(20, 400),
    btcUsd: share(20_000, 150_000),
  });
  const STEPS = 24;

  /** The same site with the first `part` of its merit order, evaluated alone, the rest put where it is worth most. */
  function worthOf(site: Site, part: number, produced: number, btcUsd: number): number {
    const watts = site.fleet.miners.map((one) => one.count * one.watts);
    let left = part * watts.reduce((sum, one) => sum + one, 0);
    const miners = site.fleet.miners.map((one, index) => {
      const taken = Math.min(left, watts[index] ?? 0);
      left -= taken;
      return { ...one, count: taken / one.watts };
    });
    const some = { ...site, fleet: { ...site.fleet, miners: miners.filter(({ count }) => count > 0) } };
    const e = evaluateSite(siteModel(some, 7), { ...MARKET, btcUsd }, gasOf({ produced }));
    const [rest, sale, flare] = [e.residualGasMcfPerDay ?? 0, e.sellNetbackUsdPerMcf ?? 0, e.flareValueUsdPerMcf ?? 0];
    const uses = [
      { usd: sale, cap: site.sell?.capMcfPerDay ?? Number.POSITIVE_INFINITY },
      { usd: flare, cap: site.flare.permitLimitMcfPerDay ?? Number.POSITIVE_INFINITY },
      { usd: -30, cap: Number.POSITIVE_INFINITY },
    ].toSorted((a, b) => b.usd - a.usd);
    let gas = rest;
    let usd = part === 0 ? 0 : (e.mineUsdPerDay ?? Number.NaN);
    for (const use of uses) {
      const taken = Math.min(gas, use.cap);
      usd += taken * use.usd;
      gas -= taken;
    }
    return usd;
  }

  test('is the best of them, and reached by one near by', () => {
    fc.assert(
      fc.property(anySite, (given) => {
        const site = siteWith({
          power: {
            availability: given.availability,
            generators: given.units.map(([kw, count, idle]) => unit(kw, count, idle)),
          },
          fleet: {
            miners: [
              { model: 'new', count: given.first, thPerSecond: 200, watts: 3500 },
              { model: 'old', count: given.second, thPerSecond: 13.5, watts: 1323 },
            ],
          },
          costs: { siteUsdPerDay: given.siteUsd },
          sell: { basisUsdPerMmbtu: given.basis, capMcfPerDay: given.cap },
          flare: {
            chargeUsdPerMcf: given.charge,
            permitLimitMcfPerDay: given.permit,
            oilMarginUsdPerBbl: 60,
            gorMcfPerBbl: 2,
          },
        });
        const found = siteOptimum(
          siteModel(site, 7),
          { ...MARKET, btcUsd: given.btcUsd },
          gasOf({ produced: given.produced }),
        );
        const best = found.optimumUsdPerDay ?? Number.NaN;
        for (let step = 0; step <= STEPS; step += 1) {
          const worth = worthOf(site, step / STEPS, given.produced, given.btcUsd);
          expect(best).toBeGreaterThanOrEqual(worth - 1e-6 * Math.max(1, Math.abs(worth)));
        }
        // What it says of itself holds: the same split reckoned anew is worth as much.
        const { mine, sell, flare, shutIn } = found.optimum;
        expect((mine ?? 0) + (sell ?? 0) + (flare ?? 0) + (shutIn ?? 0)).toBeCloseTo(given.produced, 5);
      }),
      { numRuns: 300 },
    );
  });

  test('is not below any point of the grid for unlike generators', () => {
    fc.assert(
      fc.property(
        share(50, 400),
        share(50, 400),
        share(0, 0.4),
        share(100, 400),
        share(3, 7),
        (a, b, idle, produced, basis) => {
          const site = siteWith({
            ...PLAIN,
            power: { availability: 1, generators: [unit(a, 1, idle), unit(b, 1, 0.05, 11_000)] },
            fleet: {
              miners: [
                { model: 'new', count: 100, thPerSecond: 200, watts: 3500 },
                { model: 'old', count: 200, thPerSecond: 13.5, watts: 1323 },
              ],
            },
            sell: { basisUsdPerMmbtu: basis, capMcfPerDay: null },
          });
          const found = siteOptimum(siteModel(site, 7), { ...MARKET, btcUsd: 90_000 }, gasOf({ produced }));
          // In merit order, as worthOf takes them: the newer first. 32 is the grid of unlike generators.
          for (let step = 0; step <= 32; step += 1) {
            const worth = worthOf(site, step / 32, produced, 90_000);
            expect(found.optimumUsdPerDay ?? Number.NaN).toBeGreaterThanOrEqual(
              worth - 1e-6 * Math.max(1, Math.abs(worth)),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('looks at no more points than its bound for a thousand generators', () => {
    const change = {
      power: { generators: [unit(10, 1000, 0.1)] },
      fleet: { miners: [{ model: null, count: 3000, thPerSecond: 104, watts: 3068 }] },
    };
    expect(MAX_BREAKPOINTS).toBe(500);
    const { optimumUsdPerDay } = optimumOf(change, 3000, 60_000);
    const e = evaluateSite(siteModel(siteWith(change), 7), { ...MARKET, btcUsd: 60_000 }, gasOf({ produced: 3000 }));
    expect(optimumUsdPerDay).not.toBeNull();
    expect(optimumUsdPerDay ?? 0).toBeGreaterThanOrEqual((e.mineUsdPerDay ?? 0) - 3000);
  });
});
