import { type AlertState, isSameButForTime } from '../../domain/alerts/alert-state.ts';
import type { GasState } from '../../domain/gas/report.ts';
import { appendPoint } from '../../domain/history/block.ts';
import type { Block, Point } from '../../domain/history/point.ts';
import type { HourSum, SiteAlerts, SiteItem } from '../../domain/history/site-item.ts';
import type { Instant } from '../../domain/instant.ts';
import { areSame } from '../../domain/kept-with.ts';

/** Figures of a site in a row: those of its point, and what the flush reads of the item behind it. */
const COLUMN = {
  mineMilliUsdPerDay: 0,
  sellMilliUsdPerDay: 1,
  flareMilliUsdPerDay: 2,
  netbackMilliUsdPerMmbtu: 3,
  netbackMilliUsdPerMcf: 4,
  breakEvenBtcCents: 5,
  gasUsedScfPerDay: 6,
  producedScfPerDay: 7,
  soldScfPerDay: 8,
  flaredScfPerDay: 9,
  ventedScfPerDay: 10,
  btcUsdCents: 11,
  hashpriceMilliUsdPerPhDay: 12,
  epoch: 13,
  reportVersion: 14,
} as const satisfies Partial<Record<keyof Point, number>>;
const POINT_COLUMNS = Object.entries(COLUMN) as readonly (readonly [keyof typeof COLUMN, number])[];
const FLARING_BASELINE = 15;
const HOURS_KEPT = 16;
const LAST_HOUR = 17;
export const NUMBERS_PER_SITE = 21;

/** What is not a number in a point; the same from tick to tick for days. */
export type PointWords = Omit<Point, keyof typeof COLUMN | 'at'>;

/** What of a site's item changed with a tick, as far as the flush looks at it. */
export type SiteChange = {
  readonly words: PointWords | null;
  /** The states that are not as they were, but for the time of the last evaluation. */
  readonly alerts: Readonly<Record<string, AlertState>> | null;
  /** What the reports say, when it is another than before: reminders work the site's figures out of it. */
  readonly gas: GasState | null;
};

/** Writes an item's figures into row `row` of `numbers`, null as NaN; answers what else changed since `before`. */
export function changeOf(item: SiteItem, before: SiteItem | null, numbers: Float64Array, row: number): SiteChange {
  const point = lastPoint(item.block);
  const from = row * NUMBERS_PER_SITE;
  for (const [name, column] of POINT_COLUMNS) numbers[from + column] = point[name] ?? Number.NaN;
  numbers[from + FLARING_BASELINE] = item.flaringBaselineMcfPerDay ?? Number.NaN;
  numbers[from + HOURS_KEPT] = item.hours.length;
  const last = item.hours.at(-1);
  if (last !== undefined) {
    numbers[from + LAST_HOUR] = last.hour;
    numbers[from + LAST_HOUR + 1] = last.ticks;
    numbers[from + LAST_HOUR + 2] = last.advantageMilliUsdPerDaySum;
    numbers[from + LAST_HOUR + 3] = last.revenueMilliUsdPerDaySum;
  }
  const pointBefore = before === null ? null : lastPoint(before.block);
  const isSaidBefore = pointBefore !== null && haveSameWords(pointBefore, point);
  return {
    words: isSaidBefore ? null : wordsOf(point),
    alerts: changedAlerts(item.alerts, before?.alerts ?? null),
    gas: item.gas === before?.gas ? null : item.gas,
  };
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
  const gas = change?.gas ?? before?.gas;
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

/** Written out, since a loop over names takes several times as long and this is done at every tick of every site. */
function pointOfRow(words: PointWords, at: Instant, row: Float64Array): Point {
  return {
    at,
    quality: words.quality,
    missing: words.missing,
    best: words.best,
    bestAlternative: words.bestAlternative,
    binding: words.binding,
    openAlerts: words.openAlerts,
    mineMilliUsdPerDay: known(row[COLUMN.mineMilliUsdPerDay]),
    sellMilliUsdPerDay: known(row[COLUMN.sellMilliUsdPerDay]),
    flareMilliUsdPerDay: known(row[COLUMN.flareMilliUsdPerDay]),
    netbackMilliUsdPerMmbtu: known(row[COLUMN.netbackMilliUsdPerMmbtu]),
    netbackMilliUsdPerMcf: known(row[COLUMN.netbackMilliUsdPerMcf]),
    breakEvenBtcCents: known(row[COLUMN.breakEvenBtcCents]),
    gasUsedScfPerDay: known(row[COLUMN.gasUsedScfPerDay]),
    producedScfPerDay: known(row[COLUMN.producedScfPerDay]),
    soldScfPerDay: known(row[COLUMN.soldScfPerDay]),
    flaredScfPerDay: known(row[COLUMN.flaredScfPerDay]),
    ventedScfPerDay: known(row[COLUMN.ventedScfPerDay]),
    btcUsdCents: known(row[COLUMN.btcUsdCents]),
    hashpriceMilliUsdPerPhDay: known(row[COLUMN.hashpriceMilliUsdPerPhDay]),
    epoch: known(row[COLUMN.epoch]),
    reportVersion: known(row[COLUMN.reportVersion]),
    configVersion: words.configVersion,
    methodVersion: words.methodVersion,
  };
}

/** No figure of an item is NaN, so that NaN can stand for null. */
function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
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
  const earlier = before.at(-1)?.hour === last.hour ? before.slice(0, -1) : before;
  return [...earlier.slice(earlier.length - kept + 1), last];
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
