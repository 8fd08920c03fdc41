import { HOURS_PER_DAY, SCF_PER_MCF } from '../../conversions.ts';
import { kwFromFuel } from '../power/power-model.ts';
import type { SiteModel } from '../site-model.ts';
import type { SiteConditions } from './conditions.ts';

/** At most so many points are looked at; more are thinned evenly, and the answer is then near, not exact. */
export const MAX_BREAKPOINTS = 500;

/** A point just past a breakpoint, where the next generator has started: relative distance. */
const JUST_PAST = 1e-9;

/** Points for sets of unlike generators, whose least fuel bends in more places: near, not exact. */
const GRID = 32;

/**
 * The energies at the plugs, kWh/day, between which the worth of the site's gas is a straight line:
 * where a class of miners is complete, where the gas is all used, where a generator must start, and
 * where the gas left over fills an outlet.
 */
export function asicBreakpoints(model: SiteModel, conditions: SiteConditions): readonly number[] {
  const { fleet, power } = model;
  const total = fleet.asicKwhPerDay;
  const toAsic = HOURS_PER_DAY / fleet.grossPerAsic;
  const points: number[] = [];
  let sum = 0;
  for (const one of fleet.classes) {
    sum += one.asicKwhPerDay;
    points.push(sum);
  }
  const fuelRate =
    (conditions.availableMcf * conditions.lhvBtuPerScf * SCF_PER_MCF * model.treatedFraction) / HOURS_PER_DAY;
  points.push(kwFromFuel(power, power.allUp, fuelRate) * toAsic);
  const only = power.classes.length === 1 ? power.classes[0] : undefined;
  for (let unit = 1; only !== undefined && unit <= only.units; unit += 1) points.push(unit * only.ratedKw * toAsic);
  for (let step = 1; only === undefined && step < GRID; step += 1) points.push((total * step) / GRID);
  const inside = [...new Set(points)].filter((energy) => energy > 0 && energy < total).toSorted((a, b) => a - b);
  const base = thinned(inside, MAX_BREAKPOINTS);
  return [...base, ...base.map((energy) => energy * (1 + JUST_PAST)), ...outletPoints(base, total, model, conditions)];
}

function thinned(points: readonly number[], most: number): readonly number[] {
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, index) => points[Math.floor((index * points.length) / most)] ?? 0);
}

/** Where the gas that is left fills the sale or the flare, by straight interpolation between breakpoints. */
function outletPoints(
  base: readonly number[],
  total: number,
  model: SiteModel,
  conditions: SiteConditions,
): readonly number[] {
  const sale = conditions.rest.outlets.find(({ id }) => id === 'sell')?.tiers[0]?.mcfPerDay ?? null;
  const flare = model.permitLimitMcfPerDay;
  const both = sale === null || flare === null ? null : sale + flare;
  const targets = [sale, flare, both].flatMap((full) => (full === null ? [] : [conditions.availableMcf - full]));
  if (targets.length === 0) return [];
  const used = (energy: number): number => conditions.run(model.fleet, energy).usedMcf;
  const knots = [0, ...base, total];
  return knots.slice(1).flatMap((to, index) => {
    const from = knots[index] ?? 0;
    const start = from + (to - from) * JUST_PAST;
    const [low, high] = [used(start), used(to)];
    return targets
      .filter((target) => target > low && target < high)
      .map((target) => start + ((target - low) / (high - low)) * (to - start));
  });
}
