import type { Random } from './random.ts';

/** What can happen to one call of a port. A crash ends the process: nothing that it does later has an effect. */
export const CALL_FAULTS = ['crash-before', 'crash-after', 'error-without-effect', 'error-with-effect'] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** Everything that a run can be made to suffer; a run enables some of it. */
export const FAULTS = [
  ...CALL_FAULTS,
  'lost-event',
  'duplicate-event',
  'overlapping-event',
  'late-event',
  'stalled-run',
  'dead-feeds',
  'lying-feed',
  'late-report',
  'corrected-report',
  'wrong-report',
  'duplicate-report',
  'missing-report',
  'configuration-change',
  'site-added',
  'site-removed',
  'rejected-message',
  'acknowledged',
  'muted',
  'wrong-flaring',
  'split-groups',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Thrown in place of an answer when the process is gone. */
export class Crash extends Error {}

/** Decides which calls fail. `next` is asked once for every call of a port. */
export type CallFaults = { next(call: string): CallFault | null };

export const NO_CALL_FAULTS: CallFaults = { next: () => null };

/** Each call fails with a small chance, in one of the enabled ways. */
export function randomCallFaults(random: Random, enabled: ReadonlySet<Fault>, probability: number): CallFaults {
  const kinds = CALL_FAULTS.filter((kind) => enabled.has(kind));
  if (kinds.length === 0) return NO_CALL_FAULTS;
  return { next: () => (random.chance(probability) ? random.pick(kinds) : null) };
}

/** The n-th call (0 = first) fails in the given way; for exploring every schedule. */
export function faultsAt(planned: ReadonlyMap<number, CallFault>): CallFaults {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return planned.get(count - 1) ?? null;
    },
  };
}

/** A random part of all faults, so that rare combinations come up as well (swarm testing). */
export function swarm(random: Random): ReadonlySet<Fault> {
  const share = 0.2 + 0.6 * random.next();
  return new Set(FAULTS.filter(() => random.chance(share)));
}
