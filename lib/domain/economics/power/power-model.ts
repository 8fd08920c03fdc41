import type { Generator } from '../../company.ts';
import { unitsUpDistribution } from './availability.ts';
import {
  type Commitment,
  commitmentsOf,
  fuelOfCommitment,
  isPossible,
  kwOfCommitment,
  marginalBtuPerKwh,
} from './commitment.ts';
import { fuelBtuPerHour, gasLimitedKw, type UnitClass } from './unit-line.ts';

/** One combination of available units: how often it occurs and what it can do. */
export type PowerState = {
  readonly probability: number;
  readonly ratedKw: number;
  /** Units up, by class. */
  readonly up: readonly number[];
  /** Units up of the only class; used where there is one. */
  readonly upOfFirst: number;
  /** The ways to run unlike units; empty where there is one class. */
  readonly commitments: readonly Commitment[];
};

/** The generators of a site, ready to be asked: power from fuel, fuel for power. */
export type PowerModel = {
  readonly classes: readonly UnitClass[];
  /** Every combination that matters, with all units up last. */
  readonly states: readonly PowerState[];
  readonly allUp: PowerState;
};

/** Combinations of unlike units are merged into at most so many. */
export const MAX_STATES = 2000;

/**
 * The generators as classes of equal units and the combinations of available ones. Entries with the
 * same rating and line are one class. Unlike models: every combination of available units, each run
 * the way that burns least; more than 2,000 combinations are thinned by merging neighbouring counts.
 */
export function powerModel(generators: readonly Generator[], availability: number): PowerModel {
  const classes = classesOf(generators).toSorted((a, b) => marginalBtuPerKwh(a) - marginalBtuPerKwh(b));
  const commitments = classes.length > 1 ? commitmentsOf(classes) : [];
  const perClass = Math.max(1, Math.floor(MAX_STATES ** (1 / Math.max(1, classes.length))));
  const distributions = classes.map(({ units }) => {
    const all = unitsUpDistribution(units, availability);
    return classes.length === 1 ? all : thinned(all, perClass);
  });
  const states = distributions
    .reduce<readonly { up: readonly number[]; probability: number }[]>(
      (sofar, distribution) =>
        sofar.flatMap((state) =>
          distribution.map(({ up, probability }) => ({
            up: [...state.up, up],
            probability: state.probability * probability,
          })),
        ),
      [{ up: [], probability: 1 }],
    )
    .map(({ up, probability }) => stateOf(classes, commitments, up, probability));
  const full = classes.map(({ units }) => units);
  return { classes, states, allUp: stateOf(classes, commitments, full, 0) };
}

function classesOf(generators: readonly Generator[]): readonly UnitClass[] {
  const byLine = new Map<string, UnitClass>();
  for (const { count, ratedKw, heatRateBtuPerKwhLhv, idleFuelFraction } of generators) {
    if (count === 0) continue;
    const line = `${ratedKw} ${heatRateBtuPerKwhLhv} ${idleFuelFraction}`;
    const units = (byLine.get(line)?.units ?? 0) + count;
    byLine.set(line, { units, ratedKw, heatRateBtuPerKwh: heatRateBtuPerKwhLhv, idleFraction: idleFuelFraction });
  }
  return [...byLine.values()];
}

function stateOf(
  classes: readonly UnitClass[],
  commitments: readonly Commitment[],
  up: readonly number[],
  probability: number,
): PowerState {
  const ratedKw = classes.reduce((sum, line, index) => sum + (up[index] ?? 0) * line.ratedKw, 0);
  const possible = commitments.filter((commitment) => isPossible(commitment, up));
  return { probability, ratedKw, up, upOfFirst: up[0] ?? 0, commitments: possible };
}

/** Merges neighbouring counts into their probability-weighted mean, rounded, until few enough remain. */
function thinned(distribution: readonly { up: number; probability: number }[], most: number) {
  const size = Math.ceil(distribution.length / most);
  if (size <= 1) return distribution;
  const merged: { up: number; probability: number }[] = [];
  for (let start = 0; start < distribution.length; start += size) {
    const group = distribution.slice(start, start + size);
    const probability = group.reduce((sum, one) => sum + one.probability, 0);
    const mean = group.reduce((sum, one) => sum + one.up * one.probability, 0) / probability;
    merged.push({ up: Math.round(mean), probability });
  }
  return merged;
}

/** The largest power, kW, that the units of a state make from a fuel rate in Btu of LHV per hour. */
export function kwFromFuel(model: PowerModel, state: PowerState, fuelRate: number): number {
  const only = model.classes[0];
  if (only === undefined) return 0;
  if (model.classes.length === 1) return gasLimitedKw(only, state.upOfFirst, fuelRate);
  let best = 0;
  for (const commitment of state.commitments) {
    const isAll = commitment.running.every((running, index) => running === state.up[index]);
    const kw = kwOfCommitment(model.classes, commitment, fuelRate, isAll);
    if (kw !== null && kw > best) best = kw;
  }
  return best;
}

/** The least fuel, Btu of LHV per hour, for which the units of a state make `kw`; 0 for no power. */
export function fuelForKw(model: PowerModel, state: PowerState, kw: number): number {
  const only = model.classes[0];
  if (only === undefined || kw <= 0) return 0;
  if (model.classes.length === 1) return fuelBtuPerHour(only, state.upOfFirst, kw);
  let least = Number.POSITIVE_INFINITY;
  for (const commitment of state.commitments) {
    const fuel = fuelOfCommitment(model.classes, commitment, kw);
    if (fuel !== null && fuel < least) least = fuel;
  }
  return least;
}
