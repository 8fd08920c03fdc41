import { keptWith } from '../../kept-with.ts';
import { type Commitment, fuelOfCommitment } from './commitment.ts';
import { leastFuel, type PowerModel } from './power-model.ts';

/** Sites with more ways to run their generators are not looked at pair by pair. */
export const MAX_CROSSED_COMMITMENTS = 32;

/** Fuel of two ways that differs by less than this share is the same. */
const SAME_FUEL = 1e-9;

/**
 * The loads, kW, at which another set of unlike generators becomes the one that burns least. There the
 * fuel bends, and the number of running units can jump, and with it O&M per unit hour. Empty for equal
 * units, which run the fewest that can make the load, and for more than 32 sets.
 *
 * Example: unit A idles on 1 and burns 1 more per kW, B idles on 3 and burns 0.5 per kW: at 4 kW both
 * burn 5; below it A runs, above it B.
 */
export const cheapestSetCrossings: (power: PowerModel) => readonly number[] = keptWith((power) => {
  const { commitments } = power.allUp;
  if (commitments.length > MAX_CROSSED_COMMITMENTS) return [];
  return commitments.flatMap((one, index) =>
    commitments
      .slice(index + 1)
      .flatMap((other) => crossingsOf(power, one, other).filter((kw) => isCheapestSomewhere(power, one, other, kw))),
  );
});

function crossingsOf(power: PowerModel, one: Commitment, other: Commitment): readonly number[] {
  const from = Math.max(one.leastKw, other.leastKw);
  const to = Math.min(one.ratedKw, other.ratedKw);
  const bends = [...fillsOf(power, one), ...fillsOf(power, other)].filter((kw) => kw > from && kw < to);
  const knots = [from, ...bends.toSorted((a, b) => a - b), to];
  const difference = (kw: number): number =>
    (fuelOfCommitment(power.classes, one, kw) ?? 0) - (fuelOfCommitment(power.classes, other, kw) ?? 0);
  return knots.slice(1).flatMap((end, index) => {
    const start = knots[index] ?? 0;
    if (start >= end) return [];
    const [low, high] = [difference(start), difference(end)];
    return low * high < 0 ? [start + (low / (low - high)) * (end - start)] : [];
  });
}

/** The loads at which a class of running units is full. */
function fillsOf({ classes }: PowerModel, { running, leastKw }: Commitment): readonly number[] {
  let kw = leastKw;
  return classes.map((line, index) => {
    kw += (running[index] ?? 0) * (line.ratedKw - line.minKw);
    return kw;
  });
}

/** Does no other set burn less there, in a state in which both can run? */
function isCheapestSomewhere(power: PowerModel, one: Commitment, other: Commitment, kw: number): boolean {
  const fuel = fuelOfCommitment(power.classes, one, kw) ?? 0;
  return power.states.some(
    (state) =>
      state.commitments.includes(one) &&
      state.commitments.includes(other) &&
      leastFuel(power, state, kw).btuPerHour >= fuel * (1 - SAME_FUEL),
  );
}
