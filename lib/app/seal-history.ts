import type { Company } from '../domain/company.ts';
import { type Aggregate, foldAggregates, foldPoints } from '../domain/history/fold.ts';
import type { Point } from '../domain/history/point.ts';
import { after, floorTo, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../domain/instant.ts';
import type { Clock, Ids, Log, Stores } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { underClaim } from './claim.ts';
import type { Deployment } from './pull-market.ts';
import { pointsOf } from './read-points.ts';

export type SealHistoryPorts = {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/** Closed days that one run folds at most; a longer backlog goes on in the next run. */
export const DAYS_PER_RUN = 7;

/**
 * Folds the UTC days, and with them the months, that closed since the last finished run. Folding a
 * day again gives the same bytes, so a crash costs nothing but the work.
 */
export async function sealHistory(ports: SealHistoryPorts, deployment: Deployment, at: Instant): Promise<void> {
  const claimPorts = { ticks: ports.stores.ticks, clock: ports.clock, ids: ports.ids };
  await underClaim(claimPorts, 'seal-history', at, deployment.timeoutSeconds, async (done) => {
    const today = floorTo(at, SECONDS_PER_DAY);
    const first = floorTo(done ?? after(today, -SECONDS_PER_DAY), SECONDS_PER_DAY);
    const days = daysBetween(first, today).slice(0, DAYS_PER_RUN);
    for (const day of days) await sealDay(ports, deployment.company, day);
    const last = days.at(-1);
    const isBehind = last !== undefined && after(last, SECONDS_PER_DAY) < today;
    return isBehind ? after(last, SECONDS_PER_DAY) : at;
  });
}

function daysBetween(first: Instant, today: Instant): Instant[] {
  const days: Instant[] = [];
  for (let day = first; day < today; day = after(day, SECONDS_PER_DAY)) days.push(day);
  return days;
}

async function sealDay(ports: SealHistoryPorts, company: Company, date: Instant): Promise<void> {
  const end = after(date, SECONDS_PER_DAY);
  await forEachBounded(company.sites, CALLS_AT_ONCE, async (site) => {
    const points = await pointsOf(ports.stores, site.id, date, end, Number.POSITIVE_INFINITY);
    if (points.length === 0) return;
    const hours = hoursOf(points, date, company.tickSeconds);
    await ports.stores.history.putDay(site.id, {
      date,
      version: 1,
      restated: null,
      hours,
      day: foldAggregates(hours, date, end),
    });
    if (monthStart(end) !== monthStart(date)) await sealMonth(ports, site.id, monthStart(date), end);
  });
  ports.log.info('day-sealed', { date, sites: company.sites.length });
}

function hoursOf(points: readonly Point[], date: Instant, stepSeconds: number): Aggregate[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const from = after(date, hour * SECONDS_PER_HOUR);
    const to = after(from, SECONDS_PER_HOUR);
    const inHour = points.filter((point) => point.at >= from && point.at < to);
    return foldPoints(inHour, from, to, stepSeconds);
  });
}

async function sealMonth(ports: SealHistoryPorts, site: string, month: Instant, end: Instant): Promise<void> {
  const sealed = await ports.stores.history.days(site, month, end);
  const days = sealed.map((one) => one.day);
  await ports.stores.history.putMonth(site, {
    month,
    version: 1,
    restated: null,
    days,
    total: foldAggregates(days, month, end),
  });
}

/** The first instant of the UTC month of `at`. */
function monthStart(at: Instant): Instant {
  const date = new Date(at * 1000);
  return instant(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000);
}
