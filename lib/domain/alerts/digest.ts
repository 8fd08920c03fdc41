import { completenessFraction, type PeriodCount, sumOfPeriods } from '../gas/period-count.ts';
import { type Aggregate, foldAggregates } from '../history/fold.ts';
import type { Instant } from '../instant.ts';
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, twoDigits } from '../instant.ts';
import { instantOfWall, wallTime } from '../zoned.ts';
import type { RuleId } from './rule.ts';

export type DigestPlan = { readonly every: 'day' | 'week'; readonly at: string };

/** A site's hours in the digest's period and in the one before it. */
export type SiteHours = {
  readonly site: string;
  readonly name: string;
  readonly tickSeconds: number;
  readonly hours: readonly Aggregate[];
  readonly before: readonly Aggregate[];
  /** Gas reports expected and received in the period. */
  readonly reports: PeriodCount;
};

/** What a company earned and burnt in a period; money in USD over the whole period. Null = nothing known. */
export type Digest = {
  readonly from: Instant;
  readonly to: Instant;
  readonly sites: number;
  readonly mineUsd: number | null;
  readonly sellUsd: number | null;
  readonly flareUsd: number | null;
  /** Mining against the best other use of the same gas. */
  readonly advantageUsd: number | null;
  /** Openings and closings of unprofitable episodes in the period. */
  readonly flips: number;
  readonly hoursUnprofitable: number;
  readonly flaredMcf: number | null;
  readonly flaredMcfBefore: number | null;
  /** The three sites with the least advantage. */
  readonly worst: readonly { readonly site: string; readonly name: string; readonly advantageUsd: number }[];
  readonly openAlerts: readonly { readonly rule: RuleId; readonly count: number }[];
  /** Ticks there are ÷ ticks there should be, 0 to 1. */
  readonly coverageFraction: number;
  /** Gas reports received ÷ expected over all sites, 0 to 1; null = no site ever reported, or nothing was due. */
  readonly reportCompletenessFraction: number | null;
};

const WORST_SITES = 3;
const MILLI = 1000;
const SCF_PER_MCF = 1000;

/**
 * The digest of the period [from, to), made of the very hours that the API shows: USD = Σ rate ×
 * tick ÷ day over the ticks that are known, Mcf = Σ rate × seconds ÷ day.
 */
export function digestOf(
  sites: readonly SiteHours[],
  from: Instant,
  to: Instant,
  flips: number,
  openAlerts: Digest['openAlerts'],
): Digest {
  const totals = sites.map((site) => ({ ...site, total: foldAggregates(site.hours, from, to) }));
  const usd = (sum: SumField, count: CountField) =>
    sumOrNull(totals.map(({ total, tickSeconds }) => usdOf(total, sum, count, tickSeconds)));
  const advantages = totals.flatMap(({ site, name, total, tickSeconds }) => {
    const advantageUsd = usdOf(total, 'advantageMilliUsdPerDaySum', 'advantageTicks', tickSeconds);
    return advantageUsd === null ? [] : [{ site, name, advantageUsd }];
  });
  const ticks = totals.reduce((sum, { total }) => sum + total.ticks, 0);
  const expected = sites.reduce((sum, { tickSeconds }) => sum + ticksIn(from, to, tickSeconds), 0);
  return {
    from,
    to,
    sites: sites.length,
    mineUsd: usd('mineMilliUsdPerDaySum', 'mineTicks'),
    sellUsd: usd('sellMilliUsdPerDaySum', 'sellTicks'),
    flareUsd: usd('flareMilliUsdPerDaySum', 'flareTicks'),
    advantageUsd: usd('advantageMilliUsdPerDaySum', 'advantageTicks'),
    flips,
    hoursUnprofitable: totals.reduce((sum, { total }) => sum + total.secondsUnprofitable, 0) / SECONDS_PER_HOUR,
    flaredMcf: sumOrNull(totals.map(({ total }) => flaredOf(total))),
    flaredMcfBefore: sumOrNull(sites.map(({ before }) => flaredOf(foldAggregates(before, from, from)))),
    worst: advantages
      .sort((a, b) => a.advantageUsd - b.advantageUsd || (a.site < b.site ? -1 : 1))
      .slice(0, WORST_SITES),
    openAlerts,
    coverageFraction: expected === 0 ? 0 : ticks / expected,
    reportCompletenessFraction: completenessFraction(sumOfPeriods(sites.map(({ reports }) => reports))),
  };
}

/** Ticks there should be in [from, to), also in hours that have none. */
function ticksIn(from: Instant, to: Instant, tickSeconds: number): number {
  return Math.ceil(to / tickSeconds) - Math.ceil(from / tickSeconds);
}

/** The newest moment of a plan at or before `at`, on the wall clock of its zone. */
export function lastDue(plan: DigestPlan, zone: string, at: Instant): Instant | null {
  const [weekday, time] = plan.at.includes(' ') ? plan.at.split(' ') : [null, plan.at];
  for (let daysBack = 0; daysBack <= 8; daysBack += 1) {
    const day = wallTime((at - daysBack * SECONDS_PER_DAY) as Instant, zone);
    const date = `${day.year}-${twoDigits(day.month)}-${twoDigits(day.day)}`;
    const due = instantOfWall(`${date}T${time}`, zone);
    const isDay = plan.every === 'day' || weekday === null || WEEKDAYS[day.weekday] === weekday;
    if (due !== null && due <= at && isDay) return due;
  }
  return null;
}

/** The moment of the plan one day or week of the wall clock before `due`. */
export function periodStart(plan: DigestPlan, zone: string, due: Instant): Instant {
  const back = plan.every === 'day' ? 1 : 7;
  const near = (due - back * SECONDS_PER_DAY + 2 * SECONDS_PER_HOUR) as Instant;
  return lastDue(plan, zone, near) ?? ((due - back * SECONDS_PER_DAY) as Instant);
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

type SumField =
  | 'mineMilliUsdPerDaySum'
  | 'sellMilliUsdPerDaySum'
  | 'flareMilliUsdPerDaySum'
  | 'advantageMilliUsdPerDaySum';
type CountField = 'mineTicks' | 'sellTicks' | 'flareTicks' | 'advantageTicks';

function usdOf(total: Aggregate, sum: SumField, count: CountField, tickSeconds: number): number | null {
  return total[count] === 0 ? null : (total[sum] * tickSeconds) / SECONDS_PER_DAY / MILLI;
}

function flaredOf(total: Aggregate): number | null {
  return total.flaredTicks === 0 ? null : total.flaredScfPerDaySeconds / SECONDS_PER_DAY / SCF_PER_MCF;
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
