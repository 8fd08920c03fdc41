import type { Point } from '../../domain/history/point.ts';
import type { HourSum, SiteItem } from '../../domain/history/site-item.ts';
import type { Instant } from '../../domain/instant.ts';
import { known, POINT_COLUMNS, UNKNOWN, writePoint } from './point-row.ts';

/** Behind the figures of the newest point: what else the flush reads of an item at every tick. */
const FLARING_BASELINE = POINT_COLUMNS;
const HOURS_KEPT = POINT_COLUMNS + 1;
const LAST_HOUR = POINT_COLUMNS + 2;
export const NUMBERS_PER_SITE = POINT_COLUMNS + 6;

/** Where the row of one site begins among the numbers of a tick. */
export function startOfRow(site: number): number {
  return site * NUMBERS_PER_SITE;
}

/** Writes an item's figures, those of its newest point first, into the row that begins at `start`. */
export function writeItem(
  { hours, flaringBaselineMcfPerDay }: SiteItem,
  newest: Point,
  numbers: Float64Array,
  start: number,
): void {
  writePoint(newest, numbers, start);
  numbers[start + FLARING_BASELINE] = flaringBaselineMcfPerDay ?? UNKNOWN;
  numbers[start + HOURS_KEPT] = hours.length;
  const last = hours.at(-1);
  if (last === undefined) return;
  numbers[start + LAST_HOUR] = last.hour;
  numbers[start + LAST_HOUR + 1] = last.ticks;
  numbers[start + LAST_HOUR + 2] = last.advantageMilliUsdPerDaySum;
  numbers[start + LAST_HOUR + 3] = last.revenueMilliUsdPerDaySum;
}

export function flaringBaselineOf(numbers: Float64Array, start: number): number | null {
  return known(numbers[start + FLARING_BASELINE]);
}

/** How many hours the item kept, of which the row holds the last. */
export function hoursKept(numbers: Float64Array, start: number): number {
  return numbers[start + HOURS_KEPT] ?? 0;
}

/** When the last hour that the item kept began; to be asked only of a row with any. */
export function lastHourStart(numbers: Float64Array, start: number): Instant {
  return (numbers[start + LAST_HOUR] ?? 0) as Instant;
}

/** The last hour that the item kept; to be asked only of a row with any. */
export function lastHourOf(numbers: Float64Array, start: number): HourSum {
  return {
    hour: lastHourStart(numbers, start),
    ticks: numbers[start + LAST_HOUR + 1] ?? 0,
    advantageMilliUsdPerDaySum: numbers[start + LAST_HOUR + 2] ?? 0,
    revenueMilliUsdPerDaySum: numbers[start + LAST_HOUR + 3] ?? 0,
  };
}
