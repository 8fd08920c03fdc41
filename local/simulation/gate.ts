import type { Random } from './random.ts';

/** Where the calls of concurrent runs wait for their turn. */
export type Gate = { pass(): Promise<void> };

/** A gate that is always open: one run at a time, in order. */
export const OPEN_GATE: Gate = { pass: async () => {} };

/**
 * Runs several pieces of work at once and lets one waiting call through at a time, in an order that
 * the seed chooses: every interleaving of port calls can come up, and the same seed repeats it.
 */
export async function interleave(random: Random, work: readonly ((gate: Gate) => Promise<void>)[]): Promise<void> {
  const waiting: (() => void)[] = [];
  let running = work.length;
  const gate: Gate = { pass: () => new Promise((resolve) => waiting.push(resolve)) };
  const all = Promise.all(
    work.map((act) =>
      act(gate).finally(() => {
        running -= 1;
      }),
    ),
  );
  while (running > 0) {
    await settled();
    if (waiting.length === 0) continue;
    const [next] = waiting.splice(random.whole(waiting.length), 1);
    next?.();
  }
  await all;
}

/** After this every promise that could go on has gone on to its next call. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
