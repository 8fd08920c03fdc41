import { NetbackError } from '#lib/domain/errors.ts';
import { after, floorTo, type Instant, instant, SECONDS_PER_HOUR, toIso } from '#lib/domain/instant.ts';

/** The first tick at or after `at`: ticks are aligned to the epoch. */
export function firstTickFrom(at: Instant, tickSeconds: number): Instant {
  const floored = floorTo(at, tickSeconds);
  return floored === at ? at : after(floored, tickSeconds);
}

/** The tick after the last finished one. A live run skips what passed while nothing ran: nobody saw it. */
export function nextTick(from: Instant, done: Instant | null, tickSeconds: number, now: Instant | null): Instant {
  const next = done === null ? from : after(done, tickSeconds);
  return now === null ? next : instant(Math.max(next, floorTo(now, tickSeconds)));
}

/** The last tick to run, counted from the start over all restarts; null = no end was asked for. */
export function lastTick(
  wanted: { readonly once: boolean; readonly ticks: number | null },
  from: Instant,
  next: Instant,
  tickSeconds: number,
): Instant | null {
  if (wanted.once) return next;
  return wanted.ticks === null ? null : after(from, (wanted.ticks - 1) * tickSeconds);
}

/** True for the last tick of its hour. */
export function endsHour(at: Instant, tickSeconds: number): boolean {
  return floorTo(at, SECONDS_PER_HOUR) !== floorTo(after(at, tickSeconds), SECONDS_PER_HOUR);
}

/** Refuses a start outside the record: there would be nothing to replay. */
export function checkWithin(from: Instant, record: { readonly from: Instant; readonly to: Instant }): void {
  if (from >= record.from && from <= record.to) return;
  throw new NetbackError(
    'usage',
    `--from ${toIso(from)} is outside the replay, which runs from ${toIso(record.from)} to ${toIso(record.to)}.`,
  );
}
