import { describe, expect, test } from 'vitest';
import { type ChargeEstimate, chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import { expectedPeriod } from '#lib/domain/economics/regime/expected-period.ts';
import type { Charge, ChargeBasis, RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { evaluateUnderLaw, explainUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from '../site.ts';
import { day, factsOf } from './facts-of.ts';
import { madeUpLaw, since2000 } from './made-up-law.ts';

const at = day('2024-06-01');

function perMcf(rate: number, stream: Charge['stream'] = 'flared'): Charge {
  const tiers = [{ oilBblPerDayAtLeast: 0, rates: since2000(rate) }];
  return { name: stream, stream, on: 'all', indices: [], basis: { type: 'volume', per: 'Mcf', tiers } };
}

function known(
  change: Partial<RegimeRow>,
  of: Parameters<typeof factsOf>[0],
): Extract<ChargeEstimate, { kind: 'known' }> {
  const found = chargeOfPeriod(madeUpLaw(change), factsOf(of), at, 1);
  return found.kind === 'known' ? found : expect.fail(found.reason);
}

describe('streams that pay together', () => {
  test('share the room below the limit: 30 flared and 30 vented against 50', () => {
    const law = { appliesTo: ['flared', 'vented'], charges: [perMcf(1), perMcf(2, 'vented')] } as const;
    const found = known(law, { producedMcf: 1000, flaredMcfByCause: { routine: 30 }, ventedMcf: 30 });
    // 5/6 of each within, 1/6 above at 25: flared 25 + 5 × 25 = 150, vented twice as dear 300.
    expect(found.aboveMcf).toBeCloseTo(10, 9);
    expect(found.amount).toBeCloseTo(450, 9);
    expect(found.parts.map(({ name, part }) => `${name} ${part}`)).toEqual([
      'flared within',
      'flared above',
      'vented within',
      'vented above',
    ]);
  });

  test('leave no empty parts below the limit', () => {
    expect(known({}, { producedMcf: 1000, flaredMcfByCause: { routine: 30 } }).parts).toHaveLength(1);
  });
});

describe('gas burnt in engines', () => {
  const law = { appliesTo: ['flared', 'fuel'], charges: [perMcf(1), perMcf(3, 'fuel')] } as const;
  const burnt = { producedMcf: 1000, fuelMcf: 100 };

  test('pays its rate, never that above the limit of the flare', () => {
    expect(known(law, { ...burnt, flaredMcfByCause: { routine: 60 } })).toMatchObject({
      amount: expect.closeTo(300 + 300, 9),
      marginalPerMcfFuel: 3,
    });
  });

  test('pays the factor of a missing meter, and only what credited spending leaves', () => {
    const multipliers = [{ when: 'no-meter', factors: since2000(4) }] as const;
    const conditions = new Set(['no-meter'] as const);
    expect(known({ ...law, multipliers }, { ...burnt, conditions }).marginalPerMcfFuel).toBe(12);
    const credited = { ...law, multipliers, creditFractions: since2000(0.75) };
    expect(known(credited, { ...burnt, conditions, creditedSpend: 1e6 }).marginalPerMcfFuel).toBeCloseTo(3, 9);
  });
});

describe('factors', () => {
  test('of a place multiply the part above as well as the part within', () => {
    const multipliers = [
      { when: 'over-limit', factors: since2000(25) },
      { when: 'arctic-offshore', factors: since2000(0.25) },
    ] as const;
    const conditions = new Set(['arctic-offshore'] as const);
    const found = known({ multipliers }, { producedMcf: 1000, flaredMcfByCause: { routine: 60 }, conditions });
    // 50 × 0.25 + 10 × 25 × 0.25
    expect(found.amount).toBeCloseTo(75, 9);
  });
});

describe('tiers and limits by oil', () => {
  const tiers = [
    { oilBblPerDayAtLeast: 0, rates: since2000(0.5) },
    { oilBblPerDayAtLeast: 10_000, rates: since2000(2) },
  ];
  const charges: readonly Charge[] = [{ ...perMcf(1), basis: { type: 'volume', per: 'Mcf', tiers } }];

  test.each([
    [9_999, 0.5],
    [10_000, 2],
    [10_001, 2],
  ])('%s barrels a day pay %s', (oilBblPerDay, rate) => {
    const free = { threshold: { type: 'none' }, charges } as const;
    expect(known(free, { flaredMcfByCause: { routine: 1 }, oilBblPerDay }).amount).toBe(rate);
  });

  test('a limit per barrel is measured on the barrels of the period: 0.05 × 366 × 100 = 1,830', () => {
    const threshold = { type: 'volume-per-barrel', mcfPerBbl: since2000(0.05) } as const;
    const site = siteWith({ sell: null, flare: { oilBblPerDay: 100 } });
    const law = madeUpLaw({ threshold });
    const { facts } = expectedPeriod(siteModel(site, 7, [law]), law, MARKET, gasOf({ flared: 6 }), at);
    const found = chargeOfPeriod(law, facts, at, 1);
    expect(found).toMatchObject({ limitMcf: expect.closeTo(1830, 6), aboveMcf: expect.closeTo(6 * 366 - 1830, 6) });
    const unknown = expectedPeriod(
      siteModel(siteWith({ sell: null }), 7, [law]),
      law,
      MARKET,
      gasOf({ flared: 6 }),
      at,
    );
    expect(chargeOfPeriod(law, unknown.facts, at, 1).kind).toBe('unknown');
  });
});

describe('a royalty on the value of what is flared', () => {
  const basis: ChargeBasis = { type: 'royalty-on-value', fractions: since2000(0.125) };
  const law = madeUpLaw({ threshold: { type: 'none' }, charges: [{ ...perMcf(1), basis }] });
  const flare = { regime: 'made-up', chargeUsdPerMcf: 0 };
  const value = (sell: object | null, indexes = MARKET.gasIndexUsdPerMmbtu) => {
    const model = siteModel(siteWith({ flare, ...(sell === null ? { sell: null } : { sell }) }), 7, [law]);
    const market = { ...MARKET, gasIndexUsdPerMmbtu: indexes };
    return evaluateUnderLaw(model, market, gasOf({ produced: 300 }), at, () => 1);
  };

  test('is its fraction of (index + basis) × heating value: 0.125 × (2.80 − 1.90) × 1.21 = 0.136125', () => {
    expect(value({ index: 'henry-hub', basisUsdPerMmbtu: -1.9 }).flareValueUsdPerMcf).toBeCloseTo(-0.136_125, 9);
  });

  test('is unknown without the index, and where there is no sale to value it by', () => {
    expect(value({ index: 'henry-hub' }, {}).flareValueUsdPerMcf).toBeNull();
    expect(value(null).missing).toContain('regime');
  });
});

describe('where a law is not trusted', () => {
  const unsure = (charges: readonly Charge[]) =>
    chargeOfPeriod(madeUpLaw({ status: 'verify', charges }), factsOf({}), at, 1);

  test('the upper end is the sum of its charges at the highest factor: (1 + 2) × 25', () => {
    expect(unsure([perMcf(1), perMcf(2)])).toMatchObject({ kind: 'interval', highPerMcf: 75, highPerMcfFuel: 0 });
    expect(unsure([perMcf(1), perMcf(2, 'fuel')])).toMatchObject({ highPerMcf: 25, highPerMcfFuel: 2 });
  });

  test('there is no upper end where one of its rates is not known, nor where all are nothing', () => {
    const methane: ChargeBasis = { type: 'tonne-methane', rates: since2000(900) };
    expect(unsure([perMcf(1), { ...perMcf(1), basis: methane }])).toMatchObject({ highPerMcf: null });
    expect(unsure([perMcf(0)])).toMatchObject({ highPerMcf: null });
  });
});

describe("a site's figures for its law", () => {
  const law = madeUpLaw({ threshold: { type: 'none' } });
  const model = (change: object) =>
    siteModel(siteWith({ sell: null, flare: { regime: 'made-up', chargeUsdPerMcf: 0.5 }, ...change }), 7, [law]);

  test("add lease fuel and mining's own gas, or take the fuel that holds it", () => {
    const gas = gasOf({ produced: 300, fuel: 10, mining: 5 });
    const fuel = (change: object) => expectedPeriod(model(change), law, MARKET, gas, at).facts.fuelMcf;
    expect(fuel({})).toBeCloseTo(15 * 366, 6);
    expect(fuel({ fuelIncludesMining: true })).toBeCloseTo(10 * 366, 6);
  });

  test("show the law's charge apart from the site's own", () => {
    const { steps } = explainUnderLaw(model({}), MARKET, gasOf({ produced: 300 }), at, () => null);
    expect(steps.find(({ name }) => name === 'regimeChargeUsdPerMcf')?.value).toBeCloseTo(1, 9);
  });
});
