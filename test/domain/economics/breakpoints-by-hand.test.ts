import { describe, expect, test } from 'vitest';
import type { Outlet } from '#lib/domain/economics/allocation/allocate.ts';
import { asicBreakpoints } from '#lib/domain/economics/allocation/breakpoints.ts';
import type { MiningRun, SiteConditions } from '#lib/domain/economics/allocation/conditions.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { type Change, PLAIN, unit } from './plain-site.ts';
import { siteWith } from './site.ts';

/** 100 × 3 kW and 50 × 3.5 kW at full uptime, PUE 1 and no parasitics: 7,200 and 4,200 kWh a day. */
const SITE: Change = {
  ...PLAIN,
  power: { ...PLAIN.power, parasiticFraction: 0 },
  fleet: {
    pue: 1,
    uptime: 1,
    miners: [
      { model: 'frugal', count: 100, thPerSecond: 200, watts: 3000 },
      { model: 'old', count: 50, thPerSecond: 100, watts: 3500 },
    ],
  },
};
const [FRUGAL, TOTAL] = [7200, 11_400];
const modelOf = (change: Change = SITE) => siteModel(siteWith(change), 7);
const withUnits = (...generators: readonly object[]) =>
  modelOf({ ...SITE, power: { ...SITE.power, generators } } as Change);

const outlet = (id: string, mcfPerDay: number | null): Outlet => ({
  id,
  tiers: [{ mcfPerDay, usdPerMcf: id === 'sell' ? 1 : -1 }],
  mustMcfPerDay: 0,
  takeOrPayMcfPerDay: 0,
  deficiencyUsdPerMcf: 0,
  fixedUsdPerDay: 0,
  minimumMcfPerDay: 0,
});

/** Gas of 1,100 Btu/scf beside a sale of so many Mcf, and a made-up fuel; counts how often the fuel is asked. */
function conditionsOf(
  availableMcf: number,
  saleMcf: number | null,
  usedMcf: (energy: number) => number,
  net = usedMcf,
) {
  let asked = 0;
  const run = (_: unknown, energy: number): MiningRun => {
    asked += 1;
    return { usedMcf: usedMcf(energy), netUsd: net(energy), marginUsd: 0, asicKwhPerDay: energy };
  };
  const outlets = saleMcf === null ? [outlet('flare', null)] : [outlet('sell', saleMcf), outlet('flare', null)];
  const rest = { outlets, isShutInUnknown: false };
  const conditions: SiteConditions = { availableMcf, lhvBtuPerScf: 1100, rest, run };
  return { conditions, asked: () => asked };
}

/** 0.01 Mcf a kWh: 72 Mcf with the frugal class, 114 with all. */
const straight = (energy: number) => energy / 100;
const near = (energies: readonly number[]) => energies.map((energy) => expect.closeTo(energy, 6));
const ascending = (points: readonly number[]) => points.toSorted((a, b) => a - b);
/** What stands there whatever the outlets: just past nothing (11,400 × 1e-8), the class and just past it. */
const CLASS = [TOTAL * 1e-8, FRUGAL, FRUGAL * (1 + 1e-8)];

