import type { Instant } from '#lib/domain/instant.ts';
import type { Fault } from './faults.ts';
import type { Random } from './random.ts';

export type ChainFunction = 'pull-market' | 'recompute-margins' | 'send-alerts' | 'seal-history';

/** An asynchronous invocation that waits in a queue. */
export type Event = { readonly functionName: ChainFunction; readonly at: Instant };

/**
 * How the queue treats one event: once as it should, never, twice, twice at once, after the next tick,
 * or twice while the first run hangs beyond its lease (which the conditions must survive).
 */
export type Treatment = 'once' | 'lost' | 'twice' | 'overlapping' | 'late' | 'stalled';

const CHANCES: readonly (readonly [Fault, Treatment, number])[] = [
  ['lost-event', 'lost', 0.04],
  ['duplicate-event', 'twice', 0.08],
  ['overlapping-event', 'overlapping', 0.08],
  ['late-event', 'late', 0.04],
  ['stalled-run', 'stalled', 0.05],
];

/** Only recompute-margins is stalled: its conditional Puts are what must hold without the lease. */
export function treatmentOf(random: Random, faults: ReadonlySet<Fault>, functionName: ChainFunction): Treatment {
  for (const [fault, treatment, chance] of CHANCES) {
    if (!faults.has(fault) || !random.chance(chance)) continue;
    return treatment === 'stalled' && functionName !== 'recompute-margins' ? 'once' : treatment;
  }
  return 'once';
}

/** What runs next when a function has succeeded, as the stack's destinations say. */
export function destinationOf({ functionName, at }: Event): Event | null {
  if (functionName === 'pull-market') return { functionName: 'recompute-margins', at };
  if (functionName === 'recompute-margins') return { functionName: 'send-alerts', at };
  return null;
}
