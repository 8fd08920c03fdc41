import { describe, expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { shadowPrices } from '#lib/domain/economics/allocation/shadow-prices.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import type { Evaluation } from '#lib/domain/economics/evaluation.ts';
import { explainSite } from '#lib/domain/economics/explain.ts';
import { restartUsdPerDay } from '#lib/domain/economics/restart.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { type Change, LOSING, optimumOf, PLAIN } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

/** Single figures of the site of vector E2E-01, worked by hand from others of it. */
const at = (change: Change = {}, row = MARKET, gas = gasOf({ produced: 300 })) =>
  evaluateSite(siteModel(siteWith(change), 7), row, gas);
const figure = (of: Evaluation, name: keyof Evaluation) => {
  const value = of[name];
  return typeof value === 'number' ? value : expect.fail(`${name} is ${String(value)}`);
};

describe('gas of another heating value than the site’s', () => {
  test('makes as much more energy where the gas is the limit, and is used as much less where it is not', () => {
    // 100 Mcf are less than the fleet could burn; a row of 1,331 Btu/scf is 1.1 × 1,210
    const plain = figure(at({}, MARKET, gasOf({ produced: 100 })), 'gasLimitedGrossKwhPerDay');
    const rich = figure(at({}, MARKET, gasOf({ produced: 100 }, 1331)), 'gasLimitedGrossKwhPerDay');
    expect(rich / plain).toBeCloseTo(1.1, 12);
    const used = (hhv: number | null) => figure(at({}, MARKET, gasOf({ produced: 300 }, hhv)), 'gasUsedMcfPerDay');
    expect(used(1331) / used(null)).toBeCloseTo(1 / 1.1, 12);
  });
});

describe('the break-even prices', () => {
  test('are what brings the margin to nothing, to the sale and to the flare, each to its own', () => {
    // (fixed + X) ÷ coins, with fixed = revenue − cash at the price now
    const e = at({ sell: { basisUsdPerMmbtu: -0.5 } });
    const coins = figure(e, 'btcPerDay');
    const fixed = figure(e, 'revenueUsdPerDay') - figure(e, 'cashMarginUsdPerDay');
    expect(e.breakEvenBtcUsdVsZero).toBeCloseTo(fixed / coins, 6);
    expect(e.breakEvenBtcUsdVsSell).toBeCloseTo((fixed + figure(e, 'sellUsdPerDay')) / coins, 6);
    expect(e.breakEvenBtcUsdVsFlare).toBeCloseTo((fixed + figure(e, 'flareUsdPerDay')) / coins, 6);
    expect(figure(e, 'flareUsdPerDay')).toBeLessThan(0);
    expect(e.breakEvenBtcUsdVsBestAlternative).toBe(e.breakEvenBtcUsdVsSell);
  });
});

describe('CO2e', () => {
  const composition = { c1: 0.9, c2: 0.1 };

  test('is avoided against the flare alone, and unknown without a composition', () => {
    const flaring = at({ gas: { composition }, sell: null });
    expect(flaring.bestAlternative).toBe('flare');
    const [flared, mined] = [figure(flaring, 'co2eTonnesPerDayFlared'), figure(flaring, 'co2eTonnesPerDayMined')];
    expect(flaring.co2eTonnesPerDayAvoided).toBeCloseTo(flared - mined, 12);
    const selling = at({ gas: { composition }, sell: { basisUsdPerMmbtu: 3 } });
    expect(selling).toMatchObject({ bestAlternative: 'sell', co2eTonnesPerDayAvoided: null });
    expect(selling.co2eTonnesPerDayMined).not.toBeNull();
    const unknown = { co2eTonnesPerDayFlared: null, co2eTonnesPerDayMined: null, co2eTonnesPerDayAvoided: null };
    expect(at({ sell: null })).toMatchObject(unknown);
  });
});

describe('the margin after the halving', () => {
  test('is unknown where a block brings nothing', () => {
    // after the 64th halving there is no subsidy, and without fees there is nothing to halve
    const row = { ...MARKET, height: 64 * 210_000, feesBtcPerBlock: 0 };
    expect(at({}, row)).toMatchObject({ revenueUsdPerDay: 0, cashMarginUsdPerDayAfterHalving: null });
  });
});

describe('the margin after the halving, with a share of the net', () => {
  test('is what the half of the subsidy and all of the fees leave', () => {
    const costs = { revenueShareOf: 'net', revenueShareFraction: 0.2 } as const;
    // 20 USD/day of site cost: 1,123.80 × (1.5625 + 0.04) ÷ (3.125 + 0.04) = 569.01 before costs, still a gain
    const e = at({ costs: { ...costs, siteUsdPerDay: 20 } } as Change);
    const gross = at({ costs: { siteUsdPerDay: 20 } });
    const net = figure(gross, 'cashMarginUsdPerDayAfterHalving');
    expect(net).toBeGreaterThan(0);
    expect(e.cashMarginUsdPerDayAfterHalving).toBeCloseTo(0.8 * net, 9);
  });

  test('is a netback of the gas used, in every unit', () => {
    const costs = { revenueShareOf: 'net', revenueShareFraction: 0.2, siteUsdPerDay: 20 } as const;
    const e = at({ costs } as Change);
    const perMcf = figure(e, 'cashMarginUsdPerDay') / figure(e, 'gasUsedMcfPerDay');
    expect(e.netbackUsdPerMcf).toBeCloseTo(perMcf, 12);
    // 1,210 Btu/scf; 1,000 m³ at 20 °C are 35.3147 × 288.7056 K ÷ 293.15 K = 34.7793 Mcf at 60 °F
    expect(e.netbackUsdPerMmbtu).toBeCloseTo(perMcf / 1.21, 12);
    expect(e.netbackUsdPer1000m3).toBeCloseTo((perMcf * 35.314_667 * 288.705_556) / 293.15, 3);
    const none = { netbackUsdPerMcf: null, netbackUsdPerMmbtu: null, netbackUsdPer1000m3: null };
    expect(at({ costs } as Change, MARKET, gasOf({ produced: 0 }))).toMatchObject(none);
  });

  test('has sensitivities of the share’s own side', () => {
    const costs = { revenueShareOf: 'net', revenueShareFraction: 0.2, siteUsdPerDay: 20 } as const;
    const [e, gross] = [at({ costs } as Change), at({ costs: { siteUsdPerDay: 20 } })];
    for (const name of ['deltaUsdPerDayPerPercentBtc', 'deltaUsdPerDayPerPercentDifficulty'] as const)
      expect(e[name]).toBeCloseTo(0.8 * figure(gross, name), 9);
    expect(figure(e, 'deltaUsdPerDayPerPercentDifficulty')).toBeLessThan(0);
  });
});

describe('the costs that stopping saves', () => {
  const named = (change: Change) => {
    const { steps } = explainSite(siteModel(siteWith(change), 7), MARKET, gasOf({ produced: 300 }));
    return steps.find(({ name }) => name === 'avoidableCosts')?.value;
  };
  const NOTHING: Change = {
    power: { omUsdPerKwhGross: 0 },
    costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 },
  };

  test.each([
    ['none', {}],
    ['O&M', { power: { omUsdPerKwhGross: 0.01 } }],
    ['royalty', { costs: { ...NOTHING.costs, royaltyOnMinedGasFraction: 0.1 } }],
    ['gas purchase', { perspective: 'miner', costs: { ...NOTHING.costs, gasPurchaseUsdPerMcf: -0.1 } }],
    [
      'gas purchase',
      { perspective: 'miner', costs: { ...NOTHING.costs, gasPurchaseIndexFraction: 0.1, royaltyIndex: 'henry-hub' } },
    ],
    ['hosting', { perspective: 'miner', costs: { ...NOTHING.costs, hostingUsdPerKwh: 0.01 } }],
    ['revenue share', { costs: { ...NOTHING.costs, revenueShareFraction: 0.1 } }],
    ['mining tax', { costs: { ...NOTHING.costs, miningTaxFraction: 0.1 } }],
    ['site cost', { costs: { ...NOTHING.costs, siteUsdPerDay: 5 } }],
  ] as readonly (readonly [string, Change])[])('are %s, where there is nothing else', (name, change) => {
    expect(named({ ...NOTHING, ...change })).toBe(name);
  });

  test('of the producer are not what the miner pays him', () => {
    const paid = { gasPurchaseUsdPerMcf: 1, hostingUsdPerKwh: 1, revenueShareFraction: 0.1 };
    expect(named({ ...NOTHING, perspective: 'producer', costs: { ...NOTHING.costs, ...paid } })).toBe('none');
  });
});

