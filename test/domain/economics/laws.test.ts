import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Site } from '#lib/domain/company.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import type { Evaluation } from '#lib/domain/economics/evaluation.ts';
import { explainSite } from '#lib/domain/economics/explain.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { VOLUME_BASES, volumeFactor } from '#lib/domain/gas/volume.ts';
import type { MarketRow } from '#lib/domain/market/market.ts';
import { anyGas, anyMarket, anySite, share } from './any-site.ts';
import { gasOf, siteWith } from './site.ts';

const evaluate = (site: Site, row: MarketRow, produced: number) =>
  evaluateSite(siteModel(site, 7), row, gasOf({ produced }));
const figure = (evaluation: Evaluation, name: keyof Evaluation): number => {
  const value = evaluation[name];
  return typeof value === 'number' ? value : expect.fail(`${name} is ${String(value)}`);
};
const near = (got: number, wanted: number, scale: number) =>
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(scale)));

describe('the law that', () => {
  test('the best is at least as good as every other use', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const e = evaluate(site, row, produced);
        const uses = {
          mine: figure(e, 'mineUsdPerDay'),
          sell: figure(e, 'sellUsdPerDay'),
          flare: figure(e, 'flareUsdPerDay'),
        };
        expect(uses[e.best as 'mine']).toBe(Math.max(...Object.values(uses)));
        expect(uses[e.bestAlternative as 'sell']).toBe(Math.max(uses.sell, uses.flare));
        near(figure(e, 'advantageUsdPerDay'), uses.mine - Math.max(uses.sell, uses.flare), uses.mine);
      }),
    );
  });

  test('the advantage at the break-even price, difficulty and hashprice is nothing', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const e = evaluate(site, row, produced);
        const scale = Math.abs(e.revenueUsdPerDay ?? 0) + Math.abs(e.bestAlternativeUsdPerDay ?? 0) + 3000;
        if (e.breakEvenBtcUsdVsBestAlternative !== null) {
          const there = evaluate(site, { ...row, btcUsd: e.breakEvenBtcUsdVsBestAlternative }, produced);
          near(figure(there, 'advantageUsdPerDay'), 0, scale);
          near(
            figure(there, 'hashpriceUsdPerPhDay'),
            figure(e, 'breakEvenHashpriceUsdPerPhDay'),
            figure(e, 'breakEvenHashpriceUsdPerPhDay'),
          );
        }
        if (e.breakEvenDifficulty !== null && e.breakEvenDifficulty > 0) {
          const there = evaluate(site, { ...row, difficulty: e.breakEvenDifficulty }, produced);
          near(figure(there, 'advantageUsdPerDay'), 0, scale);
        }
      }),
    );
  });

  test('the margin against zero, sale and flare vanishes at their own break-even prices', () => {
    fc.assert(
      fc.property(anySite, anyMarket, share(50, 800), (site, row, produced) => {
        const e = evaluate(site, row, produced);
        if (e.breakEvenBtcUsdVsZero === null) return;
        const scale = Math.abs(figure(e, 'revenueUsdPerDay')) + 5000;
        const marginAt = (price: number) =>
          figure(evaluate(site, { ...row, btcUsd: price }, produced), 'cashMarginUsdPerDay');
        near(marginAt(e.breakEvenBtcUsdVsZero), 0, scale);
        near(marginAt(figure(e, 'breakEvenBtcUsdVsSell')), figure(e, 'sellUsdPerDay'), scale);
        near(marginAt(figure(e, 'breakEvenBtcUsdVsFlare')), figure(e, 'flareUsdPerDay'), scale);
      }),
    );
  });

  test('the margin rises with the price and falls with the difficulty, by what the sensitivities say', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const e = evaluate(site, row, produced);
        const cash = figure(e, 'cashMarginUsdPerDay');
        const scale = figure(e, 'revenueUsdPerDay') + 5000;
        const dearer = evaluate(site, { ...row, btcUsd: (row.btcUsd ?? 0) * 1.01 }, produced);
        const harder = evaluate(site, { ...row, difficulty: (row.difficulty ?? 0) * 1.01 }, produced);
        near(figure(dearer, 'cashMarginUsdPerDay') - cash, figure(e, 'deltaUsdPerDayPerPercentBtc'), scale);
        near(figure(harder, 'cashMarginUsdPerDay') - cash, figure(e, 'deltaUsdPerDayPerPercentDifficulty'), scale);
        expect(figure(e, 'deltaUsdPerDayPerPercentBtc')).toBeGreaterThanOrEqual(0);
        expect(figure(e, 'deltaUsdPerDayPerPercentDifficulty')).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('after the halving the margin is that of a height one era on', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const e = evaluate(site, row, produced);
        const later = evaluate(site, { ...row, height: (row.height ?? 0) + 210_000 }, produced);
        near(
          figure(e, 'cashMarginUsdPerDayAfterHalving'),
          figure(later, 'cashMarginUsdPerDay'),
          figure(e, 'revenueUsdPerDay') + 5000,
        );
      }),
    );
  });

  test('no more gas, power or work comes out than the limits allow, and none of it is lost', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const e = evaluate(site, row, produced);
        const limits = [e.gasLimitedGrossKwhPerDay, e.powerLimitedGrossKwhPerDay, e.fleetLimitedGrossKwhPerDay].map(
          (one) => one ?? 0,
        );
        const least = Math.min(...limits);
        expect(figure(e, 'grossKwhPerDay')).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-9);
        const named = { gas: limits[0], power: limits[1], fleet: limits[2] };
        expect(named[e.binding as 'gas']).toBe(least);
        expect(figure(e, 'gasUsedMcfPerDay')).toBeLessThanOrEqual(produced * (1 + 1e-9));
        near(figure(e, 'gasUsedMcfPerDay') + figure(e, 'residualGasMcfPerDay'), produced, produced);
        expect(figure(e, 'effectiveThPerSecond')).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('more gas never makes fewer coins', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, share(0, 200), (site, row, produced, more) => {
        const coins = figure(evaluate(site, row, produced), 'btcPerDay');
        expect(figure(evaluate(site, row, produced + more), 'btcPerDay')).toBeGreaterThanOrEqual(coins * (1 - 1e-9));
      }),
    );
  });

  test('below the limits everything is linear in the gas, for a flat heat rate', () => {
    fc.assert(
      fc.property(anyMarket, share(1, 60), (row, produced) => {
        const site = siteWith({ costs: { siteUsdPerDay: 0 } });
        const [one, two] = [evaluate(site, row, produced), evaluate(site, row, 2 * produced)];
        for (const name of ['grossKwhPerDay', 'btcPerDay', 'cashMarginUsdPerDay', 'gasUsedMcfPerDay'] as const)
          near(figure(two, name), 2 * figure(one, name), figure(two, name));
      }),
    );
  });

  test('the same site written at another volume base is the same site', () => {
    fc.assert(
      fc.property(
        anySite,
        anyMarket,
        anyGas,
        fc.constantFrom(...Object.values(VOLUME_BASES)),
        (site, row, produced, base) => {
          const sell = site.sell ?? expect.fail('a site that sells');
          // One Mcf of the new base in Mcf of the old.
          const factor = volumeFactor(base, site.gas.volumeBase);
          const restated: Site = {
            ...site,
            gas: {
              ...site.gas,
              volumeBase: base,
              lhvBtuPerScf: site.gas.lhvBtuPerScf * factor,
              hhvBtuPerScf: site.gas.hhvBtuPerScf * factor,
            },
            sell: {
              ...sell,
              gatheringUsdPerMcf: sell.gatheringUsdPerMcf * factor,
              nglUsdPerMcf: sell.nglUsdPerMcf * factor,
              capMcfPerDay: sell.capMcfPerDay === null ? null : sell.capMcfPerDay / factor,
            },
            flare: { ...site.flare, chargeUsdPerMcf: site.flare.chargeUsdPerMcf * factor },
          };
          const [a, b] = [evaluate(site, row, produced), evaluate(restated, row, produced)];
          for (const name of ['cashMarginUsdPerDay', 'sellUsdPerDay', 'flareUsdPerDay', 'gasUsedMcfPerDay'] as const)
            near(figure(b, name), figure(a, name), Math.abs(figure(a, name)) + 5000);
        },
      ),
    );
  });

  test('a report row with the site’s own heating value changes nothing, and twice of it halves the gas used', () => {
    fc.assert(
      fc.property(anyMarket, share(1, 60), (row, produced) => {
        const model = siteModel(
          siteWith({ fleet: { miners: [{ model: null, count: 20, thPerSecond: 104, watts: 3068 }] } }),
          7,
        );
        const plain = evaluateSite(model, row, gasOf({ produced: produced + 40 }));
        expect(evaluateSite(model, row, gasOf({ produced: produced + 40 }, 1210))).toEqual(plain);
        const rich = evaluateSite(model, row, gasOf({ produced: produced + 40 }, 2420));
        near(figure(rich, 'gasUsedMcfPerDay'), figure(plain, 'gasUsedMcfPerDay') / 2, 100);
      }),
    );
  });

  test('a carbon price makes no difference between mine and flare where the flare destroys what the engine does (H1)', () => {
    fc.assert(
      fc.property(anyMarket, share(0, 300), share(0, 0.1), (row, price, slip) => {
        const composition = { c1: 0.8, c2: 0.1, c3: 0.07, co2: 0.03 };
        const at = (usdPerTonneCo2e: number) =>
          evaluate(
            siteWith({
              gas: { composition },
              sell: null,
              costs: { royaltyOnMinedGasFraction: 0 },
              carbon: { usdPerTonneCo2e, appliesTo: ['flared', 'fuel'] },
              emissions: { flareDestruction: 1 - slip, engineSlipFraction: slip },
            }),
            row,
            300,
          );
        near(figure(at(price), 'advantageUsdPerDay'), figure(at(0), 'advantageUsdPerDay'), 1e5);
        near(figure(at(price), 'co2eTonnesPerDayAvoided'), 0, 100);
      }),
    );
  });

  test('avoided emissions are claimed only against flaring', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const known = { ...site, gas: { ...site.gas, composition: { c1: 1 } } };
        const e = evaluate(known, row, produced);
        expect(e.co2eTonnesPerDayAvoided === null).toBe(e.bestAlternative === 'sell');
      }),
    );
  });

  test('every step is a figure of the evaluation, with a formula and a section', () => {
    fc.assert(
      fc.property(anySite, anyMarket, anyGas, (site, row, produced) => {
        const { evaluation, steps } = explainSite(siteModel(site, 7), row, gasOf({ produced }));
        const byName = new Map(steps.map((step) => [step.name, step]));
        for (const [name, value] of Object.entries(evaluation)) {
          if (name === 'missing') continue;
          expect(byName.get(name)).toMatchObject({ value, method: expect.stringMatching(/^M\d+$/) });
        }
        expect(steps.map(({ id }) => id)).toEqual(steps.map((_, index) => index + 1));
        expect(steps.filter(({ formula }) => formula === '')).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
