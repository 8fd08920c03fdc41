import { type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_MINUTE } from './instant.ts';

/** What a clock on the wall shows at an instant in an IANA zone. `weekday` counts from Sunday = 0. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
};

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** Of each zone its format and the wall times asked for last: messages show the same few moments again and again. */
type Zone = { readonly format: Intl.DateTimeFormat; readonly kept: Map<Instant, WallTime> };
const zones = new Map<string, Zone>();
const MAX_KEPT = 1000;

/** The wall time of `at` in `zone`; an unknown zone throws a RangeError (the company file is checked for it). */
export function wallTime(at: Instant, zone: string): WallTime {
  const { format, kept } = zoneOf(zone);
  const known = kept.get(at);
  if (known !== undefined) return known;
  const wall = wallTimeBy(format, at);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(at, wall);
  return wall;
}

function wallTimeBy(format: Intl.DateTimeFormat, at: Instant): WallTime {
  const parts = new Map(format.formatToParts(at * 1000).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? ''),
  };
}

/** `2023-02-15 03:00`, the way messages show a time; the zone is named beside it. */
export function wallText(at: Instant, zone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, zone);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/**
 * The instant at which the wall clock of `zone` shows a local time such as `2026-06-01T08:00`. A time
 * that a clock change skips is taken as the moment of the change's new side; of a time that comes
 * twice it is the first. Null = not a local time, as on 30 February.
 */
export function instantOfWall(text: string, zone: string): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const isDate = new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
  if (!isDate || day === 0 || hour > 24 || minute > 59 || second > 59) return null;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const offsets = [-SECONDS_PER_DAY, SECONDS_PER_DAY].map((shift) => offsetSeconds(instant(asUtc + shift), zone));
  const candidates = offsets.map((offset) => asUtc - offset);
  const exact = candidates.filter((candidate) => candidate + offsetSeconds(instant(candidate), zone) === asUtc);
  return instant(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/** Seconds that the zone's wall clock is ahead of UTC at `at`. */
export function offsetSeconds(at: Instant, zone: string): number {
  const wall = wallTime(at, zone);
  const minutes = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) / 1000;
  return minutes - Math.floor(at / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
}

function zoneOf(zone: string): Zone {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  const made = { format, kept: new Map() };
  zones.set(zone, made);
  return made;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
