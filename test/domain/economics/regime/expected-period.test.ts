import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedRegimes } from '#lib/config/regimes.ts';
import { expectedPeriod } from '#lib/domain/economics/regime/expected-period.ts';
import type { GasOfScope, PeriodToDate } from '#lib/domain/economics/regime/period-to-date.ts';
import type { FlaringRegime } from '#lib/domain/economics/regime/regime.ts';
import { evaluateUnderLaw, explainUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { US60 } from '#lib/domain/gas/volume.ts';
import { gasOf, MARKET, siteWith } from '../site.ts';
import { day } from './facts-of.ts';
import { madeUpLaw } from './made-up-law.ts';

const NOTHING: GasOfScope = { produced: 0, flaredByCause: {}, vented: 0, fuel: 0, captured: 0 };
const gas = gasOf({ produced: 300, flared: 40 });
const law = madeUpLaw();

function books(through: string, mcf: Partial<GasOfScope>, rest: Partial<PeriodToDate> = {}): PeriodToDate {
  const known = { ...NOTHING, ...mcf };
  return {
    through: day(through),
    mcf: known,
    otherSitesMcfPerDay: NOTHING,
    monthsInBreach: 0,
    creditedSpend: 0,
    ...rest,
  };
}

function modelOf(regime: FlaringRegime, periodToDate: readonly PeriodToDate[]) {
  const site = siteWith({
    sell: null,
    gas: { volumeBase: US60 },
    costs: { royaltyOnMinedGasFraction: 0 },
    flare: { regime: regime.id, chargeUsdPerMcf: 0, periodToDate },
  });
  return siteModel(site, 7, [regime]);
}

function expectedAt(at: string, periodToDate: readonly PeriodToDate[]) {
  return expectedPeriod(modelOf(law, periodToDate), law, MARKET, gas, day(at));
}

describe("a law's period as expected at its end", () => {
  test('has the rates in force for all of it where no books are given: 366 days of 2024', () => {
    const { facts, books: used } = expectedAt('2024-07-01', []);
    expect(used).toBeNull();
    expect(facts.producedMcf).toBeCloseTo(366 * 300, 6);
    expect(facts.flaredMcfByCause).toEqual({ unknown: 366 * 40 });
  });

  test('has the books, then the rates for the days after them: 1 July 2024 leaves 184', () => {
    const { facts } = expectedAt('2024-07-02', [
      books('2024-07-01', { produced: 1000, flaredByCause: { routine: 100 } }),
    ]);
    expect(facts.producedMcf).toBeCloseTo(1000 + 184 * 300, 6);
    expect(facts.flaredMcfByCause.routine).toBeCloseTo(100, 6);
    expect(facts.flaredMcfByCause.unknown).toBeCloseTo(184 * 40, 6);
  });

  test('has what the other sites of the scope add, for the same days', () => {
    const otherSitesMcfPerDay = { ...NOTHING, produced: 7000, flaredByCause: { planned: 10 } };
    const { facts } = expectedAt('2024-07-02', [books('2024-07-01', {}, { otherSitesMcfPerDay })]);
    expect(facts.producedMcf).toBeCloseTo(184 * 7300, 4);
    expect(facts.flaredMcfByCause.planned).toBeCloseTo(1840, 6);
  });

  test('takes the newest books that were closed by then, and none of another year', () => {
    const all = [books('2023-12-01', {}), books('2024-02-01', {}), books('2024-07-01', {}, { monthsInBreach: 3 })];
    expect(expectedAt('2024-01-15', all).books).toBeNull();
    expect(expectedAt('2024-06-30', all).books?.through).toBe(day('2024-02-01'));
    expect(expectedAt('2024-07-01', all).facts.monthsInBreach).toBe(3);
  });

  test('does not know production that the books leave out', () => {
    expect(expectedAt('2024-07-02', [books('2024-07-01', { produced: null })]).facts.producedMcf).toBeNull();
  });
});

describe('a site whose licence has already flared above its limit', () => {
  // At the site's own rates 10 of 300 Mcf a day are flared, 3.3 % of production; by the books 20 % of it was until July.
  const calm = gasOf({ produced: 300, flared: 10 });
  const breached = [books('2024-07-01', { produced: 54_000, flaredByCause: { routine: 10_800 } })];
  const value = (periodToDate: readonly PeriodToDate[], at: string) =>
    evaluateUnderLaw(modelOf(law, periodToDate), MARKET, calm, day(at), () => null).flareValueUsdPerMcf;

  test('pays 25 for every Mcf more, though today it is within', () => {
    expect(value(breached, '2024-07-02')).toBeCloseTo(-25, 9);
    expect(value([], '2024-07-02')).toBeGreaterThan(-25);
  });

  test('is judged by its rates again when the next year begins', () => {
    expect(value(breached, '2025-01-01')).toBe(value([], '2025-01-01'));
  });

  test('shows in explain what the period is expected to hold', () => {
    const { steps } = explainUnderLaw(modelOf(law, breached), MARKET, calm, day('2024-07-02'), () => null);
    const step = steps.find(({ name }) => name === 'regimePeriodFlaredMcf');
    expect(step?.value).toBeCloseTo(10_800 + 184 * 10, 6);
    expect(step?.formula).toContain('books to date');
  });
});

describe('a ladder of monthly penalties', () => {
  const ladder = shippedRegimes().get('us-north-dakota') ?? expect.fail('no North Dakota');

  test('is charged where the books tell of the months: missing the goal in the fourth month costs 8,000', () => {
    // June 2024: captured 92 % of the month so far, flaring the 220 or so Mcf that mining uses would miss the goal of 91 %.
    const month = [books('2024-06-29', { produced: 8400, captured: 8400 * 0.92 }, { monthsInBreach: 3 })];
    const model = modelOf(ladder, month);
    const mined = gasOf({ produced: 300, sold: 0, flared: 30, mining: 270 });
    const charged = evaluateUnderLaw(model, MARKET, mined, day('2024-06-29'), () => null);
    const used = charged.gasUsedMcfPerDay ?? 0;
    // Two days are left: 8,000 ÷ (2 × gas used) a Mcf.
    expect(charged.flareValueUsdPerMcf).toBeCloseTo(-8000 / (2 * used), 6);
  });

  test('is not guessed at without books', () => {
    expect(modelOf(ladder, []).regime).toBeNull();
  });
});

test('what was last expected at a site is not taken for another report, period, book or price', () => {
  const year = [books('2024-02-01', { produced: 10 }), books('2024-07-01', { flaredByCause: { routine: 100 } })];
  const model = modelOf(law, year);
  const gases = [gas, gasOf({ produced: 300, flared: 90 })];
  const laws = [law, { ...law, period: 'month' as const }];
  const days = ['2024-01-15', '2024-02-02', '2024-06-30', '2024-07-02', '2025-01-01'];
  const anyAsked = fc.record({
    gas: fc.constantFrom(...gases),
    law: fc.constantFrom(...laws),
    on: fc.constantFrom(...days),
    btcUsd: fc.constantFrom(1, 2),
  });
  fc.assert(
    fc.property(fc.array(anyAsked, { maxLength: 12 }), (asked) => {
      for (const one of asked) {
        const row = { ...MARKET, btcUsd: one.btcUsd };
        const anew = expectedPeriod(modelOf(law, year), one.law, row, one.gas, day(one.on));
        expect(expectedPeriod(model, one.law, row, one.gas, day(one.on))).toEqual(anew);
      }
    }),
  );
});
