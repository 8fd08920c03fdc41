/** One count of available units and how often it occurs. */
export type UnitsUp = { readonly up: number; readonly probability: number };

/** Counts rarer than this are left out; over 1,000 units they could not move a mean by 1e-15. */
const NEGLIGIBLE = 1e-20;

/**
 * How often how many of `units` equal units are available, each with probability `availability`
 * independently: the binomial distribution. Availability is time, not a derate. Counts that never
 * matter are left out, so that 1,000 units give about 100 counts.
 *
 * Example: 2 units at 0.9: none 0.01, one 0.18, both 0.81.
 */
export function unitsUpDistribution(units: number, availability: number): readonly UnitsUp[] {
  if (availability >= 1 || units === 0) return [{ up: units, probability: 1 }];
  if (availability <= 0) return [{ up: 0, probability: 1 }];
  const logOdds = Math.log(availability) - Math.log1p(-availability);
  const found: UnitsUp[] = [];
  let logProbability = units * Math.log1p(-availability);
  for (let up = 0; up <= units; up += 1) {
    const probability = Math.exp(logProbability);
    if (probability > NEGLIGIBLE) found.push({ up, probability });
    logProbability += logOdds + Math.log((units - up) / (up + 1));
  }
  return found;
}
