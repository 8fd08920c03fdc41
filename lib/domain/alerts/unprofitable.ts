import type { UnprofitableSettings } from '../company.ts';
import type { HourSum } from '../history/site-item.ts';
import { after, floorTo, type Instant, SECONDS_PER_HOUR } from '../instant.ts';
import type { EvaluationClass, Rule, Severity } from './rule.ts';
import { breachedSeverity, mildestSeverity } from './severity.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';

/** Clock hours that a site's item keeps, the running one included. */
export const HOURS_KEPT = 12;

/**
 * The rule as the engine runs it. Its value is the mean advantage of the last hours as a fraction of
 * the mean revenue: below the mildest level's fraction it breaches, at the exit fraction it is clear.
 */
export function unprofitableRule(settings: UnprofitableSettings, tickSeconds: number): Rule {
  const levels = settings.levels.map(({ severity, enterFractionOfRevenue }) => ({
    severity,
    enter: enterFractionOfRevenue,
  }));
  return {
    op: 'lt',
    enter: mildestEnter(settings),
    exit: settings.exitFractionOfRevenue,
    forSeconds: settings.forSeconds,
    keepFiringForSeconds: settings.keepFiringForSeconds,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels,
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}

export type UnprofitableVerdict = {
  readonly class: EvaluationClass;
  readonly severity: Severity | null;
  /** Mean advantage ÷ mean revenue, a fraction; null = unknown. */
  readonly value: number | null;
  /** The mean advantage itself, USD/day, over the same hours; null = unknown. */
  readonly meanAdvantageUsdPerDay: number | null;
  readonly meanRevenueUsdPerDay: number | null;
};

/**
 * Does mining pay at this site? Judged on the means over the clock-hour buckets that the window
 * holds, the running hour included, weighted by their points: Σ advantage ÷ Σ revenue. It breaches
 * when that fraction is below the enter fraction and the mean loss is more than the floor in
 * USD/day. Unknown (MISSING) with fewer than `minimumHours` hours' worth of points (or than the
 * window has room for so far), or without revenue. Example: 12 hours at −100 USD/day on
 * 1,000 USD/day revenue: −0.1, a warning.
 *
 * It ends at the exit fraction, and in a fee spike only where it would also end with usual fees: with
 * revenue at r = `usualRewardFraction` of what it is and nothing saved, (value − (1 − r)) ÷ r.
 */
export function evaluateUnprofitable(
  hours: readonly HourSum[],
  at: Instant,
  settings: UnprofitableSettings,
  active: boolean,
  tickSeconds: number,
  usualRewardFraction = 1,
): UnprofitableVerdict {
  const window = windowAt(at, settings.meanOverSeconds / SECONDS_PER_HOUR);
  let ticks = 0;
  let advantage = 0;
  let revenue = 0;
  for (const hour of hours) {
    if (hour.ticks === 0 || hour.hour < window.oldest || hour.hour > window.newest) continue;
    ticks += hour.ticks;
    advantage += hour.advantageMilliUsdPerDaySum;
    revenue += hour.revenueMilliUsdPerDaySum;
  }
  const meanAdvantageUsdPerDay = ticks === 0 ? null : advantage / ticks / 1000;
  const meanRevenueUsdPerDay = ticks === 0 ? null : revenue / ticks / 1000;
  if (
    meanAdvantageUsdPerDay === null ||
    revenue <= 0 ||
    ticks * tickSeconds < enoughSeconds(at, settings, tickSeconds)
  ) {
    return { class: 'MISSING', severity: null, value: null, meanAdvantageUsdPerDay, meanRevenueUsdPerDay };
  }
  const value = advantage / revenue;
  if (value < mildestEnter(settings) && meanAdvantageUsdPerDay < -settings.floorUsdPerDay) {
    const severity = breachedSeverity(settings.levels, (level) => value < level.enterFractionOfRevenue);
    const worst = severity ?? mildestSeverity(settings);
    return { class: 'BREACH', severity: worst, value, meanAdvantageUsdPerDay, meanRevenueUsdPerDay };
  }
  const usualValue = (value - (1 - usualRewardFraction)) / usualRewardFraction;
  const isHeld = active && usualValue < settings.exitFractionOfRevenue;
  const found = isHeld ? 'BAND' : 'CLEAR';
  return { class: found, severity: null, value, meanAdvantageUsdPerDay, meanRevenueUsdPerDay };
}

/** Mean advantage over the clock hours of the window up to `at`, USD/day; null = no point in them. */
export function meanAdvantage(hours: readonly HourSum[], at: Instant, meanOverSeconds: number): number | null {
  const { oldest, newest } = windowAt(at, meanOverSeconds / SECONDS_PER_HOUR);
  let [ticks, total] = [0, 0];
  for (const hour of hours) {
    if (hour.hour < oldest || hour.hour > newest) continue;
    ticks += hour.ticks;
    total += hour.advantageMilliUsdPerDaySum;
  }
  return ticks === 0 ? null : Math.round(total / ticks / 10) / 100;
}

/**
 * The hours with this tick's point in them, oldest first; hours that left the window are dropped.
 * A point counts only when both figures are known. Sums are whole milli-USD/day.
 */
export function addToHours(
  hours: readonly HourSum[],
  at: Instant,
  advantageUsdPerDay: number | null,
  revenueUsdPerDay: number | null,
): HourSum[] {
  const advantage = milli(advantageUsdPerDay);
  const revenue = milli(revenueUsdPerDay);
  const { oldest, newest: hour } = windowAt(at, HOURS_KEPT);
  let from = 0;
  while ((hours[from]?.hour ?? oldest) < oldest) from += 1;
  let to = hours.length;
  while ((hours[to - 1]?.hour ?? hour) > hour) to -= 1;
  if (advantage === null || revenue === null) return hours.slice(from, to);
  const last = hours[to - 1];
  const running = last?.hour === hour ? last : undefined;
  const before = running === undefined ? to - from : to - from - 1;
  const kept = new Array<HourSum>(before + 1);
  for (let index = 0; index < before; index += 1) kept[index] = hours[from + index] as HourSum;
  kept[before] = {
    hour,
    ticks: (running?.ticks ?? 0) + 1,
    advantageMilliUsdPerDaySum: (running?.advantageMilliUsdPerDaySum ?? 0) + advantage,
    revenueMilliUsdPerDaySum: (running?.revenueMilliUsdPerDaySum ?? 0) + revenue,
  };
  return kept;
}

/**
 * True when this tick taken by itself does not breach (fraction and floor): the market of such a
 * tick is what a later loss is compared with. Null = unknown, or no revenue to measure against.
 */
export function isTickClear(
  advantageUsdPerDay: number | null,
  revenueUsdPerDay: number | null,
  settings: UnprofitableSettings,
): boolean | null {
  if (advantageUsdPerDay === null || revenueUsdPerDay === null || revenueUsdPerDay <= 0) return null;
  return (
    advantageUsdPerDay / revenueUsdPerDay >= mildestEnter(settings) || advantageUsdPerDay >= -settings.floorUsdPerDay
  );
}

/** The hours of points asked for, but never more than the window's clock hours have had so far. */
function enoughSeconds(at: Instant, settings: UnprofitableSettings, tickSeconds: number): number {
  const count = Math.max(1, Math.floor(settings.meanOverSeconds / SECONDS_PER_HOUR));
  const elapsed = at - floorTo(at, SECONDS_PER_HOUR) + tickSeconds + (count - 1) * SECONDS_PER_HOUR;
  return Math.min(settings.minimumHours * SECONDS_PER_HOUR, elapsed);
}

/** The fraction of revenue below which the rule breaches at its mildest. */
export function mildestEnter({ levels }: UnprofitableSettings): number {
  let mildest = Number.NEGATIVE_INFINITY;
  for (const { enterFractionOfRevenue } of levels) mildest = Math.max(mildest, enterFractionOfRevenue);
  return mildest;
}

/** The last `count` clock hours, the running one included. */
function windowAt(at: Instant, count: number): { readonly oldest: Instant; readonly newest: Instant } {
  const newest = floorTo(at, SECONDS_PER_HOUR);
  return { oldest: after(newest, -(Math.max(1, Math.floor(count)) - 1) * SECONDS_PER_HOUR), newest };
}

/** Whole milli-USD; what a double cannot count exactly is unknown, never wrong. */
function milli(usd: number | null): number | null {
  if (usd === null) return null;
  const whole = Math.round(usd * 1000);
  return Number.isSafeInteger(whole) ? whole + 0 : null;
}
