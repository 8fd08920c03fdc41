import { NetbackError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Clock, Ids, TickStore } from '../ports.ts';

/** A lease outlives the function's own timeout, so that its holder is certainly dead when it ends. */
const LEASE_MARGIN_MILLISECONDS = 2000;

export type ClaimPorts = { readonly ticks: TickStore; readonly clock: Clock; readonly ids: Ids };

/**
 * Runs `act` under the function's lease on tick T and marks T done. A duplicate of a finished tick
 * runs `whenDone` instead; a live lease of somebody else throws `lease-held`, so that the caller is
 * tried again. `act` gets the last finished tick before T (null = none yet) and its own owner name,
 * and answers up to which tick it is done.
 */
export async function underClaim(
  ports: ClaimPorts,
  functionName: string,
  at: Instant,
  timeoutSeconds: number,
  act: (done: Instant | null, owner: string) => Promise<Instant>,
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
  const doneUpTo = await act(claim.done, owner);
  await ports.ticks.finish(functionName, doneUpTo, owner);
}
