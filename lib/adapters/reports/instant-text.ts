import { type Instant, parseInstant } from '../../domain/instant.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})T/;

/**
 * Reads a moment of a report: ISO-8601 with a zone, or epoch seconds. Null for a bare date or a
 * local time (its gas day is unknown here) and for a day that no calendar has, such as 30 February.
 */
export function reportInstant(text: string): Instant | null {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const found = readInstant(text.trim());
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(text, found);
  return found;
}

/** A report says the same moments again and again: the end of one period is the start of the next. */
const recent = new Map<string, Instant | null>();
const MOST_RECENT = 512;

function readInstant(trimmed: string): Instant | null {
  if (/^\d{9,11}$/.test(trimmed)) return parseInstant(trimmed);
  const match = DATE.exec(trimmed);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number);
  return isDay(year ?? 0, month ?? 0, day ?? 0) ? parseInstant(trimmed) : null;
}

/** Whether the Gregorian calendar has the day. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
