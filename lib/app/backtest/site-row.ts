import type { HourSum, SiteItem } from '../../domain/history/site-item.ts';
import type { Instant } from '../../domain/instant.ts';
import { known, POINT_COLUMNS, UNKNOWN, writePoint } from './point-row.ts';

/** Behind the figures of the newest point: what else the flush reads of an item at every tick. */
const FLARING_BASELINE = POINT_COLUMNS;
const HOURS_KEPT = POINT_COLUMNS + 1;
const LAST_HOUR = POINT_COLUMNS + 2;
export const NUMBERS_PER_SITE = POINT_COLUMNS + 6;

/** The row of one site among those of a tick. */
export function rowOf(numbers: Float64Array, site: number): Float64Array {
  return numbers.subarray(site * NUMBERS_PER_SITE, (site + 1) * NUMBERS_PER_SITE);
}

/** Writes an item's figures into its row. */
export function writeItem({ block, hours, flaringBaselineMcfPerDay }: SiteItem, row: Float64Array): void {
  const point = block.points.at(-1);
  if (point === undefined) throw new Error('a block has a point');
  writePoint(point, row);
  row[FLARING_BASELINE] = flaringBaselineMcfPerDay ?? UNKNOWN;
  row[HOURS_KEPT] = hours.length;
  const last = hours.at(-1);
  if (last === undefined) return;
  row[LAST_HOUR] = last.hour;
  row[LAST_HOUR + 1] = last.ticks;
  row[LAST_HOUR + 2] = last.advantageMilliUsdPerDaySum;
  row[LAST_HOUR + 3] = last.revenueMilliUsdPerDaySum;
}

export function flaringBaselineOf(row: Float64Array): number | null {
  return known(row[FLARING_BASELINE]);
}

/** How many hours the item kept, of which the row holds the last. */
export function hoursKept(row: Float64Array): number {
  return row[HOURS_KEPT] ?? 0;
}

/** When the last hour that the item kept began; to be asked only of a row with any. */
export function lastHourStart(row: Float64Array): Instant {
  return (row[LAST_HOUR] ?? 0) as Instant;
}

/** The last hour that the item kept; to be asked only of a row with any. */
export function lastHourOf(row: Float64Array): HourSum {
  return {
    hour: lastHourStart(row),
    ticks: row[LAST_HOUR + 1] ?? 0,
    advantageMilliUsdPerDaySum: row[LAST_HOUR + 2] ?? 0,
    revenueMilliUsdPerDaySum: row[LAST_HOUR + 3] ?? 0,
  };
}
