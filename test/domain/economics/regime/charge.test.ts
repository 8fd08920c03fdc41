import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedRegimes } from '#lib/config/regimes.ts';
import { type ChargeEstimate, chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import type { FlaringRegime, RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { day, factsOf } from './facts-of.ts';

const regimes = shippedRegimes();

function regime(id: string): FlaringRegime {
  return regimes.get(id) ?? expect.fail(`no regime ${id}`);
}

function known(estimate: ChargeEstimate): Extract<ChargeEstimate, { kind: 'known' }> {
  return estimate.kind === 'known' ? estimate : expect.fail(`${estimate.kind}: ${estimate.reason}`);
}

/** 20 °C cubic metres in one Mcf: 28.316846592 × 293.15 ÷ 288.70556, and 14.696 psi = 101.32535 kPa over 101.325. */
const M3_PER_MCF_RU20 = 28.316846592 * (293.15 / 288.705_555_6) * (101.3253532 / 101.325);

describe('a charge by volume', () => {
  test('is USD 2.00 a thousand cubic feet for a large Nigerian producer: 30 MMscf cost 60,000 (vector REG-01)', () => {
    const facts = factsOf({ flaredMcfByCause: { routine: 30_000 }, oilBblPerDay: 12_000 });
    expect(known(chargeOfPeriod(regime('nigeria'), facts, day('2024-05-01'), null)).amount).toBeCloseTo(60_000, 6);
  });

  test('is USD 0.50 below 10,000 barrels a day, and emergencies pay as well (vector REG-01: 15,000)', () => {
    const facts = factsOf({ flaredMcfByCause: { routine: 20_000, emergency: 10_000 }, oilBblPerDay: 9_999 });
    expect(known(chargeOfPeriod(regime('nigeria'), facts, day('2024-05-01'), null)).amount).toBeCloseTo(15_000, 6);
  });

  test('takes the dear tier where the oil rate is not known', () => {
    const facts = factsOf({ flaredMcfByCause: { routine: 1 } });
    expect(known(chargeOfPeriod(regime('nigeria'), facts, day('2024-05-01'), null)).marginalPerMcfFlared).toBe(2);
  });

  test('is 3.50 when unauthorised (vector REG-01: 105,000)', () => {
    const conditions = new Set(['unauthorised'] as const);
    const facts = factsOf({ flaredMcfByCause: { routine: 30_000 }, oilBblPerDay: 12_000, conditions });
    expect(known(chargeOfPeriod(regime('nigeria'), facts, day('2024-05-01'), null)).amount).toBeCloseTo(105_000, 6);
  });

  test('is NOK 1.78 per Sm³ burned and 13.67 vented in Norway in 2023, engines included (vector REG-02)', () => {
    // 1 Mcf = 28.316846592 m³ at 60 °F = ×288.15/288.70556 = 28.26235 Sm³
    const sm3 = 28.316846592 * (288.15 / 288.705_555_6) * (101.3253532 / 101.325);
    const at = day('2023-06-01');
    const amount = (change: object) => known(chargeOfPeriod(regime('norway'), factsOf(change), at, null)).amount;
    expect(amount({ flaredMcfByCause: { routine: 1 } })).toBeCloseTo(1.78 * sm3, 6);
    expect(amount({ ventedMcf: 1 })).toBeCloseTo(13.67 * sm3, 6);
    expect(amount({ fuelMcf: 1 })).toBeCloseTo(1.78 * sm3, 6);
  });

  test('is DZD 12,000 per 1000 m³ in Algeria in 2021: near USD 2.55 per Mcf at 133.3, half as much again unauthorised (vector REG-03)', () => {
    const facts = factsOf({ flaredMcfByCause: { routine: 1 } });
    const perMcf = known(chargeOfPeriod(regime('algeria'), facts, day('2021-06-01'), null)).marginalPerMcfFlared;
    expect(perMcf / 133.3).toBeGreaterThan(2.55 * 0.98);
    expect(perMcf / 133.3).toBeLessThan(2.55 * 1.02);
    const worse = { ...facts, conditions: new Set(['unauthorised'] as const) };
    const factor = known(chargeOfPeriod(regime('algeria'), worse, day('2021-06-01'), null)).amount / perMcf;
    expect(factor).toBeCloseTo(1.5, 9);
  });
});

describe('a charge above a share of production', () => {
  // Vector REG-07: 50 mln m³ produced, 10 flared, limit 5 % = 2.5 mln; 0.68566 RUB per 1000 m³ × 1.045, × 100 above.
  const facts = factsOf({
    producedMcf: 50e6 / M3_PER_MCF_RU20,
    flaredMcfByCause: { routine: 10e6 / M3_PER_MCF_RU20 },
  });
  const at = day('2025-03-01');

  test('prices the part within and the part above apart (vector REG-07)', () => {
    const { parts, limitMcf, aboveMcf } = known(chargeOfPeriod(regime('russia'), facts, at, null));
    expect((limitMcf ?? 0) * M3_PER_MCF_RU20).toBeCloseTo(2.5e6, 2);
    expect(aboveMcf * M3_PER_MCF_RU20).toBeCloseTo(7.5e6, 2);
    expect(parts.find((part) => part.part === 'within')?.amount).toBeCloseTo(1791.29, 1);
    expect(Math.abs((parts.find((part) => part.part === 'above')?.amount ?? 0) - 537_386)).toBeLessThan(1);
  });

  test('costs 71.65 RUB for 1000 m³ more above the limit, a hundredth of it within', () => {
    const above = known(chargeOfPeriod(regime('russia'), facts, at, null)).marginalPerMcfFlared;
    expect((above / M3_PER_MCF_RU20) * 1000).toBeCloseTo(71.6515, 3);
    const calm = { ...facts, flaredMcfByCause: { routine: 1e6 / M3_PER_MCF_RU20 } };
    expect(known(chargeOfPeriod(regime('russia'), calm, at, null)).marginalPerMcfFlared).toBeCloseTo(above / 100, 9);
  });

  test('multiplies all of it by 120 without a compliant meter, not by 100 × 120', () => {
    const unmetered = { ...facts, conditions: new Set(['no-meter'] as const) };
    const base = 0.68566 * 1.045 * 10_000;
    expect(known(chargeOfPeriod(regime('russia'), unmetered, at, null)).amount / base).toBeCloseTo(120, 2);
  });

  test('does not count planned shutdowns', () => {
    const planned = { ...facts, flaredMcfByCause: { planned: 10e6 / M3_PER_MCF_RU20 } };
    expect(known(chargeOfPeriod(regime('russia'), planned, at, null)).amount).toBe(0);
  });

  test('is unknown, not zero, where production is unknown', () => {
    expect(chargeOfPeriod(regime('russia'), { ...facts, producedMcf: null }, at, null)).toMatchObject({
      kind: 'unknown',
      reason: 'the gas produced is not known',
    });
  });
});

describe('a row that cannot be trusted', () => {
  const facts = factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 100 } });

  test.each([
    ['russia', '2025-09-01'],
    ['russia', '2020-02-01'],
    ['algeria', '2022-01-01'],
    ['norway', '2025-01-01'],
    ['canada-alberta', '2027-01-01'],
    ['norway', '2022-12-31'],
  ])('gives an interval with a reason, not the old rate: %s on %s', (id, date) => {
    const gas = { ...facts.gas, tonnesCo2ePerMcfFlared: 0.06 };
    const estimate = chargeOfPeriod(regime(id), { ...facts, gas }, day(date), 1);
    expect(estimate).toMatchObject({ kind: 'interval', lowPerMcf: 0 });
    if (estimate.kind !== 'interval') return;
    expect(estimate.highPerMcf).toBeGreaterThan(0);
    expect(estimate.reason).toContain(id);
  });

  test('has no upper end where no rate was ever known', () => {
    expect(chargeOfPeriod(regime('kazakhstan'), facts, day('2025-06-01'), 1)).toMatchObject({
      kind: 'interval',
      highPerMcf: null,
    });
  });
});

