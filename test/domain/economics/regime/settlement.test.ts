import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChargeEstimate, chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import type { RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { settle } from '#lib/domain/economics/regime/settlement.ts';
import { day, factsOf } from './facts-of.ts';
import { madeUpLaw, since2000 } from './made-up-law.ts';

const at = day('2024-06-01');

/** 60 Mcf flared of 1,000: 50 within at 1 and 10 above at 25 = 300 before any cap or credit. */
const facts = factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 60 } });

const near = (value: number) => expect.closeTo(value, 9);

function charged(change: Partial<RegimeRow>, of = facts): Extract<ChargeEstimate, { kind: 'known' }> {
  const found = chargeOfPeriod(madeUpLaw(change), of, at, 1);
  return found.kind === 'known' ? found : expect.fail(found.reason);
}

describe('a cap on the charge of a period', () => {
  test('holds the amount, and the next Mcf is free', () => {
    expect(charged({}).amount).toBeCloseTo(300, 9);
    expect(charged({ caps: since2000(200) })).toMatchObject({ amount: 200, marginalPerMcfFlared: 0 });
    expect(charged({ caps: since2000(301) })).toMatchObject({ amount: near(300), marginalPerMcfFlared: 25 });
  });

  test('does not hold the penalty, which is not a charge on gas', () => {
    const ladder = { firstMonth: 1000, factor: 2, cap: 12_500 };
    expect(charged({ caps: since2000(200), ladder }).amount).toBe(1200);
  });
});

describe('a period that has flared just its limit', () => {
  test('has paid the low rate for all of it, and pays the high one for the next Mcf', () => {
    const of = (routine: number) => charged({}, factsOf({ producedMcf: 1000, flaredMcfByCause: { routine } }));
    expect(of(50)).toMatchObject({ amount: near(50), marginalPerMcfFlared: near(25), aboveMcf: 0 });
    expect(of(49)).toMatchObject({ amount: near(49), marginalPerMcfFlared: near(1) });
    expect(of(0)).toMatchObject({ amount: 0, marginalPerMcfFlared: near(1) });
  });

  test('of nothing pays the high rate where nothing is allowed', () => {
    const law = { threshold: { type: 'share-of-produced', fractions: since2000(0) } } as Partial<RegimeRow>;
    const none = charged(law, factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 0 } }));
    expect(none).toMatchObject({ amount: 0, marginalPerMcfFlared: near(25) });
  });
});

describe('a charge settled at the very edges', () => {
  const row = (caps: number | null, fraction: number | null) =>
    ({
      ...madeUpLaw().rows[0],
      caps: caps === null ? [] : since2000(caps),
      creditFractions: fraction === null ? [] : since2000(fraction),
    }) as RegimeRow;

  test.each([
    // gross, cap, credited fraction, spending; the amount and the paid part of a unit more
    [200, 200, null, 0, 200, 0],
    [199, 200, null, 0, 199, 1],
    [1000, null, 0.5, 600, 500, 0.5],
    [1000, null, 0.5, 500, 500, 1],
    [1000, null, 0.5, 300, 700, 1],
    [1000, 400, 0.5, 300, 200, 0],
    [1000, null, null, 300, 1000, 1],
  ])('of %d under a cap of %s with %s of a spending of %d credited', (gross, cap, fraction, spent, amount, next) => {
    expect(settle(row(cap, fraction), gross, spent, at)).toEqual({ amount, paidOfNextUnit: next });
  });
});

describe('spending on gas use that the law credits', () => {
  const half = { creditFractions: since2000(0.5) };

  test('pays at most its fraction of the charge: 150 of 300, and half of the next Mcf', () => {
    expect(charged(half, { ...facts, creditedSpend: 400 })).toMatchObject({
      amount: near(150),
      marginalPerMcfFlared: 12.5,
    });
  });

  test('is used up first: 100 pay 100 of 300, and the next Mcf is paid in full', () => {
    expect(charged(half, { ...facts, creditedSpend: 100 })).toMatchObject({
      amount: near(200),
      marginalPerMcfFlared: 25,
    });
  });

  test('counts for nothing where the law does not credit it', () => {
    expect(charged({}, { ...facts, creditedSpend: 400 }).amount).toBeCloseTo(300, 9);
  });

  test('never makes the charge negative nor the next Mcf dearer', () => {
    const amounts = fc.double({ min: 0, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(amounts, amounts, fc.double({ min: 0, max: 1, noNaN: true }), (spend, cap, fraction) => {
        const law = { caps: since2000(cap), creditFractions: since2000(fraction) };
        const found = charged(law, { ...facts, creditedSpend: spend });
        expect(found.amount).toBeGreaterThanOrEqual(0);
        expect(found.amount).toBeLessThanOrEqual(300 + 1e-9);
        expect(found.marginalPerMcfFlared).toBeLessThanOrEqual(25);
      }),
    );
  });
});

describe('what is held against the limit', () => {
  const venting = factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 40 }, ventedMcf: 20 });

  test('is what pays, unless the law names the streams: 20 vented use up the room without paying', () => {
    expect(charged({}, venting).aboveMcf).toBe(0);
    const named = charged({ numerator: ['flared', 'vented'] }, venting);
    // 60 held against 50: 5/6 of the 40 flared are within at 1, a sixth above at 25: 33.33 + 166.67 = 200.
    expect(named.aboveMcf).toBeCloseTo(10, 9);
    expect(named.amount).toBeCloseTo(200, 9);
  });

  test('can be the vented alone; then a flared Mcf more moves no limit', () => {
    const vented = charged({ numerator: ['vented'] }, { ...venting, ventedMcf: 100 });
    // 100 vented against 50: half of the 40 flared at 1, half at 25; one more costs (1 + 25) ÷ 2 = 13.
    expect(vented.amount).toBeCloseTo(520, 9);
    expect(vented.marginalPerMcfFlared).toBeCloseTo(13, 9);
  });

  test('is measured on production without the causes that the law takes out of it', () => {
    const flowback = factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 45, flowback: 200 } });
    const law = { excludedCauses: ['flowback'], notProducedCauses: ['flowback'] } as const;
    // 5 % of (1,000 − 200) = 40; 5 of the 45 are above.
    expect(charged(law, flowback)).toMatchObject({ limitMcf: 40, aboveMcf: 5 });
  });
});
