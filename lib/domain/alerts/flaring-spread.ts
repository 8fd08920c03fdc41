import { percentile } from './flaring-baseline.ts';

/** How sure a projection has to be: the P80 of method A8. */
const PROJECTED_AT = 0.8;
/** Fewer known days say nothing of how a site's flaring swings. */
const MINIMUM_DAYS = 14;

/**
 * By how much the mean of `daysLeft` gas days may lie above what is expected of them, at P80, as the
 * site's own past swings: P80 less the mean of the means of as many days in a row, never below 0,
 * Mcf/day. The runs are at most half of the known days long, so that there are runs to compare; days
 * without a figure are skipped. 0 with fewer than 14 known days, and with no day left.
 * Example: 20 days of 40 and 120 by turns: runs of 10 are 80 each, so 0; runs of 1 are 40 and 120, so 40.
 */
export function spreadMcfPerDay(known: readonly number[], daysLeft: number): number {
  if (known.length < MINIMUM_DAYS || daysLeft <= 0) return 0;
  const length = Math.min(daysLeft, Math.floor(known.length / 2));
  const means = runMeans(known, length);
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
  return Math.max(0, percentile(means, PROJECTED_AT) - mean);
}

/** The mean of every run of `length` days, oldest first. */
function runMeans(known: readonly number[], length: number): readonly number[] {
  const means: number[] = [];
  let sum = 0;
  for (let index = 0; index < known.length; index += 1) {
    sum += (known[index] as number) - (index < length ? 0 : (known[index - length] as number));
    if (index >= length - 1) means.push(sum / length);
  }
  return means;
}
