import type { Instant } from '../instant.ts';
import type { Sourced } from './market.ts';

/**
 * What is said when no new figure can be believed: the last good one while it is young enough, else
 * unknown. `goodAt` stays the tick at which it was last observed, so that its age can be told.
 */
export function lastKnownGood(previous: Sourced | null, at: Instant, limitSeconds: number): Sourced {
  if (previous === null) return { value: null, quality: 'missing', goodAt: null };
  return isGood(previous, at, limitSeconds)
    ? { ...previous, quality: 'last-known-good' }
    : { value: null, quality: 'missing', goodAt: previous.goodAt };
}

/** Null unless there is a figure that was observed at most `limitSeconds` before `at`. */
export function lastGoodValue(previous: Sourced | null, at: Instant, limitSeconds: number): number | null {
  return previous !== null && isGood(previous, at, limitSeconds) ? previous.value : null;
}

function isGood(previous: Sourced, at: Instant, limitSeconds: number): boolean {
  return previous.value !== null && previous.goodAt !== null && at - previous.goodAt <= limitSeconds;
}
