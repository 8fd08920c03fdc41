import { describe, expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { explainSite } from '#lib/domain/economics/explain.ts';
import { bindingOf } from '#lib/domain/economics/operation.ts';
import { payRelativeSigma } from '#lib/domain/economics/pool-luck.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

type Change = Parameters<typeof siteWith>[0];
const at = (change: Change = {}, rates: Parameters<typeof gasOf>[0] = { produced: 300 }) =>
  evaluateSite(siteModel(siteWith(change), 7), MARKET, gasOf(rates));

/** Figures of vector E2E-01. */
const USED = 202.31782064500848;
const REVENUE = 1123.8031105572682;
const CASH = 46.29511924367716;
const ASIC_KWH = 19712.75904;
/** (2.8 − 1.9) × 1.21 USD/Mcf. */
const INDEX_VALUE = 1.089;

describe('the perspective', () => {
  const paid = { gasPurchaseUsdPerMcf: 0.4, revenueShareFraction: 0.1 };

  test('of both together lets the gas price cancel', () => {
    expect(at({ costs: { gasPurchaseUsdPerMcf: 0.4 } }).cashMarginUsdPerDay).toBeCloseTo(CASH, 8);
  });

  test('of the miner makes the gas a cost and stopping the alternative', () => {
    const miner = at({ perspective: 'miner', costs: { gasPurchaseUsdPerMcf: 0.4 } });
    expect(miner.gasPurchaseUsdPerDay).toBeCloseTo(0.4 * USED, 8);
    expect(miner.cashMarginUsdPerDay).toBeCloseTo(CASH - 0.4 * USED, 8);
    expect(miner).toMatchObject({
      sellUsdPerDay: null,
      flareUsdPerDay: 0,
      bestAlternative: 'flare',
      bestAlternativeUsdPerDay: 0,
      best: 'flare',
    });
    expect(miner.advantageUsdPerDay).toBe(miner.cashMarginUsdPerDay);
    expect(miner.breakEvenBtcUsdVsBestAlternative).toBe(miner.breakEvenBtcUsdVsZero);
    // The gas price at which nothing is left; the royalty is no part of it: (1123.80 − 436.20 − 600) ÷ 202.32.
    expect(miner.breakEvenGasUsdPerMcf).toBeCloseTo(0.4330112343407712, 8);
  });

  test('of a miner who is paid to take the gas makes it income', () => {
    expect(at({ perspective: 'miner', costs: { gasPurchaseUsdPerMcf: -0.25 } }).cashMarginUsdPerDay).toBeCloseTo(
      CASH + 0.25 * USED,
      8,
    );
  });

  test('of the producer is what the miner pays less his own costs', () => {
    const own = { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0.1875, ...paid };
    const producer = at({ perspective: 'producer', power: { omUsdPerKwhGross: 0 }, costs: own });
    const royalty = 0.1875 * INDEX_VALUE * USED;
    expect(producer.mineUsdPerDay).toBeCloseTo(0.4 * USED + 0.1 * REVENUE - royalty, 8);
    // E2E-01: the same gas sold is worth −88.02 to him.
    expect(producer.bestAlternativeUsdPerDay).toBeCloseTo(-88.01624703523746, 8);
    expect(producer.breakEvenGasUsdPerMcf).toBeNull();
    expect(producer.deltaUsdPerDayPerPercentBtc).toBeCloseTo(0.001 * REVENUE, 8);
  });

  test('pays for power by the kWh at the plug: a cost here, income there', () => {
    const hosted = { hostingUsdPerKwh: 0.02 };
    expect(at({ perspective: 'miner', costs: hosted }).cashMarginUsdPerDay).toBeCloseTo(CASH - 0.02 * ASIC_KWH, 8);
    const before = at({ perspective: 'producer' }).mineUsdPerDay ?? Number.NaN;
    expect(at({ perspective: 'producer', costs: hosted }).mineUsdPerDay).toBeCloseTo(before + 0.02 * ASIC_KWH, 8);
  });

  test('prices the gas by a share of its index', () => {
    const miner = at({ perspective: 'miner', costs: { gasPurchaseIndexFraction: 0.5, gasPurchaseUsdPerMcf: 0.1 } });
    expect(miner.gasPurchaseUsdPerDay).toBeCloseTo((0.1 + 0.5 * INDEX_VALUE) * USED, 8);
    const blind = evaluateSite(
      siteModel(
        siteWith({ perspective: 'miner', costs: { gasPurchaseIndexFraction: 0.5, royaltyOnMinedGasFraction: 0 } }),
        7,
      ),
      { ...MARKET, gasIndexUsdPerMmbtu: {} },
      gasOf({ produced: 300 }),
    );
    expect(blind).toMatchObject({ missing: ['gas-index'], mineUsdPerDay: null, gasPurchaseUsdPerDay: null });
  });
});

describe('costs', () => {
  test('of the site count in the cash margin only if stopping would save them in time', () => {
    const later = at({ costs: { siteAvoidableAfterDays: 8 } });
    expect(later.cashMarginUsdPerDay).toBeCloseTo(CASH + 600, 8);
    expect(later.fullMarginUsdPerDay).toBeCloseTo(CASH, 8);
    expect(at({ costs: { siteAvoidableAfterDays: 7 } }).cashMarginUsdPerDay).toBeCloseTo(CASH, 8);
    expect(at({ costs: { siteAvoidableAfterDays: null } }).cashMarginUsdPerDay).toBeCloseTo(CASH + 600, 8);
  });

  test('of capital count in the full margin only', () => {
    const built = siteWith();
    const evaluation = evaluateSite(siteModel({ ...built, capitalUsdPerDay: 50 }, 7), MARKET, gasOf({ produced: 300 }));
    expect(evaluation.cashMarginUsdPerDay).toBeCloseTo(CASH, 8);
    expect(evaluation.fullMarginUsdPerDay).toBeCloseTo(CASH - 50, 8);
  });

  test('of rented generators are a site cost: 1,250 kW at 12 USD a month is 492.81 a day', () => {
    // 1,250 × 12 × 12 ÷ 365.25.
    expect(at({ costs: { rentalUsdPerKwMonth: 12 } }).cashMarginUsdPerDay).toBeCloseTo(CASH - 492.813, 2);
  });

  test.each([
    ['index', INDEX_VALUE],
    // Proceeds with NGL: 1.089 × 0.92 + 0.3 = 1.30188.
    ['proceeds', 1.30188],
    ['higher', 1.30188],
  ] as const)('of royalty on %s are reckoned by %d USD/Mcf', (royaltyOn, value) => {
    const evaluation = at({ costs: { royaltyOn }, sell: { nglUsdPerMcf: 0.3 } });
    expect(evaluation.royaltyOnMinedGasUsdPerDay).toBeCloseTo(0.1875 * value * USED, 8);
  });

  test('of royalty on the higher take the index where it is higher', () => {
    expect(at({ costs: { royaltyOn: 'higher' } }).royaltyOnMinedGasUsdPerDay).toBeCloseTo(
      0.1875 * INDEX_VALUE * USED,
      8,
    );
  });

  test('fall by an incentive for mined gas', () => {
    expect(at({ costs: { minedGasIncentiveUsdPerMcf: 0.5 } }).cashMarginUsdPerDay).toBeCloseTo(CASH + 0.5 * USED, 8);
  });

  test('of selling the coins come off the price, and the break-evens know it', () => {
    const evaluation = at({ pool: { btcRealisationFraction: 0.98 } });
    expect(evaluation.revenueUsdPerDay).toBeCloseTo(0.98 * REVENUE, 8);
    // E2E-01: 70,438.80 at full price.
    expect(evaluation.breakEvenBtcUsdVsBestAlternative).toBeCloseTo(70438.79732902233 / 0.98, 5);
    expect(evaluation.breakEvenHashpriceUsdPerPhDay).toBeCloseTo(35.897385988165574 / 0.98, 8);
    expect(evaluation.hashpriceUsdPerPhDay).toBeCloseTo(40.77001578603053, 8);
  });
});

describe('the sale', () => {
  test('takes off quality deducts per Mcf', () => {
    expect(at({ sell: { qualityDeductUsdPerMcf: 0.05 } }).sellNetbackUsdPerMcf).toBeCloseTo(0.0888865 - 0.05, 8);
  });

  test('has only the capacity that is not curtailed', () => {
    // 120 × 0.9 = 108 less 97.68 of residual gas leaves 10.32 to sell, 192.00 to flare.
    const evaluation = at({ sell: { curtailedFraction: 0.1 } });
    expect(evaluation.sellUsdPerDay).toBeCloseTo(10.31782 * 0.0888865 - 192.0 * 0.5, 3);
  });

  test('saves the deficiency of a take-or-pay volume that the residual gas leaves open', () => {
    // 110 to be paid, 97.68 residual: 12.32 of the 22.32 sold are no longer short, at 0.9.
    const evaluation = at({ sell: { takeOrPayMcfPerDay: 110, deficiencyUsdPerMcf: 0.9 } });
    expect(evaluation.sellUsdPerDay).toBeCloseTo(-88.01624703523746 + 12.31782 * 0.9, 3);
    expect(at({ sell: { takeOrPayMcfPerDay: 90, deficiencyUsdPerMcf: 0.9 } }).sellUsdPerDay).toBeCloseTo(
      -88.01624703523746,
      8,
    );
    const optimum = siteOptimum(
      siteModel(siteWith({ sell: { takeOrPayMcfPerDay: 110, deficiencyUsdPerMcf: 90 } }), 7),
      MARKET,
      gasOf({ produced: 300 }),
    );
    expect(optimum.optimum.sell).toBeGreaterThanOrEqual(110 - 1e-6);
  });

  test('of firm volumes comes before mining', () => {
    expect(at({ sell: { firmMcfPerDay: 250 } }).gasAvailableMcfPerDay).toBe(50);
    expect(at({ sell: { firmMcfPerDay: 350 } })).toMatchObject({
      gasAvailableMcfPerDay: 0,
      gasUsedMcfPerDay: 0,
      netbackUsdPerMcf: null,
      joulesPerTh: null,
    });
  });

  test('has no limit where none is given, and no room where the residual gas fills it', () => {
    expect(at({ sell: { capMcfPerDay: null } }).sellUsdPerDay).toBeCloseTo(USED * 0.0888865, 5);
    expect(at({ sell: { capMcfPerDay: 0 } }).sellUsdPerDay).toBeCloseTo(-USED * 0.5, 8);
    expect(at({ sell: { capMcfPerDay: 0 } }).bestAlternative).toBe('sell');
  });

  test('at a negative price passes the whole loss on, and the royalty on mined gas is nothing', () => {
    const evaluation = evaluateSite(
      siteModel(siteWith(), 7),
      { ...MARKET, gasIndexUsdPerMmbtu: { 'henry-hub': -1 } },
      gasOf({ produced: 300 }),
    );
    // (−1 − 1.9) × 1.21 × 0.92 − 0.65.
    expect(evaluation.sellNetbackUsdPerMcf).toBeCloseTo(-3.87828, 8);
    expect(evaluation.royaltyOnMinedGasUsdPerDay).toBe(0);
  });
});

describe('the best use', () => {
  test('is not mining where nothing is mined, nor where mining only draws level', () => {
    const idle = { costs: { siteUsdPerDay: 0 } };
    expect(at(idle, { produced: 0 })).toMatchObject({
      mineUsdPerDay: 0,
      sellUsdPerDay: 0,
      flareUsdPerDay: 0,
      best: 'sell',
      bestAlternative: 'sell',
      advantageUsdPerDay: 0,
    });
    expect(
      at({ ...idle, sell: null, costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 } }, { produced: 0 }).best,
    ).toBe('flare');
    expect(at({ fleet: { miners: [] } }).best).toBe('sell');
  });

  test.each([
    [1, 1, 1, 'gas'],
    [1, 2, 3, 'gas'],
    [2, 1, 1, 'power'],
    [2, 1, 3, 'power'],
    [3, 2, 1, 'fleet'],
    [1, 3, 1, 'gas'],
  ] as const)('is bound by the least of gas %d, power %d, fleet %d', (gas, power, fleet, binding) => {
    expect(bindingOf(gas, power, fleet)).toBe(binding);
  });
});

