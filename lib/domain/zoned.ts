import { after, floorTo, type Instant, instant, SECONDS_PER_DAY, twoDigits } from './instant.ts';

/** What a clock on the wall shows at an instant in an IANA zone. `weekday` counts from Sunday = 0. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
};

/** Of each zone its format and by how much it is ahead of UTC at the midnights (UTC) asked for last. */
type Zone = { readonly format: Intl.DateTimeFormat; readonly offsets: Map<Instant, number> };
const zones = new Map<string, Zone>();
const MAX_KEPT = 1000;

/** The wall time of `at` in `zone`; an unknown zone throws a RangeError (the company file is checked for it). */
export function wallTime(at: Instant, zone: string): WallTime {
  return clockOf(at + offsetSeconds(at, zone));
}

/** What a clock of UTC shows. */
function clockOf(epochSeconds: number): WallTime {
  const date = new Date(epochSeconds * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    weekday: date.getUTCDay(),
  };
}

/** `2023-02-15 03:00`, the way messages show a time; the zone is named beside it. */
export function wallText(at: Instant, zone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, zone);
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${twoDigits(hour)}:${twoDigits(minute)}`;
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

/**
 * Seconds that the zone's wall clock is ahead of UTC at `at`. Between two midnights of one offset it is
 * ahead by that all day: in all of the tz database no zone has changed twice within three days.
 */
function offsetSeconds(at: Instant, zone: string): number {
  const of = zoneOf(zone);
  const midnight = floorTo(at, SECONDS_PER_DAY);
  const offset = offsetAt(of, midnight);
  const isAllDay = offsetAt(of, after(midnight, SECONDS_PER_DAY)) === offset;
  return isAllDay ? offset : offsetBy(of.format, at);
}

function offsetAt({ format, offsets }: Zone, midnight: Instant): number {
  const known = offsets.get(midnight);
  if (known !== undefined) return known;
  const offset = offsetBy(format, midnight);
  if (offsets.size >= MAX_KEPT) offsets.clear();
  offsets.set(midnight, offset);
  return offset;
}

/** Seconds that the zone of the format is ahead of UTC. */
function offsetBy(format: Intl.DateTimeFormat, at: Instant): number {
  const parts = new Map(format.formatToParts(at * 1000).map((part) => [part.type, Number(part.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown / 1000 - at;
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
    second: '2-digit',
    hourCycle: 'h23',
  });
  const made = { format, offsets: new Map() };
  zones.set(zone, made);
  return made;
}
