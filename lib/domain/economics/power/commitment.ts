import type { UnitClass } from './unit-line.ts';

/** How many units of each class run: one way to run a set of unlike generators. */
export type Commitment = {
  readonly running: readonly number[];
  readonly ratedKw: number;
  /** Power with every running unit at its minimum load. */
  readonly leastKw: number;
  /** Fuel of that power, Btu/h; of idling where the units have no minimum. */
  readonly leastBtuPerHour: number;
};

const RATING_TOLERANCE = 1e-12;

/** Beyond this many commitments only those that fill the classes one after another are looked at. */
export const MAX_COMMITMENTS = 1_000;

/**
 * The ways to run a set of unlike generators, most frugal classes first in `classes` (by fuel per
 * further kWh). All of them up to 1,000; beyond that those that fill the classes in one order, in
 * every order of up to four classes. A site of two models with 30 units each still has all.
 */
export function commitmentsOf(classes: readonly UnitClass[]): readonly Commitment[] {
  const count = classes.reduce((product, { units }) => product * (units + 1), 1);
  const vectors = count <= MAX_COMMITMENTS ? everyVector(classes) : inTurn(classes);
  return vectors.map((running) => commitmentOf(classes, running));
}

function commitmentOf(classes: readonly UnitClass[], running: readonly number[]): Commitment {
  let ratedKw = 0;
  let leastKw = 0;
  let leastBtuPerHour = 0;
  classes.forEach((line, index) => {
    const units = running[index] ?? 0;
    ratedKw += units * line.ratedKw;
    leastKw += units * line.minKw;
    const idle = line.idleFraction * line.ratedKw * line.heatRateBtuPerKwh;
    leastBtuPerHour += units * (idle + line.minKw * marginalBtuPerKwh(line));
  });
  return { running, ratedKw, leastKw, leastBtuPerHour };
}

function everyVector(classes: readonly UnitClass[]): readonly (readonly number[])[] {
  return classes.reduce<readonly (readonly number[])[]>(
    (vectors, { units }) =>
      vectors.flatMap((vector) => Array.from({ length: units + 1 }, (_, running) => [...vector, running])),
    [[]],
  );
}

const MAX_ORDERED_CLASSES = 4;

function inTurn(classes: readonly UnitClass[]): readonly (readonly number[])[] {
  const indexes = classes.map((_, index) => index);
  const orders = classes.length <= MAX_ORDERED_CLASSES ? permutations(indexes) : [indexes];
  return orders.flatMap((order) => {
    const vector = classes.map(() => 0);
    const filled = [[...vector]];
    for (const index of order) {
      for (let unit = 1; unit <= (classes[index]?.units ?? 0); unit += 1) {
        vector[index] = unit;
        filled.push([...vector]);
      }
    }
    return filled;
  });
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

/** True where every class has at least as many units up as the commitment runs. */
export function isPossible(commitment: Commitment, up: readonly number[]): boolean {
  return commitment.running.every((running, index) => running <= (up[index] ?? 0));
}

/**
 * Fuel, Btu/h, of `kw` under a commitment: every unit at its minimum, then the class with the cheapest
 * further kWh first; null beyond its rating and below its minimum load.
 */
export function fuelOfCommitment(classes: readonly UnitClass[], commitment: Commitment, kw: number): number | null {
  if (kw > commitment.ratedKw * (1 + RATING_TOLERANCE)) return null;
  if (kw < commitment.leastKw * (1 - RATING_TOLERANCE)) return null;
  let left = Math.max(0, kw - commitment.leastKw);
  let fuel = commitment.leastBtuPerHour;
  for (const [index, line] of classes.entries()) {
    const loaded = Math.min(left, (commitment.running[index] ?? 0) * (line.ratedKw - line.minKw));
    fuel += loaded * marginalBtuPerKwh(line);
    left -= loaded;
  }
  return fuel;
}

/**
 * The largest power, kW, of a commitment on a fuel rate; null where idling and minimum load alone burn
 * more. The line of the last class goes on past its rating where `goesOn`.
 */
export function kwOfCommitment(
  classes: readonly UnitClass[],
  commitment: Commitment,
  fuelBtuPerHour: number,
  goesOn: boolean,
): number | null {
  let left = fuelBtuPerHour - commitment.leastBtuPerHour;
  if (left < 0) return null;
  let kw = commitment.leastKw;
  let lastMarginal: number | null = null;
  for (const [index, line] of classes.entries()) {
    if ((commitment.running[index] ?? 0) === 0) continue;
    const capacity = (commitment.running[index] ?? 0) * (line.ratedKw - line.minKw);
    lastMarginal = marginalBtuPerKwh(line);
    const loaded = Math.min(capacity, left / lastMarginal);
    kw += loaded;
    left -= loaded * lastMarginal;
  }
  return goesOn && left > 0 && lastMarginal !== null ? kw + left / lastMarginal : kw;
}

/** Fuel of one kWh more from a unit that runs: (1 − w) × heat rate. */
export function marginalBtuPerKwh(line: UnitClass): number {
  return (1 - line.idleFraction) * line.heatRateBtuPerKwh;
}
