import { cutsOf, type Outlet } from './allocate.ts';

/** Amounts nearer to each other than this are one. */
const SAME_MCF = 1e-9;

/**
 * The amounts of gas, Mcf/day, at which the worth of the best split changes its slope: where an outlet
 * or one of its tiers is full, a must is met, a take-or-pay volume delivered, for every way to switch
 * the outlets on and off. Between two of them that worth is a straight line, or the higher of several.
 *
 * Example: a sale of 120 above a flare without limit: 120. With a permit of 50 as well: 120 and 170.
 */
export function splitKinks(outlets: readonly Outlet[]): readonly number[] {
  const found: number[] = [];
  for (const { cut } of cutsOf(outlets)) {
    let sum = cut.mustMcfPerDay;
    found.push(sum);
    for (const segment of cut.free) {
      sum += segment.mcfPerDay;
      found.push(sum);
    }
  }
  const finite = found.filter((amount) => Number.isFinite(amount) && amount > SAME_MCF).toSorted((a, b) => a - b);
  return finite.filter((amount, index) => index === 0 || amount - (finite[index - 1] ?? 0) > SAME_MCF);
}
