import { after, type Instant } from '../../domain/instant.ts';

/** The figures of the latest ticks of some sites, by tick; what is older than `keptSeconds` is forgotten. */
export type TickRows = {
  /** Ticks come one after the other. */
  readonly push: (at: Instant, numbers: Float64Array) => void;
  /** The first tick that ever came, and the newest; to be asked only after one came. */
  readonly first: () => Instant;
  readonly newest: () => Instant;
  /** Null = never came, or is forgotten. */
  readonly at: (at: Instant) => Float64Array | null;
};

/** Ticks are forgotten in batches: a shift for each would move all that are kept. */
const FORGOTTEN_AT_ONCE = 64;

export function tickRows(tickSeconds: number, keptSeconds: number): TickRows {
  const kept: Float64Array[] = [];
  const mostKept = Math.ceil(keptSeconds / tickSeconds) + 1;
  let first: Instant | null = null;
  let oldest = 0 as Instant;
  const newest = (): Instant => after(oldest, (kept.length - 1) * tickSeconds);
  return {
    push: (at, numbers) => {
      first ??= at;
      if (kept.length === 0) oldest = at;
      else if (at !== after(newest(), tickSeconds)) throw new Error(`tick ${at} does not follow ${newest()}`);
      kept.push(numbers);
      const tooOld = kept.length - mostKept;
      if (tooOld < FORGOTTEN_AT_ONCE) return;
      kept.splice(0, tooOld);
      oldest = after(oldest, tooOld * tickSeconds);
    },
    first: () => first ?? oldest,
    newest,
    at: (at) => kept[(at - oldest) / tickSeconds] ?? null,
  };
}
