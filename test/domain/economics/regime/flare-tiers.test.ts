import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { tiersWithThreshold } from '#lib/domain/economics/flare-threshold.ts';
import { chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import { flareTiers } from '#lib/domain/economics/regime/flare-tiers.ts';
import type { FlaringRegime, RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { evaluateUnderLaw, explainUnderLaw, optimumUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from '../site.ts';
import { day, factsOf } from './facts-of.ts';
import { madeUpLaw, since2000 } from './made-up-law.ts';

/** 1 January of a year of 365 days: all of it is left. */
const at = day('2025-01-01');
const YEAR = 365;
const noRate = () => null;

/** A year of 1,000 Mcf a day, 40 of them flared; 300 could be. */
const facts = factsOf({ producedMcf: 1000 * YEAR, flaredMcfByCause: { routine: 40 * YEAR } });
const site = { reportedMcfPerDay: 40, cause: 'routine', mostMcfPerDay: 300 } as const;
const tiersOf = (row: Partial<RegimeRow>, change = {}, of: object = {}, daysLeft = YEAR) =>
  flareTiers(madeUpLaw(row), { ...facts, ...change }, { ...site, ...of }, daysLeft, at, 1);

describe('what a law takes for flaring, from the first Mcf on', () => {
  test('is one price up to its limit and another beyond: 5 % of 1,000 is 50', () => {
    const tiers = tiersOf({});
    expect(tiers?.map(({ mcfPerDay }) => mcfPerDay && Math.round(mcfPerDay * 1e6) / 1e6)).toEqual([50, null]);
    expect(tiers?.map(({ perMcf, perDay }) => [Math.round(perMcf * 1e6) / 1e6, perDay])).toEqual([
      [1, 0],
      [25, 0],
    ]);
  });

  test('has the limit where the days that are left put it', () => {
    // Half of the year is gone at 40 a day: 10 × 365 Mcf of room for 182.5 days are 20 a day more than the 40.
    const tiers = tiersOf({}, {}, {}, YEAR / 2);
    expect(tiers?.[0]?.mcfPerDay).toBeCloseTo(60, 6);
  });

  test('is nothing for a flare whose cause it leaves out, and its price for what is flared besides', () => {
    const change = { flaredMcfByCause: { emergency: 40 * YEAR } };
    const tiers = tiersOf({ excludedCauses: ['emergency'] }, change, { cause: 'emergency' });
    // 40 excluded, then 50 that count at 1, then 25.
    expect(tiers?.map(({ mcfPerDay }) => mcfPerDay && Math.round(mcfPerDay * 1e6) / 1e6)).toEqual([40, 50, null]);
    for (const [index, perMcf] of [0, 1, 25].entries()) expect(tiers?.[index]?.perMcf).toBeCloseTo(perMcf, 6);
  });

  test('holds the penalty of a missed limit, once a day over the days left', () => {
    // Two months missed before, so that a third is due: 4,000 over the 365 days that are left.
    const ladder = { firstMonth: 1000, factor: 2, cap: 12_500 };
    const tiers = tiersOf({ ladder }, { monthsInBreach: 2 });
    expect(tiers?.map(({ perDay }) => perDay)).toEqual([0, 4000 / YEAR]);
    // Missed whatever the site does: no longer a matter of its flare.
    expect(
      tiersOf({ ladder }, { monthsInBreach: 2, flaredMcfByCause: { routine: 40 * YEAR, pilot: 99 * YEAR } }),
    ).toBeNull();
  });

  test.each<[string, Partial<RegimeRow>, object]>([
    ['one price, whatever is flared', { threshold: { type: 'none' } }, {}],
    ['a limit that is out of reach', { threshold: { type: 'share-of-produced', fractions: since2000(0.9) } }, {}],
    ['a limit that was missed before', {}, { flaredMcfByCause: { routine: 40 * YEAR, flowback: 100 * YEAR } }],
    ['a cap within reach: dear, then free', { caps: since2000(20_000) }, {}],
    ['venting that shares the limit', { appliesTo: ['flared', 'vented'] }, { ventedMcf: 20 * YEAR }],
  ])('is left to the mean for %s', (_name, row, change) => {
    expect(tiersOf(row, change)).toBeNull();
  });
});

const unit = { model: null, count: 1, ratedKw: 1250, heatRateBtuPerKwhLhv: 10_000, idleFuelFraction: 0 };
const PLAIN = {
  costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 },
  treatShrinkFraction: 0,
  power: { availability: 1, generators: [unit] },
  sell: null,
} as const;

function modelUnder(law: FlaringRegime, change: Parameters<typeof siteWith>[0] = {}) {
  return siteModel(siteWith({ ...PLAIN, ...change, flare: { regime: law.id, chargeUsdPerMcf: 0 } }), 7, [law]);
}

describe("the site's own threshold within the tiers of its law", () => {
  const law = [
    { mcfPerDay: 50, usdPerMcf: 1, usdPerDay: 0 },
    { mcfPerDay: null, usdPerMcf: 25, usdPerDay: 7 },
  ];
  const cut = (mcfPerDay: number) => tiersWithThreshold(law, { mcfPerDay, moreUsdPerMcf: 2, feeUsdPerDay: 500 });

  test.each<[number, readonly (readonly [number | null, number, number])[]]>([
    [
      100,
      [
        [50, 1, 0],
        [50, 25, 7],
        [null, 27, 500],
      ],
    ],
    [
      50,
      [
        [50, 1, 0],
        [null, 27, 507],
      ],
    ],
    [
      20,
      [
        [20, 1, 0],
        [30, 3, 500],
        [null, 27, 7],
      ],
    ],
    [
      0,
      [
        [50, 3, 500],
        [null, 27, 7],
      ],
    ],
  ])('of %d Mcf a day cuts them where it begins', (threshold, expected) => {
    expect(cut(threshold).map(({ mcfPerDay, usdPerMcf, usdPerDay }) => [mcfPerDay, usdPerMcf, usdPerDay])).toEqual(
      expected,
    );
  });

  test('leaves them as they are where the site has none', () => {
    expect(tiersWithThreshold(law, null)).toBe(law);
  });
});

describe('the optimum under a law of two prices', () => {
  test('flares up to the limit and mines the rest where an Mcf mined is worth more than −25 and less than −1', () => {
    const model = modelUnder(madeUpLaw());
    const gas = gasOf({ produced: 200, flared: 0 });
    const market = { ...MARKET, btcUsd: 10_000 };
    const evaluation = evaluateUnderLaw(model, market, gas, at, noRate);
    const perMcf = evaluation.netbackUsdPerMcf ?? Number.NaN;
    expect(perMcf).toBeGreaterThan(-25);
    expect(perMcf).toBeLessThan(-1);
    const { optimum, optimumUsdPerDay } = optimumUnderLaw(model, market, gas, at, noRate);
    // 5 % of 200 are 10 Mcf at 1 USD.
    expect(optimum.flare).toBeCloseTo(10, 6);
    expect(optimum.mine).toBeCloseTo(190, 6);
    expect(optimumUsdPerDay).toBeCloseTo(190 * perMcf - 10, 6);
    const { steps } = explainUnderLaw(model, market, gas, at, noRate);
    expect(steps.find(({ name }) => name === 'regimeChargeTiers')?.value).toBe('10 Mcf at 1, beyond at 25');
  });
});

describe('the optimum under any law with a limit, against every split of a grid', () => {
  const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const STEPS = 16;
  const anyCase = fc.record({
    limit: share(0.02, 0.6),
    factor: share(1, 40),
    produced: share(50, 400),
    flaredShare: share(0, 1),
    count: fc.integer({ min: 20, max: 300 }),
    btcUsd: share(5000, 120_000),
    sale: fc.option(fc.record({ basis: share(-6, 3), cap: share(0, 200) })),
    daysGone: fc.integer({ min: 0, max: 300 }),
  });

  test('is not below any of them', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const law = madeUpLaw({
          threshold: { type: 'share-of-produced', fractions: since2000(given.limit) },
          multipliers: [{ when: 'over-limit', factors: since2000(given.factor) }],
        });
        const miners = (count: number) => ({ miners: [{ model: null, count, thPerSecond: 104, watts: 3068 }] });
        const sell = given.sale === null ? null : { basisUsdPerMmbtu: given.sale.basis, capMcfPerDay: given.sale.cap };
        const now = (at + given.daysGone * 86_400) as typeof at;
        const left = YEAR - given.daysGone;
        const reported = given.flaredShare * given.produced;
        const gas = gasOf({ produced: given.produced, flared: reported });
        const market = { ...MARKET, btcUsd: given.btcUsd };
        const model = modelUnder(law, { sell, fleet: miners(given.count) });
        const found = optimumUnderLaw(model, market, gas, now, noRate);
        const chargeOf = (flared: number): number => {
          const routine = YEAR * reported + left * (flared - reported);
          const year = factsOf({ producedMcf: given.produced * YEAR, flaredMcfByCause: { routine } });
          const charge = chargeOfPeriod(law, year, now, 1);
          return charge.kind === 'known' ? charge.amount / left : Number.NaN;
        };
        const worthOf = (mined: { usd: number; rest: number; netback: number }, sold: number): number =>
          mined.usd + sold * mined.netback - (chargeOf(mined.rest - sold) - chargeOf(0));
        let best = Number.NEGATIVE_INFINITY;
        for (let step = 0; step <= STEPS; step += 1) {
          const some = siteModel(
            siteWith({ ...PLAIN, sell, flare: { chargeUsdPerMcf: 0 }, fleet: miners((given.count * step) / STEPS) }),
            7,
          );
          const e = evaluateSite(some, market, gas);
          const mined = {
            usd: step === 0 ? 0 : (e.mineUsdPerDay ?? Number.NaN),
            rest: step === 0 ? given.produced : (e.residualGasMcfPerDay ?? Number.NaN),
            netback: e.sellNetbackUsdPerMcf ?? 0,
          };
          for (let part = 0; part <= STEPS; part += 1) {
            const sold = (Math.min(mined.rest, given.sale?.cap ?? 0) * part) / STEPS;
            best = Math.max(best, worthOf(mined, sold));
          }
        }
        const worth = found.optimumUsdPerDay ?? Number.NaN;
        expect(worth).toBeGreaterThanOrEqual(best - 1e-6 * Math.max(1, Math.abs(best)));
        // And what it says of itself holds: the same split, priced by the law as a whole.
        const [flare, sold, mine] = [found.optimum.flare ?? 0, found.optimum.sell ?? 0, found.optimum.mine ?? 0];
        expect(flare + sold + mine).toBeCloseTo(given.produced, 6);
        // One unit without idle fuel, always there: every Mcf mined is worth the same.
        const all = evaluateSite(
          modelUnder(madeUpLaw({ charges: [] }), { sell, fleet: miners(given.count) }),
          market,
          gas,
        );
        const split =
          mine * (all.netbackUsdPerMcf ?? 0) + sold * (all.sellNetbackUsdPerMcf ?? 0) - chargeOf(flare) + chargeOf(0);
        expect(worth).toBeCloseTo(split, 4);
      }),
      { numRuns: 150 },
    );
  });
});
