import { NetbackError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Clock, Ids, Metrics, TickNote, TickStore } from '../ports.ts';

/** A lease outlives the function's own timeout, so that its holder is certainly dead when it ends. */
const LEASE_MARGIN_MILLISECONDS = 2000;

/** Up to which tick a function is done, and what it leaves with that. */
export type Done = { readonly upTo: Instant; readonly note: TickNote };

export type ClaimPorts = {
  readonly ticks: TickStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Counts runs that began and never ended; absent = nothing is counted. */
  readonly metrics?: Metrics;
};

/**
 * Runs `act` under the function's lease on tick T and marks T done. A duplicate of a finished tick
 * runs `whenDone` instead; a live lease of somebody else throws `lease-held`, so that the caller is
 * tried again. `act` gets the last finished tick before T (null = none yet), its own owner name and the
 * note that tick left, and answers up to which tick it is done, with a note of its own where it leaves one.
 */
export async function underClaim(
  ports: ClaimPorts,
  functionName: string,
  at: Instant,
  timeoutSeconds: number,
  act: (done: Instant | null, owner: string, note: TickNote | null) => Promise<Instant | Done>,
  whenDone: (owner: string) => Promise<void> = async () => {},
): Promise<void> {
  const owner = ports.ids.owner();
  const now = ports.clock.nowMilliseconds();
  const until = now + timeoutSeconds * 1000 + LEASE_MARGIN_MILLISECONDS;
  const claim = await ports.ticks.claim(functionName, at, owner, now, until);
  if (claim.outcome === 'done') return whenDone(owner);
  if (claim.outcome === 'held') {
    throw new NetbackError('lease-held', `${functionName} is running for another caller; it will be tried again.`, {
      retryable: true,
      context: { functionName, at },
    });
  }
  if (claim.unfinished !== undefined) ports.metrics?.count('ClaimsWithoutDone', 1);
  const done = await act(claim.done, owner, claim.note ?? null);
  const { upTo, note } = typeof done === 'number' ? { upTo: done, note: undefined } : done;
  await ports.ticks.finish(functionName, upTo, owner, note);
}
