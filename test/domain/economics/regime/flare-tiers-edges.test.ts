import { expect, test } from 'vitest';
import { flareTiers } from '#lib/domain/economics/regime/flare-tiers.ts';
import type { RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { day, factsOf } from './facts-of.ts';
import { madeUpLaw, since2000 } from './made-up-law.ts';

const YEAR = 365;

/** A year of 1,000 Mcf a day, 40 of them flared for a cause; 300 could be. `times` makes all volumes larger. */
function tiersOf(row: Partial<RegimeRow>, change: object = {}, cause: 'routine' | 'emergency' = 'routine', times = 1) {
  const facts = factsOf({ producedMcf: 1000 * YEAR * times, flaredMcfByCause: { [cause]: 40 * YEAR * times } });
  const site = { reportedMcfPerDay: 40 * times, cause, mostMcfPerDay: 300 * times };
  const tiers = flareTiers(madeUpLaw(row), { ...facts, ...change }, site, YEAR, day('2025-01-01'), 1);
  return tiers?.map(({ mcfPerDay, perMcf, perDay }) => [mcfPerDay === null ? null : mcfPerDay / times, perMcf, perDay]);
}
const near = (value: number) => expect.closeTo(value, 6);

test('a capture goal is missed by what is not captured because it is flared: 95 % of 1,000 leaves 50', () => {
  const goal = { threshold: { type: 'capture-goal', fractions: since2000(0.95) } } as const;
  // 960 captured now; flaring m leaves 960 − (m − 40)
  expect(tiersOf(goal, { capturedMcf: 960 * YEAR })).toEqual([
    [near(50), near(1), 0],
    [null, near(25), 0],
  ]);
});

test('a penalty that is due anyway is in no tier: 99 Mcf a day of others have missed the limit', () => {
  const row: Partial<RegimeRow> = {
    excludedCauses: ['emergency'],
    ladder: { firstMonth: 1000, factor: 2, cap: 12_500 },
  };
  const flaredMcfByCause = { emergency: 40 * YEAR, routine: 99 * YEAR };
  expect(tiersOf(row, { monthsInBreach: 2, flaredMcfByCause }, 'emergency')).toEqual([
    [near(40), near(0), 0],
    [null, near(25), 0],
  ]);
});

test('a straight line is known as one also where rounding of its charge is more than a billionth of a dollar', () => {
  expect(tiersOf({}, {}, 'routine', 1e9 / 7)).toEqual([
    [near(50), near(1), 0],
    [null, near(25), 0],
  ]);
});
