import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Site } from '#lib/domain/company.ts';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { share } from './any-site.ts';
import { type Change, unit } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

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
