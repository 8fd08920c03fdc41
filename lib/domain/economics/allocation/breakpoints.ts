import { HOURS_PER_DAY, SCF_PER_MCF } from '../../conversions.ts';
import { areSame } from '../../kept-with.ts';
import type { FleetModel } from '../fleet.ts';
import { loadKinks } from '../power/load-kinks.ts';
import type { PowerModel } from '../power/power-model.ts';
import type { SiteModel } from '../site-model.ts';
import type { SiteConditions } from './conditions.ts';
import { splitKinks } from './kinks.ts';

/** At most so many points are looked at; more are thinned evenly, and the answer is then near, not exact. */
export const MAX_BREAKPOINTS = 500;

/** Sets of running units looked at for all points together; large sets of unlike generators get fewer points. */
const MAX_WORK = 20_000_000;
const LEAST_BREAKPOINTS = 32;

/** A point just past a breakpoint, where the next generator has started, or just before it: relative distance. */
const JUST_PAST = 1e-8;

/** Points nearer to each other than this share of the larger are one. */
const SAME = 1e-12;

/**
 * The energies at the plugs, kWh/day, between which the worth of the site's gas is a straight line:
 * where a class of miners is complete, where the gas is all used, where a generator must start or
 * may, and where the gas left over fills an outlet. At most 500 of them; with unlike generators of more
 * than 40,000 (combination, set of running units) pairs fewer, at least 32: the answer is then near.
 */
export function asicBreakpoints(model: SiteModel, conditions: SiteConditions): readonly number[] {
  const targets = splitKinks(conditions.rest.outlets).map((full) => conditions.availableMcf - full);
  // A share of the net bends the margin where the prices of the tick say.
  if (model.isShareOfNet) return workOut(model, conditions, targets);
  const { fleet, power, treatedFraction } = model;
  const { availableMcf, lhvBtuPerScf } = conditions;
  const restsOn = [availableMcf, lhvBtuPerScf, treatedFraction, ...targets];
  const known = latest.get(fleet);
  if (known !== undefined && known.power === power && areSame(known.restsOn, restsOn)) return known.points;
  const points = workOut(model, conditions, targets);
  if (points.length <= MAX_KEPT_POINTS) latest.set(fleet, { power, restsOn, points });
  return points;
}

/** The last points of a site's fleet: the same from tick to tick until the gas or the order of the outlets changes. */
const latest = new WeakMap<
  FleetModel,
  { readonly power: PowerModel; readonly restsOn: readonly number[]; readonly points: readonly number[] }
>();

/** Long lists are not kept: 10,000 sites would hold 100 MB of them. */
const MAX_KEPT_POINTS = 256;

function workOut(model: SiteModel, conditions: SiteConditions, targets: readonly number[]): readonly number[] {
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
  for (const kw of loadKinks(power, fuelRate)) points.push(kw * toAsic);
  const base = thinned(apart(points.filter((energy) => energy > 0 && energy < total)), mostPoints(model));
  // With unlike units or a minimum load the fuel can also fall at a breakpoint, so that just before it is another case.
  const isJumpDown = power.classes.length > 1 || power.classes.some(({ minKw }) => minKw > 0);
  const before = isJumpDown ? [...base, total].map((energy) => energy * (1 - JUST_PAST)) : [];
  const past = [total * JUST_PAST, ...base.map((energy) => energy * (1 + JUST_PAST))];
  return [...base, ...past, ...before, ...bendsBetween(base, total, model, conditions, targets)];
}

/** 500 points; fewer where each of them asks every combination of unlike generators, but not below 32. */
function mostPoints({ power }: SiteModel): number {
  const perPoint = power.states.length * Math.max(1, power.allUp.commitments.length);
  return Math.min(MAX_BREAKPOINTS, Math.max(LEAST_BREAKPOINTS, Math.floor(MAX_WORK / perPoint)));
}

/** Ascending, each once. */
function apart(points: readonly number[]): readonly number[] {
  const sorted = points.toSorted((a, b) => a - b);
  return sorted.filter((energy, index) => index === 0 || energy - (sorted[index - 1] ?? 0) > SAME * energy);
}

function thinned(points: readonly number[], most: number): readonly number[] {
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, index) => points[Math.floor((index * points.length) / most)] ?? 0);
}

/** Halvings that find an energy to the last digit. */
const HALVINGS = 60;
/** Gas nearer than this to what was sought is it, Mcf/day. */
const SAME_MCF = 1e-10;

/**
 * Where the gas that is left fills an outlet: by straight interpolation between breakpoints, and by
 * halving where the least fuel of unlike generators bends in between (it only rises there).
 */
function bendsBetween(
  base: readonly number[],
  total: number,
  model: SiteModel,
  conditions: SiteConditions,
  targets: readonly number[],
): readonly number[] {
  if (targets.length === 0 && !model.isShareOfNet) return [];
  const used = (energy: number): number => conditions.run(model.fleet, energy).usedMcf;
  const net = (energy: number): number => conditions.run(model.fleet, energy).netUsd ?? 0;
  const knots = [0, ...base, total];
  return knots.slice(1).flatMap((to, index) => {
    const from = knots[index] ?? 0;
    const [start, end] = [from * (1 + JUST_PAST) + to * JUST_PAST, to * (1 - JUST_PAST)];
    if (start >= end) return [];
    const [low, high] = [used(start), used(end)];
    const filled = targets
      .filter((target) => (target - low) * (target - high) < 0)
      .map((target) => {
        const energy = start + ((target - low) / (high - low)) * (end - start);
        return Math.abs(used(energy) - target) <= SAME_MCF ? energy : halved(used, start, end, target);
      });
    // Where a share of the net begins, the margin bends.
    const [loss, profit] = model.isShareOfNet ? [net(start), net(end)] : [0, 0];
    return loss * profit < 0 ? [...filled, start + (loss / (loss - profit)) * (end - start)] : filled;
  });
}

function halved(used: (energy: number) => number, from: number, to: number, target: number): number {
  let [low, high] = [from, to];
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (used(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
