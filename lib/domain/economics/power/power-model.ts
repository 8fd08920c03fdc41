import { unitsUpDistribution } from './availability.ts';
import {
  type Commitment,
  commitmentsOf,
  fuelOfCommitment,
  isPossible,
  kwOfCommitment,
  marginalBtuPerKwh,
} from './commitment.ts';
import { carriedKw, fuelBtuPerHour, gasLimitedKw, runningUnits, type UnitClass } from './unit-line.ts';

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

/** At most so many combinations of unlike units are looked at, the most frequent ones. */
export const MAX_STATES = 1024;

/**
 * The generators' lines as classes of equal units and the combinations of available ones. Entries with
 * the same rating and line are one class, units that may carry nothing at the site are left out. Equal units: every count that matters. Unlike models: every
 * combination, each run the way that burns least, up to 1,024 (two models with 31 units each, ten
 * single units); beyond that the most frequent 1,024, their probabilities scaled to 1.
 */
export function powerModel(lines: readonly UnitClass[], availability: number): PowerModel {
  const classes = classesOf(lines).toSorted((a, b) => marginalBtuPerKwh(a) - marginalBtuPerKwh(b));
  const commitments = classes.length > 1 ? commitmentsOf(classes) : [];
  const combinations = combinationsOf(classes, availability);
  const states = combinations.map(({ up, probability }) => stateOf(classes, commitments, up, probability));
  const full = classes.map(({ units }) => units);
  return { classes, states, allUp: stateOf(classes, commitments, full, 0) };
}

type Combination = { readonly up: readonly number[]; readonly probability: number };

function combinationsOf(classes: readonly UnitClass[], availability: number): readonly Combination[] {
  let combinations: readonly Combination[] = [{ up: [], probability: 1 }];
  for (const { units } of classes) {
    const counts = unitsUpDistribution(units, availability);
    const grown = combinations.flatMap((one) =>
      counts.map(({ up, probability }) => ({ up: [...one.up, up], probability: one.probability * probability })),
    );
    combinations = classes.length === 1 ? grown : mostFrequent(grown);
  }
  return combinations;
}

function mostFrequent(combinations: readonly Combination[]): readonly Combination[] {
  if (combinations.length <= MAX_STATES) return combinations;
  const kept = combinations.toSorted((a, b) => b.probability - a.probability).slice(0, MAX_STATES);
  const sum = kept.reduce((total, one) => total + one.probability, 0);
  return kept.map(({ up, probability }) => ({ up, probability: probability / sum }));
}

function classesOf(lines: readonly UnitClass[]): readonly UnitClass[] {
  const byLine = new Map<string, UnitClass>();
  for (const one of lines) {
    if (one.units === 0 || one.ratedKw === 0 || one.minKw > one.ratedKw) continue;
    const line = `${one.ratedKw} ${one.minKw} ${one.heatRateBtuPerKwh} ${one.idleFraction}`;
    byLine.set(line, { ...one, units: (byLine.get(line)?.units ?? 0) + one.units });
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

/**
 * The power, kW, that the units of a state run at: the most that fuel, ratings and `fleetKw` allow and
 * that some set of running units carries with none below its minimum load.
 */
export function runKw(model: PowerModel, state: PowerState, fuelRate: number, fleetKw: number): number {
  const most = Math.min(state.ratedKw, fleetKw);
  const only = model.classes[0];
  if (only === undefined || most <= 0) return 0;
  if (model.classes.length === 1)
    return carriedKw(only, state.upOfFirst, Math.min(most, gasLimitedKw(only, state.upOfFirst, fuelRate)));
  let best = 0;
  for (const commitment of state.commitments) {
    const onFuel = kwOfCommitment(model.classes, commitment, fuelRate, false);
    if (onFuel === null || commitment.leastKw > most) continue;
    const kw = Math.min(onFuel, most);
    if (kw > best) best = kw;
  }
  return best;
}

/** The least fuel, Btu of LHV per hour, for which the units of a state make `kw`, and how many run for it. */
export function leastFuel(
  model: PowerModel,
  state: PowerState,
  kw: number,
): { readonly btuPerHour: number; readonly units: number } {
  const only = model.classes[0];
  if (only === undefined || kw <= 0) return { btuPerHour: 0, units: 0 };
  if (model.classes.length === 1)
    return { btuPerHour: fuelBtuPerHour(only, state.upOfFirst, kw), units: runningUnits(only, state.upOfFirst, kw) };
  let btuPerHour = Number.POSITIVE_INFINITY;
  let units = 0;
  for (const commitment of state.commitments) {
    const fuel = fuelOfCommitment(model.classes, commitment, kw);
    if (fuel === null || fuel >= btuPerHour) continue;
    btuPerHour = fuel;
    units = commitment.running.reduce((sum, running) => sum + running, 0);
  }
  return { btuPerHour, units };
}
