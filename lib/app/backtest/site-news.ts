import { type AlertState, isSameButForTime } from '../../domain/alerts/alert-state.ts';
import { EMPTY_GAS_STATE, type GasState } from '../../domain/gas/report.ts';
import { appendPoint } from '../../domain/history/block.ts';
import type { Block, Point } from '../../domain/history/point.ts';
import type { HourSum, SiteAlerts, SiteItem } from '../../domain/history/site-item.ts';
import type { Instant } from '../../domain/instant.ts';
import { areSame } from '../../domain/kept-with.ts';
import { known, POINT_COLUMNS, type PointWords, pointOfRow, UNKNOWN, writePoint } from './point-row.ts';

/** Behind the figures of the point: what the flush reads of the item beside it. */
const FLARING_BASELINE = POINT_COLUMNS;
const HOURS_KEPT = POINT_COLUMNS + 1;
const LAST_HOUR = POINT_COLUMNS + 2;
export const NUMBERS_PER_SITE = POINT_COLUMNS + 6;

/** The row of one site among those of a tick. */
export function rowOf(numbers: Float64Array, site: number): Float64Array {
  return numbers.subarray(site * NUMBERS_PER_SITE, (site + 1) * NUMBERS_PER_SITE);
}

/** What of a site's item changed with a tick, as far as the flush looks at it. */
export type SiteChange = {
  readonly words: PointWords | null;
  /** The states that are not as they were, but for the time of the last evaluation. */
  readonly alerts: Readonly<Record<string, AlertState>> | null;
  /** What the reports say, when it is another than before: reminders work the site's figures out of it. */
  readonly gas: GasSeen | null;
};

/** What can be in force. The figures that the gas rules judge by are left out: they are ten times as much. */
export type GasSeen = Pick<GasState, 'candidates' | 'newestReportAt'>;

/** Writes an item's figures into its row, null as NaN; answers what else changed since `before`. */
export function changeOf(item: SiteItem, before: SiteItem | null, row: Float64Array): SiteChange {
  const point = lastPoint(item.block);
  writePoint(point, row);
  row[FLARING_BASELINE] = item.flaringBaselineMcfPerDay ?? UNKNOWN;
  row[HOURS_KEPT] = item.hours.length;
  const last = item.hours.at(-1);
  if (last !== undefined) {
    row[LAST_HOUR] = last.hour;
    row[LAST_HOUR + 1] = last.ticks;
    row[LAST_HOUR + 2] = last.advantageMilliUsdPerDaySum;
    row[LAST_HOUR + 3] = last.revenueMilliUsdPerDaySum;
  }
  const pointBefore = before === null ? null : lastPoint(before.block);
  const isSaidBefore = pointBefore !== null && haveSameWords(pointBefore, point);
  return {
    words: isSaidBefore ? null : wordsOf(point),
    alerts: changedAlerts(item.alerts, before?.alerts ?? null),
    gas: item.gas === before?.gas ? null : seenOf(item.gas),
  };
}

function seenOf({ candidates, newestReportAt }: GasState): GasSeen {
  return { candidates, newestReportAt };
}

/** False where the figures say everything. */
export function isNews({ words, alerts, gas }: SiteChange): boolean {
  return words !== null || alerts !== null || gas !== null;
}

/** The item as the flush looks at it, one tick on, and the blocks that this tick completed. */
export function itemAfter(
  before: SiteItem | null,
  site: string,
  at: Instant,
  row: Float64Array,
  change: SiteChange | null,
  tickSeconds: number,
): { readonly item: SiteItem; readonly sealed: readonly Block[] } {
  const words = change?.words ?? (before === null ? null : lastPoint(before.block));
  const news = change?.gas ?? null;
  const gas = news === null ? before?.gas : { ...EMPTY_GAS_STATE, ...news };
  if (words === null || gas === undefined) throw new Error(`nothing was ever said of ${site}`);
  const { block, sealed } = appendPoint(before?.block ?? null, pointOfRow(words, at, row), tickSeconds);
  const changed = change?.alerts ?? null;
  const alerts = changed === null ? before?.alerts : { ...before?.alerts, ...changed };
  const item: SiteItem = {
    site,
    v: at,
    configVersion: words.configVersion,
    methodVersion: words.methodVersion,
    block,
    alerts: alerts as SiteAlerts,
    lastClearMarket: null,
    gas,
    hours: hoursAfter(before?.hours ?? [], row),
    flaringBaselineMcfPerDay: known(row[FLARING_BASELINE]),
  };
  return { item, sealed };
}

function hoursAfter(before: readonly HourSum[], row: Float64Array): readonly HourSum[] {
  const kept = row[HOURS_KEPT] ?? 0;
  if (kept === 0) return [];
  const last: HourSum = {
    hour: row[LAST_HOUR] as Instant,
    ticks: row[LAST_HOUR + 1] ?? 0,
    advantageMilliUsdPerDaySum: row[LAST_HOUR + 2] ?? 0,
    revenueMilliUsdPerDaySum: row[LAST_HOUR + 3] ?? 0,
  };
  const earlier = before.at(-1)?.hour === last.hour ? before.length - 1 : before.length;
  const hours = before.slice(earlier - kept + 1, earlier);
  hours.push(last);
  return hours;
}

function lastPoint(block: Block): Point {
  const point = block.points.at(-1);
  if (point === undefined) throw new Error('a block has a point');
  return point;
}

function wordsOf(point: Point): PointWords {
  const { quality, missing, best, bestAlternative, binding, openAlerts, configVersion, methodVersion } = point;
  return { quality, missing, best, bestAlternative, binding, openAlerts, configVersion, methodVersion };
}

function haveSameWords(a: Point, b: Point): boolean {
  return (
    a.quality === b.quality &&
    a.best === b.best &&
    a.bestAlternative === b.bestAlternative &&
    a.binding === b.binding &&
    a.configVersion === b.configVersion &&
    a.methodVersion === b.methodVersion &&
    areSame(a.missing, b.missing) &&
    areSame(a.openAlerts, b.openAlerts)
  );
}

function changedAlerts(alerts: SiteAlerts, before: SiteAlerts | null): SiteChange['alerts'] {
  if (before === null) return alerts;
  let changed: Record<string, AlertState> | null = null;
  for (const rule in alerts) {
    const state = alerts[rule as keyof SiteAlerts] as AlertState;
    const stateBefore = before[rule as keyof SiteAlerts] as AlertState | undefined;
    if (stateBefore !== undefined && isSameButForTime(state, stateBefore)) continue;
    changed ??= {};
    changed[rule] = state;
  }
  return changed;
}
