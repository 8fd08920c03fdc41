import { describe, expect, test } from 'vitest';
import { chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import { expectedPeriod } from '#lib/domain/economics/regime/expected-period.ts';
import type { Charge, FlaringRegime, RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { evaluateUnderLaw, explainUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { type SiteModel, siteModel } from '#lib/domain/economics/site-model.ts';
import { PLAIN } from '../plain-site.ts';
import { gasOf, MARKET, siteWith } from '../site.ts';
import { day, factsOf } from './facts-of.ts';
import { madeUpLaw, since2000 } from './made-up-law.ts';

const at = day('2024-06-01');
const noRate = () => null;
const perMcf = (rate: number, stream: Charge['stream'] = 'flared'): Charge => ({
  name: `${stream} ${rate}`,
  stream,
  on: 'all',
  indices: [],
  basis: { type: 'volume', per: 'Mcf', tiers: [{ oilBblPerDayAtLeast: 0, rates: since2000(rate) }] },
});
const rowOf = (change: Partial<RegimeRow>): RegimeRow => madeUpLaw(change).rows[0] ?? expect.fail('no row');
/** A law in force until July and another after it. */
const twoRows = (first: Partial<RegimeRow>, second: Partial<RegimeRow>): FlaringRegime => ({
  ...madeUpLaw(),
  rows: [rowOf({ ...first, to: day('2024-07-01') }), rowOf({ ...second, from: day('2024-07-01') })],
});
type Change = NonNullable<Parameters<typeof siteWith>[0]>;
const modelOf = (law: FlaringRegime, change: Change = {}) => {
  const flare = { regime: 'made-up', chargeUsdPerMcf: 0, ...change.flare };
  return siteModel(siteWith({ sell: null, costs: { royaltyOnMinedGasFraction: 0 }, ...change, flare }), 7, [law]);
};
const evaluated = (model: SiteModel, market = MARKET) =>
  evaluateUnderLaw(model, market, gasOf({ produced: 300, flared: 40 }), at, noRate);

test('a limit of 50,000,000 Mcf is not missed by a thousandth of a Mcf, which is rounding, but by a whole one', () => {
  const ladder = { firstMonth: 1000, factor: 2, cap: 12_500 };
  const penalty = (routine: number) => {
    const facts = factsOf({ producedMcf: 1e9, flaredMcfByCause: { routine } });
    const found = chargeOfPeriod(madeUpLaw({ ladder }), facts, at, 1);
    return found.kind === 'known' ? found.penalty : expect.fail(found.reason);
  };
  expect([5e7, 5e7 + 0.001, 5e7 + 1].map(penalty)).toEqual([0, 0, 1000]);
});

describe('the end of an interval', () => {
  const verify = (first: number, second: number): FlaringRegime =>
    twoRows({ status: 'verify', charges: [perMcf(first)] }, { status: 'verify', charges: [perMcf(second)] });

  test('is that of the dearest row, wherever it stands: 3 × 25', () => {
    for (const law of [verify(3, 1), verify(1, 3)])
      expect(chargeOfPeriod(law, factsOf({}), at, 1)).toMatchObject({ kind: 'interval', highPerMcf: 75 });
  });

  test('gives no best use where the ends differ in it, though mining loses at both', () => {
    // The pipe nets (2.8 − 1.9) × 1.21 × 0.92 × (1 − 0.1875 − 0.075) − 0.65 = 0.0889 a Mcf, less than nothing after
    // 0.5 more of gathering: flaring for nothing is better, at 25 a Mcf the pipe is.
    const sell = { ...siteWith().sell, gatheringUsdPerMcf: 1.15, capMcfPerDay: null };
    const losing = { sell, power: { omUsdPerKwhGross: 0.5 } } as Change;
    const of = (charge: number) =>
      evaluated(modelOf(madeUpLaw({ charges: [] }), { ...losing, flare: { chargeUsdPerMcf: charge } }));
    expect([of(0).best, of(25).best]).toEqual(['flare', 'sell']);
    expect([of(0), of(25)].map(({ advantageUsdPerDay }) => Math.sign(advantageUsdPerDay ?? 0))).toEqual([-1, -1]);
    expect(evaluated(modelOf(verify(1, 1), losing))).toMatchObject({ best: 'unknown', advantageUsdPerDay: null });
  });
});

test('an interval says nothing where at one end mining is worth just what the pipe is, and at the other less', () => {
  // A pipe and a bitcoin of no worth, mining at no cost, flaring at 0.50: 0 and 0; at the high end the fuel pays 2 a Mcf.
  const law = madeUpLaw({ status: 'verify', charges: [perMcf(1), perMcf(2, 'fuel')] });
  const sell = { ...siteWith().sell, basisUsdPerMmbtu: -2.8, gatheringUsdPerMcf: 0, capMcfPerDay: null };
  const model = modelOf(law, { ...PLAIN, sell, flare: { chargeUsdPerMcf: 0.5 } } as Change);
  const of = (some: SiteModel) => evaluated(some, { ...MARKET, btcUsd: 0 });
  expect(of({ ...model, regime: null })).toMatchObject({ best: 'sell', advantageUsdPerDay: 0 });
  expect(of(model)).toMatchObject({ best: 'unknown', advantageUsdPerDay: null });
});

describe('a law that is not known', () => {
  const of = (charges: readonly Charge[], other = charges) =>
    evaluated(modelOf({ ...twoRows({ charges }, { charges: other }), currency: 'NOK' }));

  test('leaves mining known where it charges the flare alone', () => {
    const { mineUsdPerDay, flareUsdPerDay } = of([perMcf(1)]);
    const known = evaluated(modelOf(madeUpLaw()));
    expect(mineUsdPerDay).toBeCloseTo(known.mineUsdPerDay ?? Number.NaN, 9);
    expect(flareUsdPerDay).toBeNull();
  });

  test('leaves it unknown where any of its charges at any time is on fuel', () => {
    const [flared, fuel] = [perMcf(1), perMcf(1, 'fuel')];
    for (const found of [of([fuel]), of([flared, fuel]), of([flared], [fuel])])
      expect(found).toMatchObject({ mineUsdPerDay: null, flareUsdPerDay: null });
  });
});

describe('what a law is asked with', () => {
  const law = madeUpLaw();
  const factsIn = (regime: FlaringRegime, gas: ReturnType<typeof gasOf>, change: Change = {}) =>
    expectedPeriod(modelOf(regime, change), regime, MARKET, gas, at);

  test('has as captured what is sold, burnt as fuel, injected and mined: (10 + 20 + 5 + 7) × 366', () => {
    const { facts } = factsIn(law, gasOf({ produced: 300, sold: 10, fuel: 20, injected: 5, mining: 7 }));
    expect(facts.capturedMcf).toBeCloseTo(42 * 366, 6);
  });

  test('has the value of the gas where one charge of one row is on it', () => {
    const onValue: Charge = { ...perMcf(1), basis: { type: 'royalty-on-value', fractions: since2000(0.1) } };
    const value = (regime: FlaringRegime) =>
      factsIn(regime, gasOf({ produced: 300 }), { sell: siteWith().sell } as Change).facts.gas.valueUsdPerMcf;
    // (2.8 − 1.9) × 1.21
    expect(value(twoRows({ charges: [perMcf(1), onValue] }, {}))).toBeCloseTo(1.089, 9);
    expect(value(law)).toBeNull();
  });

  test('has no books of the period before, which ended when this one began', () => {
    const none = { produced: 0, flaredByCause: {}, vented: 0, fuel: 0, captured: 0 };
    const books = (through: string) => {
      const row = { through: day(through), mcf: none, otherSitesMcfPerDay: none, monthsInBreach: 3, creditedSpend: 0 };
      return factsIn(law, gasOf({ produced: 300 }), { flare: { periodToDate: [row] } } as Change).facts.monthsInBreach;
    };
    expect([books('2024-01-01'), books('2024-01-02'), books('2024-06-01'), books('2024-06-02')]).toEqual([0, 3, 3, 0]);
  });

  test('is the gas that mining uses at the heating value reported: half of it takes twice the Mcf', () => {
    // 5 % of 1,000 = 50 Mcf a day at 1, what is used beyond them at 25, nothing else flared
    const charge = (hhv: number | null) => {
      const gas = gasOf({ produced: 1000 }, hhv);
      const { steps, evaluation } = explainUnderLaw(modelOf(law), MARKET, gas, day('2024-01-01'), noRate);
      const value = (name: string) => Number(steps.find((one) => one.name === name)?.value);
      return [value('regimeChargeUsdPerMcf'), evaluation.gasUsedMcfPerDay ?? 0] as const;
    };
    const [full, half] = [charge(null), charge(605)];
    expect(half[1]).toBeCloseTo(2 * full[1], 6);
    for (const [mean, used] of [full, half]) expect(mean).toBeCloseTo((50 + 25 * (used - 50)) / used, 6);
  });

  test('is told in steps that are numbered from one on', () => {
    const { steps } = explainUnderLaw(modelOf(law), MARKET, gasOf({ produced: 300 }), at, noRate);
    expect(steps.map(({ id }) => id)).toEqual(steps.map((_, index) => index + 1));
    expect(steps.at(-1)?.id).toBeGreaterThan(10);
  });
});