describe('a scenario', () => {
  // 100 Mcf at 0.0004 t methane each = 0.04 t × USD 1,500 = 60
  const gas = { ...factsOf({}).gas, tonnesMethanePerMcfFlared: 0.0004 };
  const facts = factsOf({ flaredMcfByCause: { routine: 100 }, gas });

  test('costs nothing unless it is asked for', () => {
    const at = day('2026-06-01');
    expect(known(chargeOfPeriod(regime('us-federal-wec'), facts, at, 1)).amount).toBe(0);
    const asked = { ...facts, chargeScenario: true };
    expect(known(chargeOfPeriod(regime('us-federal-wec'), asked, at, 1)).amount).toBeCloseTo(60, 9);
  });
});

describe('a capture goal', () => {
  test('turns the missed months into the ladder of North Dakota, and counts no flowback (vector REG-05)', () => {
    const penalty = (monthsInBreach: number, capturedMcf: number) =>
      known(
        chargeOfPeriod(
          regime('us-north-dakota'),
          factsOf({ producedMcf: 1000, capturedMcf, monthsInBreach }),
          day('2024-05-01'),
          null,
        ),
      ).penalty;
    expect([0, 1, 2, 3, 4, 5].map((months) => penalty(months, 850))).toEqual([1000, 2000, 4000, 8000, 12_500, 12_500]);
    expect(penalty(0, 920)).toBe(0); // 92 % of 1,000 is above the goal of 91 %
  });
});

