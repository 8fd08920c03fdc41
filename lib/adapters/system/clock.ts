import { randomUUID } from 'node:crypto';
import type { Clock, Ids } from '../../ports.ts';

/** The machine's clock, for leases and deadlines only. */
export const systemClock: Clock = { nowMilliseconds: () => Date.now() };

/** A fresh owner name for each run: two runs are never mistaken for each other. */
export const randomIds: Ids = { owner: () => randomUUID() };

/**
 * One name for every run of a machine whose data folder is locked: a lease left by a killed process
 * is its own, and needs no waiting.
 */
export function fixedIds(owner: string): Ids {
  return { owner: () => owner };
}