test.each([
  ['fpps', 36, 0.05, 0],
  ['pps+', 36, 0.06, 0.01],
  ['pplns', 36, 0.06, 1 / 6],
  ['solo', 0, 0.06, null],
] as const)('the pay of %s over %d expected blocks spreads by its share', (scheme, blocks, feeShare, sigma) => {
  const got = payRelativeSigma(scheme, blocks, feeShare);
  if (sigma === null) expect(got).toBeNull();
  else expect(got).toBeCloseTo(sigma, 12);
});

describe('the gas that mining can have', () => {
  test.each([
    [{ produced: 300, received: 20 }, 320],
    [{ produced: 300, injected: 120 }, 180],
    [{ produced: 300, fuel: 40 }, 260],
    [{ produced: 300, fuel: 40, mining: 30 }, 260],
    [{ produced: 10, injected: 20 }, 0],
    [{ received: 50 }, 50],
  ])('of %o is %d Mcf/day', (rates, wanted) => {
    expect(at({}, rates).gasAvailableMcfPerDay).toBe(wanted);
  });

  test('does not count mining as lease fuel where the fuel figure holds it', () => {
    expect(at({ fuelIncludesMining: true }, { produced: 300, fuel: 40, mining: 30 }).gasAvailableMcfPerDay).toBe(290);
    expect(at({ fuelIncludesMining: true }, { produced: 300, fuel: 40, mining: 50 }).gasAvailableMcfPerDay).toBe(300);
    expect(at({ fuelIncludesMining: true }, { produced: 300, fuel: 40 }).gasAvailableMcfPerDay).toBe(260);
  });
});