describe('any charge', () => {
  const facts = fc.record({
    produced: fc.double({ min: 0, max: 1e6, noNaN: true }),
    flared: fc.double({ min: 1, max: 1e6, noNaN: true }),
    vented: fc.double({ min: 0, max: 1e5, noNaN: true }),
  });

  /** A made-up law with unlike rates for both streams, to test the arithmetic, not a country. */
  const madeUp: FlaringRegime = {
    id: 'made-up',
    jurisdiction: 'nowhere',
    currency: 'USD',
    scope: 'site',
    period: 'year',
    rows: [
      {
        ...(regime('russia').rows.at(-2) as RegimeRow),
        appliesTo: ['flared', 'vented'],
        charges: (['flared', 'vented'] as const).map((stream, index) => ({
          name: stream,
          stream,
          on: 'all' as const,
          indices: [],
          basis: {
            type: 'volume' as const,
            per: 'Mcf' as const,
            tiers: [{ oilBblPerDayAtLeast: 0, rates: [{ from: day('2000-01-01'), value: index + 1 }] }],
          },
        })),
      },
    ],
  };

  test('has the derivative of the cumulative charge as its marginal price', () => {
    fc.assert(
      fc.property(facts, ({ produced, flared, vented }) => {
        const of = (mcf: number) =>
          known(
            chargeOfPeriod(
              madeUp,
              factsOf({ producedMcf: produced, flaredMcfByCause: { routine: mcf }, ventedMcf: vented }),
              day('2025-03-01'),
              null,
            ),
          );
        const step = Math.max(1, flared) * 1e-5;
        fc.pre(Math.abs(flared + vented - produced * 0.05) > 2 * step);
        const slope = (of(flared + step).amount - of(flared - step).amount) / (2 * step);
        expect(of(flared).marginalPerMcfFlared / slope).toBeCloseTo(1, 4);
      }),
    );
  });

  test('never falls when more is flared', () => {
    fc.assert(
      fc.property(facts, fc.double({ min: 0, max: 1e5, noNaN: true }), ({ produced, flared, vented }, more) => {
        const of = (mcf: number) =>
          known(
            chargeOfPeriod(
              madeUp,
              factsOf({ producedMcf: produced, flaredMcfByCause: { routine: mcf }, ventedMcf: vented }),
              day('2025-03-01'),
              null,
            ),
          ).amount;
        expect(of(flared + more)).toBeGreaterThanOrEqual(of(flared) - 1e-6 * of(flared));
      }),
    );
  });
});
