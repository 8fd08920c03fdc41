import { type Instant, parseInstant, parsePlainIso } from '../../domain/instant.ts';
import { recentlyAnswered } from './recent.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})T/;

/**
 * Reads a moment of a report: ISO-8601 with a zone, or epoch seconds. Null for a bare date or a
 * local time (its gas day is unknown here) and for a day that no calendar has, such as 30 February.
 */
export function reportInstant(text: string): Instant | null {
  return parsePlainIso(text) ?? otherInstant(text);
}

const otherInstant: (text: string) => Instant | null = recentlyAnswered((text) => readInstant(text.trim()));

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