describe('the steps for executives', () => {
  const stepsOf = (rates: Parameters<typeof gasOf>[0], btcUsd: number | null = 80_000) =>
    new Map(
      explainSite(siteModel(siteWith(), 7), { ...MARKET, btcUsd }, gasOf(rates)).steps.map(({ name, value }) => [
        name,
        value,
      ]),
    );

  test('give the netback of a kWh and of a TH, and the margin at a price 20 % lower', () => {
    const steps = stepsOf({ produced: 300 });
    expect(steps.get('netbackUsdPerKwh')).toBeCloseTo(CASH / ASIC_KWH, 10);
    expect(steps.get('netbackUsdPerThDay')).toBeCloseTo(CASH / 27842.88, 10);
    // 80,000 × 0.8 = 64,000: revenue 899.04.
    expect(steps.get('cashMarginUsdPerDayAtMinus20PercentBtc')).toBeCloseTo(CASH - 0.2 * REVENUE, 8);
  });

  test('give none of them where nothing runs or the price is unknown', () => {
    expect(stepsOf({ produced: 0 }).get('netbackUsdPerKwh')).toBeNull();
    expect(stepsOf({ produced: 0 }).get('netbackUsdPerThDay')).toBeNull();
    expect(stepsOf({ produced: 300 }, null).get('cashMarginUsdPerDayAtMinus20PercentBtc')).toBeNull();
    expect(stepsOf({ produced: 300 }, null).get('netbackUsdPerKwh')).toBeNull();
  });

  test('name what the evaluation started from', () => {
    const steps = stepsOf({ produced: 300, received: 5, injected: 3, fuel: 2 });
    const names = [
      'producedMcfPerDay',
      'receivedMcfPerDay',
      'injectedMcfPerDay',
      'fuelMcfPerDay',
      'gasAvailableMcfPerDay',
    ];
    expect(names.map((name) => steps.get(name))).toEqual([300, 5, 3, 2, 300]);
    expect(steps.get('subsidyBtcPerBlock')).toBe(3.125);
    expect(steps.get('gasIndexUsdPerMmbtu.henry-hub')).toBe(2.8);
    expect(steps.get('hhvBtuPerScf')).toBe(1210);
    const rich = explainSite(siteModel(siteWith(), 7), MARKET, gasOf({ produced: 300 }, 1331)).steps;
    // 1,331 ÷ 1,210 = 1.1.
    expect(rich.find(({ name }) => name === 'hhvBtuPerScf')?.value).toBeCloseTo(1331, 9);
    expect(rich.find(({ name }) => name === 'lhvBtuPerScf')?.value).toBeCloseTo(1210, 9);
  });
});
