import { kwOfCommitment } from './commitment.ts';
import { cheapestSetCrossings } from './crossings.ts';
import { kwFromFuel, type PowerModel } from './power-model.ts';

/**
 * The loads, kW, at which the fuel of a site's generators bends or jumps: where a unit is full, a
 * further one may run at its minimum, or the fuel rate (Btu of LHV per hour) is used up, for every
 * set of running units, and where another set becomes the one that burns least. Between two of them
 * the least fuel is a straight line.
 *
 * Example: two units of 500 kW, at least 200 each: 200, 400, 500, 1,000 and what the fuel gives.
 */
export function loadKinks(power: PowerModel, fuelRate: number): readonly number[] {
  const only = power.classes[0];
  if (only === undefined) return [];
  if (power.classes.length === 1) {
    const counts = Array.from({ length: only.units }, (_, index) => index + 1);
    const least = only.minKw === 0 ? [] : counts.map((count) => count * only.minKw);
    return [...counts.map((count) => count * only.ratedKw), ...least, kwFromFuel(power, power.allUp, fuelRate)];
  }
  const filled = power.allUp.commitments.flatMap(({ running, leastKw }) => {
    let kw = leastKw;
    const fills = power.classes.map((line, index) => {
      kw += (running[index] ?? 0) * (line.ratedKw - line.minKw);
      return kw;
    });
    return [leastKw, ...fills];
  });
  const onFuel = power.allUp.commitments.map((one) => kwOfCommitment(power.classes, one, fuelRate, false) ?? 0);
  return [...filled, ...onFuel, ...cheapestSetCrossings(power)];
}