describe('volumes of the company file at another base', () => {
  test('are restated: permit and injection as the sale', () => {
    // a file Mcf at 14.73 psia is 14.73 ÷ 14.696 Mcf at 14.696
    const volumeBase = { ...siteWith().gas.volumeBase, kilopascal: siteWith().gas.volumeBase.kilopascal * 1.01 };
    const site = siteWith({
      gas: { volumeBase },
      flare: { permitLimitMcfPerDay: 100 },
      sell: { capMcfPerDay: 50, takeOrPayMcfPerDay: 20 },
      inject: { valueUsdPerMcf: 1.01, costUsdPerMcf: 0, capMcfPerDay: 30, minimumMcfPerDay: 10 },
    } as Change);
    const model = siteModel(site, 7);
    expect(model.permitLimitMcfPerDay).toBeCloseTo(101, 9);
    expect(model.sell?.capMcfPerDay).toBeCloseTo(50.5, 9);
    expect(model.sell?.takeOrPayMcfPerDay).toBeCloseTo(20.2, 9);
    expect(model.injection?.capMcfPerDay).toBeCloseTo(30.3, 9);
    expect(model.injection?.minimumMcfPerDay).toBeCloseTo(10.1, 9);
    expect(model.injection?.usdPerMcf).toBeCloseTo(1, 9);
  });
});

