import { setTimeout as wait } from 'node:timers/promises';

/** Waits until the next one may go. */
export type Pace = () => Promise<void>;

/** So many milliseconds' worth go at once, so that a small company never waits. */
const BURST_MILLISECONDS = 250;

/**
 * Lets at most `perSecond` go in a second, the burst at the start apart, evenly and in the order of asking.
 * The clock and the wait can be given for a test.
 */
export function pacedAt(
  perSecond: number,
  now: () => number = () => performance.now(),
  sleep: (milliseconds: number) => Promise<unknown> = wait,
): Pace {
  const interval = 1000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const at = now();
    const due = Math.max(next, at - BURST_MILLISECONDS);
    next = due + interval;
    if (due > at) await sleep(due - at);
  };
}
