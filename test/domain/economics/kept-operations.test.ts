import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, type Outlet, worthOfBest } from '#lib/domain/economics/allocation/allocate.ts';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { operate } from '#lib/domain/economics/operation.ts';
import { keptSiteModel, siteModel } from '#lib/domain/economics/site-model.ts';
import { share } from './any-site.ts';
import { unit } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

const UNLIKE = siteWith({
  power: { generators: [unit(300, 0.1, { count: 2 }), unit(700, 0.05)], availability: 0.9 },
  fleet: {
    miners: [
      { model: 'old', count: 100, thPerSecond: 100, watts: 3250 },
      { model: 'new', count: 100, thPerSecond: 200, watts: 3500 },
    ],
  },
});

/** What changes between two askings of one site: few values, so that they come again and again. */
const asking = fc.record({
  gas: fc.constantFrom(60, 90, 400),
  lhv: fc.constantFrom(1000, 1100),
  treated: fc.constantFrom(0.98, 1),
  isOldAlone: fc.boolean(),
  energy: fc.oneof(fc.constantFrom(0, 2000, 9000), share(0, 20_000)),
});

const NO_LAWS = [] as const;

test('a site has one model for whoever asks, and another for another horizon', () => {
  const site = siteWith({ costs: { restartUsd: 900 } });
  const model = keptSiteModel(site, 9, NO_LAWS);
  expect(keptSiteModel(site, 9, NO_LAWS)).toBe(model);
  // A restart for 900 USD has to pay within the horizon: 900 / 9 days, then 900 / 3 days.
  expect(
    [model, keptSiteModel(site, 3, NO_LAWS), keptSiteModel(site, 9, NO_LAWS)].map((one) => one.restartUsdPerDay),
  ).toEqual([100, 300, 100]);
});

test('operations that are kept are those of a site that was never asked before', () => {
  const model = siteModel(UNLIKE, 7);
  const old = { ...model.fleet, classes: model.fleet.classes.slice(1) };
  fc.assert(
    fc.property(fc.array(asking, { minLength: 2, maxLength: 12 }), (askings) => {
      for (const { gas, lhv, treated, isOldAlone, energy } of askings) {
        const fleet = isOldAlone ? old : model.fleet;
        const kept = operate({ ...model, treatedFraction: treated }, gas, lhv, fleet, energy);
        const unasked = { ...model, treatedFraction: treated, power: { ...model.power } };
        expect(kept).toEqual(operate(unasked, gas, lhv, fleet, energy));
      }
    }),
  );
});

test('the optimum sought among points that are kept is that of a site that was never asked before', () => {
  const model = siteModel(UNLIKE, 7);
  const tick = fc.record({
    produced: fc.constantFrom(100, 400),
    cap: fc.constantFrom(null, 0, 120, 250),
    permit: fc.constantFrom(null, 30),
    index: fc.constantFrom(0, 4),
    charge: fc.constantFrom(0, 5),
    btcUsd: fc.constantFrom(15_000, 80_000),
    revenueShare: fc.constantFrom(0, 0.3),
  });
  fc.assert(
    fc.property(fc.array(tick, { minLength: 2, maxLength: 8 }), (ticks) => {
      for (const { produced, cap, permit, index, charge, btcUsd, revenueShare } of ticks) {
        const site = siteWith({
          ...UNLIKE,
          sell: { capMcfPerDay: cap },
          flare: { permitLimitMcfPerDay: permit, chargeUsdPerMcf: charge, oilMarginUsdPerBbl: 30, gorMcfPerBbl: 5 },
          costs: { revenueShareFraction: revenueShare },
        });
        const unasked = siteModel(site, 7);
        const row = { ...MARKET, btcUsd, gasIndexUsdPerMmbtu: { 'henry-hub': index } };
        const kept = siteOptimum({ ...unasked, power: model.power, fleet: model.fleet }, row, gasOf({ produced }));
        expect(kept).toEqual(siteOptimum(unasked, row, gasOf({ produced })));
      }
    }),
  );
});

const anyOutlet = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  tiers: fc.array(fc.record({ mcfPerDay: fc.option(share(0, 100)), usdPerMcf: share(-5, 5) }), { maxLength: 2 }),
  mustMcfPerDay: fc.constantFrom(0, 0, 20),
  takeOrPayMcfPerDay: fc.constantFrom(0, 30),
  deficiencyUsdPerMcf: fc.constantFrom(0, 1.5),
  fixedUsdPerDay: fc.constantFrom(0, 0, 40),
  minimumMcfPerDay: fc.constantFrom(0, 0, 10),
});

test('the worth alone is that of the whole allocation, to the last digit, whatever was asked of the outlets before', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyOutlet, { maxLength: 4, selector: ({ id }) => id }),
      fc.array(share(0, 300), { minLength: 1, maxLength: 5 }),
      (outlets: readonly Outlet[], volumes) => {
        for (const gas of volumes)
          expect(worthOfBest(gas, outlets)).toBe(allocate(gas, structuredClone(outlets))?.usdPerDay ?? null);
      },
    ),
  );
});