describe('a restart that costs', () => {
  const running = { produced: 300, mining: 0 } as const;

  test('is worth it only where it gains more, and what is unknown stays unknown', () => {
    const { gainUsdPerDay, action } = optimumOf(PLAIN, running);
    expect(action).toBe('start');
    const gain = gainUsdPerDay ?? Number.NaN;
    expect(gain).toBeGreaterThan(100);
    const asked = (restart: number, rates: Parameters<typeof gasOf>[0] = running) => {
      const model = siteModel(siteWith(PLAIN), 7);
      return siteOptimum({ ...model, restartUsdPerDay: restart }, MARKET, gasOf(rates)).action;
    };
    expect([asked(gain - 1), asked(gain), asked(gain + 1), asked(0)]).toEqual(['start', 'keep', 'keep', 'start']);
    expect(asked(1e9, { produced: 300, mining: null })).toBe('unknown');
  });
});

describe('the shadow price of mining', () => {
  const price = (change: Change, produced: number, btcUsd = MARKET.btcUsd) =>
    shadowPrices(siteModel(siteWith(change), 7), { ...MARKET, btcUsd }, gasOf({ produced })).mineUsdPerMcf;
  const small: Change = {
    ...PLAIN,
    sell: null,
    fleet: { miners: [{ model: null, count: 100, thPerSecond: 104, watts: 3068 }] },
  };

  test('is nothing where the gas is used up, or where the miners have room left', () => {
    expect(price({ ...PLAIN, sell: null }, 50)).toBe(0);
    // with a dear sale of 250 of 300 the fleet is not full
    expect(price({ ...PLAIN, sell: { basisUsdPerMmbtu: 50, capMcfPerDay: 290 } }, 300)).toBe(0);
  });

  test('is what the last Mcf mined wins over the flare, each Mcf of a flat rate alike', () => {
    const e = at(small);
    const perMcf = figure(e, 'cashMarginUsdPerDay') / figure(e, 'gasUsedMcfPerDay');
    // flaring costs 0.5 USD/Mcf
    expect(price(small, 300)).toBeCloseTo(perMcf + 0.5, 4);
  });

  test('is nothing of what is not mined, as there is none', () => {
    expect(price({ ...LOSING, sell: null, flare: { chargeUsdPerMcf: 0 } }, 300, 1)).toBeNull();
  });
});

test('a restart is spread over the days of the decision, and costs nothing where none is given', () => {
  // the example: 2,100 USD over 7 days
  expect([restartUsdPerDay(2100, 7), restartUsdPerDay(0, 7), restartUsdPerDay(undefined, 7)]).toEqual([300, 0, 0]);
});