describe('the breakpoints of a straight fuel, each of them', () => {
  test('are the class, what lies past it, and the energy that leaves a sale its room', () => {
    // 150 available, 60 of them sold: 90 used by 9,000 kWh
    const { conditions, asked } = conditionsOf(150, 60, straight);
    expect(ascending(asicBreakpoints(modelOf(), conditions))).toEqual(near([...CLASS, 9000]));
    // both ends of the two stretches and one look at the place found: nothing is halved
    expect(asked()).toBe(5);
    // 20 used by 2,000 kWh, below the class
    const lower = ascending(asicBreakpoints(modelOf(), conditionsOf(150, 130, straight).conditions));
    expect(lower).toEqual(near([TOTAL * 1e-8, 2000, FRUGAL, FRUGAL * (1 + 1e-8)]));
  });

  test('are none of the outlets where the gas that would fill one is never left', () => {
    for (const sale of [10, 150, null])
      expect(ascending(asicBreakpoints(modelOf(), conditionsOf(150, sale, straight).conditions))).toEqual(near(CLASS));
  });

  test('are where the gas is used up: 80 Mcf × 1,100,000 Btu ÷ 10,000 Btu/kWh = 8,800 kWh', () => {
    const points = ascending(asicBreakpoints(modelOf(), conditionsOf(80, null, straight).conditions));
    expect(points).toEqual(near([...CLASS, 8800, 8800 * (1 + 1e-8)]));
    // without gas there is no such place, above all not at nothing
    expect(ascending(asicBreakpoints(modelOf(), conditionsOf(0, null, straight).conditions))).toEqual(near(CLASS));
  });

  test('are no place within the jump of a fuel, nor on a stretch that just fills the outlet', () => {
    // 72 before the frugal class is complete, 82 past it: 77 is never used
    const jumping = (energy: number) => straight(energy) + (energy > FRUGAL ? 10 : 0);
    expect(ascending(asicBreakpoints(modelOf(), conditionsOf(150, 73, jumping).conditions))).toEqual(near(CLASS));
    const flat = (energy: number) => (energy < FRUGAL ? straight(energy) : 90);
    expect(ascending(asicBreakpoints(modelOf(), conditionsOf(150, 60, flat).conditions))).toEqual(near(CLASS));
  });

  test('are where a net begins, with no outlet that fills', () => {
    const shared = { ...modelOf(), isShareOfNet: true };
    const net = (energy: number) => energy - 3000;
    const bends = (some: (energy: number) => number) =>
      ascending(asicBreakpoints(shared, conditionsOf(300, null, straight, some).conditions));
    expect(bends(net)).toEqual(near([TOTAL * 1e-8, 3000, FRUGAL, FRUGAL * (1 + 1e-8)]));
    // a net that only comes to nothing never begins
    expect(bends((energy) => (energy < 7000 ? -1 : 0))).toEqual(near(CLASS));
  });
});

test('loads that differ by rounding are one', () => {
  // of PUE 1.04 and 6 % parasitics: k generators of which the k-th is full where the frugal class is complete
  const gross = 1.04 / 0.94;
  for (let parts = 1; parts <= 40; parts += 1) {
    const model = modelOf({
      ...SITE,
      fleet: { ...SITE.fleet, pue: 1.04 },
      power: { ...SITE.power, parasiticFraction: 0.06, generators: [unit((300 * gross) / parts, 0, { count: parts })] },
    });
    const points = asicBreakpoints(model, conditionsOf(300, null, straight).conditions);
    expect(points.filter((energy) => Math.abs(energy / FRUGAL - 1) < 1e-10)).toHaveLength(1);
  }
});

describe('what is kept of a fleet', () => {
  test('is the very list while gas, outlets and generators are the same, and never that of another', () => {
    const one = withUnits(unit(5000, 0));
    const points = (model = one, available = 80, sale: number | null = 30) =>
      asicBreakpoints(model, conditionsOf(available, sale, straight).conditions);
    expect(points()).toBe(points());
    const { power } = withUnits(unit(250, 0, { count: 2 }));
    // another: two of 250 kW, the first full at 250 × 24 = 6,000 kWh
    expect(points({ ...one, power })).toContain(6000);
    expect(points(one)).not.toContain(6000);
    // other gas, another sale, a shrink: 7,700 kWh of 70 Mcf; 60 of 80 used by 6,000 kWh; 7,920 of 0.9 × 80
    expect(ascending(points(one, 70))).toContainEqual(expect.closeTo(7700, 6));
    expect(ascending(points(one, 80, 20))).toContainEqual(expect.closeTo(6000, 6));
    expect(ascending(points({ ...one, treatedFraction: 0.9 }))).toContainEqual(expect.closeTo(7920, 6));
  });

  test('is not a list of more than 256', () => {
    // a generator every half kilowatt below 475 kW
    const many = withUnits(unit(0.5, 0, { count: 2000 }));
    const points = () => asicBreakpoints(many, conditionsOf(300, null, straight).conditions);
    expect(points().length).toBeGreaterThan(256);
    expect(points()).not.toBe(points());
  });
});

test('unlike generators in many sets get 32 places: 4,096 states × 4,096 sets are 16.8 million looks a place', () => {
  const { power, ...many } = withUnits(unit(0.5, 0, { count: 2000 }));
  const sets = { ...power.allUp, commitments: Array(4096).fill(power.allUp.commitments[0]) };
  const model = { ...many, power: { ...power, states: Array(4096).fill(power.states[0]), allUp: sets } };
  // 32, just past each of them, and just past nothing
  expect(asicBreakpoints(model, conditionsOf(300, null, straight).conditions)).toHaveLength(65);
});
