import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { modelAt } from '#lib/domain/economics/dated-terms.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { explainSite } from '#lib/domain/economics/explain.ts';
import { cashMargin, neededRevenue } from '#lib/domain/economics/net-share.ts';
import { evaluateUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { instant } from '#lib/domain/instant.ts';
import { anyGas, anyMarket, anySite, share } from './any-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

type Change = Parameters<typeof siteWith>[0];
const at = (change: Change = {}, row = MARKET, rates: Parameters<typeof gasOf>[0] = { produced: 300 }) =>
  evaluateSite(siteModel(siteWith(change), 7), row, gasOf(rates));

/** Figures of vector E2E-01. */
const USED = 202.31782064500848;
const REVENUE = 1123.8031105572682;
const CASH = 46.29511924367716;
/** (2.8 − 1.9) × 1.21 USD/Mcf. */
const INDEX_VALUE = 1.089;

describe('a revenue share of the net', () => {
  const net = { revenueShareOf: 'net', revenueShareFraction: 0.2 } as const;

  test('takes of what is left after costs, and nothing of a loss', () => {
    expect(at({ costs: net }).cashMarginUsdPerDay).toBeCloseTo(0.8 * CASH, 8);
    expect(at({ costs: net }).revenueShareUsdPerDay).toBeCloseTo(0.2 * CASH, 8);
    const losing = { ...MARKET, btcUsd: 60_000 };
    expect(at({ costs: net }, losing).cashMarginUsdPerDay).toBeCloseTo(at({}, losing).cashMarginUsdPerDay ?? 0, 9);
    expect(at({ costs: net }, losing).revenueShareUsdPerDay).toBe(0);
  });

  test('is reckoned after site costs that cannot be avoided', () => {
    // 646.30 before the site cost of 600: 0.2 × 46.30 is shared, not 0.2 × 646.30.
    const later = at({ costs: { ...net, siteAvoidableAfterDays: 30 } });
    expect(later.cashMarginUsdPerDay).toBeCloseTo(CASH + 600 - 0.2 * CASH, 8);
    expect(later.fullMarginUsdPerDay).toBeCloseTo(0.8 * CASH, 8);
  });

  test('goes to the producer, of the miner’s revenue less what the miner pays him', () => {
    // 0.2 × (1,123.80 − 0.4 × 202.32) + 0.4 × 202.32; no costs of his own.
    const own = { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0, gasPurchaseUsdPerMcf: 0.4 };
    const producer = at({ perspective: 'producer', power: { omUsdPerKwhGross: 0 }, costs: { ...own, ...net } });
    expect(producer.mineUsdPerDay).toBeCloseTo(0.2 * (REVENUE - 0.4 * USED) + 0.4 * USED, 8);
  });

  test('needs of revenue what gives the margin sought', () => {
    const terms = {
      isShareOfNet: true,
      revenueShareFraction: 0.2,
      perspective: 'joint',
      unavoidableSiteUsdPerDay: 100,
    } as const;
    const sums = { fixed: 600, paidToProducer: 0 };
    // 400 − 0.2 × 300 = 340; below 100 nothing is shared.
    expect(cashMargin(terms, 1000, sums)).toBe(340);
    expect(neededRevenue(terms, 340, sums)).toBeCloseTo(1000, 9);
    expect(neededRevenue(terms, 50, sums)).toBe(650);
    const producer = { ...terms, perspective: 'producer' } as const;
    // 0.2 × (1,000 − 300) − 50 = 90.
    expect(cashMargin(producer, 1000, { fixed: 50, paidToProducer: 300 })).toBeCloseTo(90, 9);
    expect(neededRevenue(producer, 90, { fixed: 50, paidToProducer: 300 })).toBeCloseTo(1000, 9);
    expect(neededRevenue(producer, -60, { fixed: 50, paidToProducer: 300 })).toBeNull();
  });

  test('leaves the advantage at 0 at the break-even, whatever the terms', () => {
    fc.assert(
      fc.property(
        anySite,
        anyMarket,
        anyGas,
        share(0.01, 0.5),
        fc.constantFrom(0, 30),
        (site, row, gas, fraction, days) => {
          const shared = siteWith({
            ...site,
            costs: {
              ...site.costs,
              revenueShareFraction: fraction,
              revenueShareOf: 'net',
              siteAvoidableAfterDays: days,
            },
          });
          const model = siteModel(shared, 7);
          const e = evaluateSite(model, row, gasOf({ produced: gas + 20 }));
          const price = e.breakEvenBtcUsdVsBestAlternative;
          if (price === null || price <= 0) return;
          const there = evaluateSite(model, { ...row, btcUsd: price }, gasOf({ produced: gas + 20 }));
          expect(there.advantageUsdPerDay).toBeCloseTo(0, 5);
          const harder = e.breakEvenDifficulty;
          if (harder === null) return;
          const then = evaluateSite(model, { ...row, difficulty: harder }, gasOf({ produced: gas + 20 }));
          expect(then.advantageUsdPerDay).toBeCloseTo(0, 5);
        },
      ),
    );
  });

  test('moves the margin by what a price 1 % higher really adds', () => {
    const e = at({ costs: net });
    const then = at({ costs: net }, { ...MARKET, btcUsd: 80_800 });
    expect(e.deltaUsdPerDayPerPercentBtc).toBeCloseTo((then.cashMarginUsdPerDay ?? 0) - 0.8 * CASH, 8);
  });

  test('is in the optimum, which is at least every share of the merit order', () => {
    fc.assert(
      fc.property(
        share(0, 0.6),
        share(-2, 4),
        share(30_000, 120_000),
        share(0, 600),
        (fraction, basis, btcUsd, siteUsd) => {
          const of = (count: number): Change => ({
            power: { availability: 1 },
            fleet: { miners: [{ model: null, count, thPerSecond: 104, watts: 3068 }] },
            costs: {
              revenueShareFraction: fraction,
              revenueShareOf: 'net',
              siteUsdPerDay: siteUsd,
              siteAvoidableAfterDays: 30,
            },
            sell: { basisUsdPerMmbtu: basis, capMcfPerDay: null },
          });
          const row = { ...MARKET, btcUsd };
          const best =
            siteOptimum(siteModel(siteWith(of(300)), 7), row, gasOf({ produced: 300 })).optimumUsdPerDay ?? Number.NaN;
          for (let count = 10; count <= 300; count += 10) {
            const e = at(of(count), row);
            const rest =
              (e.residualGasMcfPerDay ?? 0) * Math.max(e.sellNetbackUsdPerMcf ?? 0, e.flareValueUsdPerMcf ?? 0);
            expect(best).toBeGreaterThanOrEqual((e.mineUsdPerDay ?? 0) + rest - 1e-6 * Math.abs(best) - 1e-6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the full margin', () => {
  test('pays demand charges and income tax, the cash margin does not', () => {
    const e = at({ costs: { incomeTaxFraction: 0.25 }, sell: { demandChargeUsdPerDay: 20 } });
    expect(e.cashMarginUsdPerDay).toBeCloseTo(CASH, 8);
    expect(e.fullMarginUsdPerDay).toBeCloseTo((CASH - 20) * 0.75, 8);
    expect(
      at({ sell: { demandChargeUsdPerDay: 100 }, costs: { incomeTaxFraction: 0.25 } }).fullMarginUsdPerDay,
    ).toBeCloseTo(CASH - 100, 8);
  });
});

describe('the sale', () => {
  test('pays compression, treating and processing, and gets its part of the liquids', () => {
    const sell = {
      compressionUsdPerMcf: 0.1,
      treatingUsdPerMcf: 0.05,
      processingUsdPerMcf: 0.2,
      nglUsdPerMcf: 0.8,
      nglPercentOfProceeds: 0.9,
    };
    expect(at({ sell }).sellNetbackUsdPerMcf).toBeCloseTo(0.0888865 - 0.35 + 0.72, 8);
  });
});

describe('royalty and production tax on flared gas', () => {
  const flare = { royaltyFraction: 0.1875, productionTaxFraction: 0.075 };

  test('are a fraction of its index value, and nothing where that is negative', () => {
    const e = at({ flare });
    expect(e.flareValueUsdPerMcf).toBeCloseTo(-0.5 - 0.2625 * INDEX_VALUE, 9);
    expect(e.flareUsdPerDay).toBeCloseTo(USED * (-0.5 - 0.2625 * INDEX_VALUE), 6);
    const negative = { ...MARKET, gasIndexUsdPerMmbtu: { 'henry-hub': -3 } };
    expect(at({ flare }, negative).flareValueUsdPerMcf).toBeCloseTo(-0.5, 9);
  });

  test('make flaring unknown without the index, and are in the optimum', () => {
    const blind = at(
      { flare, sell: null, costs: { royaltyOnMinedGasFraction: 0, royaltyIndex: 'henry-hub' } },
      { ...MARKET, gasIndexUsdPerMmbtu: {} },
    );
    expect(blind).toMatchObject({ flareUsdPerDay: null, flareValueUsdPerMcf: null, missing: ['gas-index'] });
    expect(blind.cashMarginUsdPerDay).not.toBeNull();
    const idle = siteOptimum(
      siteModel(
        siteWith({ flare, sell: null, costs: { royaltyIndex: 'henry-hub', royaltyBasisUsdPerMmbtu: -1.9 } }),
        7,
      ),
      { ...MARKET, btcUsd: 1 },
      gasOf({ produced: 100 }),
    );
    expect(idle.optimumUsdPerDay).toBeCloseTo(100 * (-0.5 - 0.2625 * INDEX_VALUE), 6);
  });
});

describe('incentives with dates', () => {
  const day = (text: string) => instant(Date.parse(text) / 1000);
  const model = siteModel(
    siteWith({
      costs: {
        minedGasIncentiveUsdPerMcf: 0.3,
        incentives: [{ name: 'credit', usdPerMcf: 0.5, from: day('2026-01-01'), to: day('2027-01-01') }],
      },
    }),
    7,
  );

  test.each([
    ['2025-12-31T23:59:59Z', 0.3],
    ['2026-01-01T00:00:00Z', 0.8],
    ['2026-12-31T23:59:59Z', 0.8],
    ['2027-01-01T00:00:00Z', 0.3],
  ])('at %s are %d USD/Mcf', (moment, usdPerMcf) => {
    expect(modelAt(model, day(moment)).minedGasIncentiveUsdPerMcf).toBeCloseTo(usdPerMcf, 12);
    const e = evaluateUnderLaw(model, MARKET, gasOf({ produced: 300 }), day(moment), () => 1);
    expect(e.cashMarginUsdPerDay).toBeCloseTo(CASH + usdPerMcf * USED, 8);
  });
});

describe('the steps', () => {
  const stepsOf = (change: Change) => {
    const { steps } = explainSite(siteModel(siteWith(change), 7), MARKET, gasOf({ produced: 300 }));
    return (name: string) => steps.find((step) => step.name === name)?.value;
  };

  test('state what is avoidable within the decision horizon', () => {
    const now = stepsOf({});
    expect(now('decisionHorizonDays')).toBe(7);
    expect(now('avoidableSiteUsdPerDay')).toBe(600);
    expect(now('avoidableCosts')).toBe('O&M, royalty, site cost');
    const later = stepsOf({ costs: { siteAvoidableAfterDays: 30 } });
    expect(later('avoidableSiteUsdPerDay')).toBe(0);
    expect(later('unavoidableSiteUsdPerDay')).toBe(600);
    expect(later('avoidableCosts')).toBe('O&M, royalty');
  });

  test('give every term of the contract', () => {
    const of = stepsOf({
      gas: { title: 'permit' },
      perspective: 'miner',
      costs: {
        hostingUsdPerKwh: 0.02,
        minedGasIncentiveUsdPerMcf: 0.5,
        incomeTaxFraction: 0.25,
        rentalUsdPerKwMonth: 12,
      },
      sell: { demandChargeUsdPerDay: 20 },
      flare: { royaltyFraction: 0.1, productionTaxFraction: 0.05 },
    });
    expect(of('gasTitle')).toBe('permit');
    expect(of('hostingUsdPerDay')).toBeCloseTo(0.02 * 19712.75904, 8);
    expect(of('minedGasIncentiveUsdPerDay')).toBeCloseTo(0.5 * USED, 8);
    // 1,250 × 12 × 12 ÷ 365.25.
    expect(of('rentalUsdPerDay')).toBeCloseTo(492.813, 3);
    expect(of('demandChargeUsdPerDay')).toBe(20);
    expect(of('flareRoyaltyAndTaxFraction')).toBeCloseTo(0.15, 12);
    // A loss pays no tax.
    expect(of('incomeTaxUsdPerDay')).toBe(0);
    expect(stepsOf({ costs: { incomeTaxFraction: 0.25 } })('incomeTaxUsdPerDay')).toBeCloseTo(0.25 * CASH, 8);
  });
});
