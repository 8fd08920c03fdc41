/** Settled states looked at, the newest in bit 0 of `flapBits`; higher bits are not looked at. */
const SLOTS = 21;
const CHANGES_MASK = 2 ** (SLOTS - 1) - 1;
const OLDEST_WEIGHT = 0.75;
const NEWEST_WEIGHT = 1.25;
const START_PERCENT = 30;
const STOP_PERCENT = 20;

/**
 * How restless a rule was: the changes among its last 21 settled states, the newest change weighing
 * 1.25 and the oldest 0.75, as percent of the 20 there can be (formula of Nagios, base/flapping.c,
 * read 2026-11-24). Example: one change in the oldest place is 0.75 ÷ 20 = 3.75 %.
 */
export function flapPercent(flapBits: number): number {
  let weights = 0;
  // Bit n of the XOR says whether slot n differs from the one before it; most rules never change.
  for (let changes = (flapBits ^ (flapBits >> 1)) & CHANGES_MASK, age = 0; changes !== 0; changes >>= 1, age += 1) {
    if ((changes & 1) === 0) continue;
    const newness = (SLOTS - 2 - age) / (SLOTS - 2);
    weights += OLDEST_WEIGHT + newness * (NEWEST_WEIGHT - OLDEST_WEIGHT);
  }
  return (weights / (SLOTS - 1)) * 100;
}

/** Begins at 30 %, ends at 20 %, stays what it was between them. */
export function isFlapping(percent: number, was: boolean): boolean {
  if (percent >= START_PERCENT) return true;
  return percent <= STOP_PERCENT ? false : was;
}
