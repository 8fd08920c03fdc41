import { monthStart } from '../domain/history/stretch.ts';
import { after, floorTo, type Instant, instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import type { Clock, Ids, Log, Metrics, Stores } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { underClaim } from './claim.ts';
import type { Deployment } from './pull-market.ts';
import { type Restating, restateMark } from './restate-history.ts';
import { type Settling, settleDay, settleMonth } from './settle-aggregates.ts';

export type SealHistoryPorts = {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Absent = nothing is counted. */
  readonly metrics?: Metrics;
};

/** Closed days that one run folds at most; a longer backlog goes on in the next run. */
export const DAYS_PER_RUN = 7;
/** Marks that one run restates at most. */
export const MARKS_PER_RUN = 10_000;
/** Sites worked on at once: each has several reads under way. */
const SITES_AT_ONCE = CALLS_AT_ONCE / 4;

/**
 * Restates what late reports changed, then folds the UTC days that closed since the last finished
 * run, and with them the months. A day is only folded once every tick up to its end is computed.
 * Doing any of it again changes nothing, so a crash costs nothing but the work.
 */
export async function sealHistory(ports: SealHistoryPorts, deployment: Deployment, at: Instant): Promise<void> {
  const { stores } = ports;
  const claimPorts = {
    ticks: stores.ticks,
    clock: ports.clock,
    ids: ports.ids,
    ...(ports.metrics && { metrics: ports.metrics }),
  };
  await underClaim(claimPorts, 'seal-history', at, deployment.timeoutSeconds, async (done) => {
    await restateMarks(ports, deployment, at);
    const first = floorTo(done ?? (await firstTick(stores, at)), SECONDS_PER_DAY);
    const today = floorTo(earlier(at, await computedUntil(stores, at)), SECONDS_PER_DAY);
    const days = daysBetween(first, today).slice(0, DAYS_PER_RUN);
    for (const day of days) await sealDay(ports, deployment, day, at);
    const reached = after(first, days.length * SECONDS_PER_DAY);
    const hasCorrections = (await stores.corrections.all()).length > 0;
    return { upTo: reached >= floorTo(at, SECONDS_PER_DAY) ? at : reached, note: { hasCorrections } };
  });
}

async function restateMarks(ports: SealHistoryPorts, deployment: Deployment, at: Instant): Promise<void> {
  const { stores } = ports;
  const marks = await stores.dirty.marks(MARKS_PER_RUN);
  if (marks.length === 0) return;
  const bySite = [...Map.groupBy(marks, (mark) => mark.site).values()];
  const restating: Restating = { stores, company: deployment.company, at, markets: new Map() };
  await forEachBounded(bySite, SITES_AT_ONCE, async (ofSite) => {
    for (const mark of ofSite) await restateMark(restating, mark);
  });
  ports.log.info('history-restated', { at, marks: marks.length });
}

/** On the first run ever everything is still to be folded, from the first frozen market on. */
async function firstTick(stores: Stores, at: Instant): Promise<Instant> {
  const [oldest] = await stores.market.range(instant(0), at, 1);
  return oldest?.at ?? at;
}

/** Ticks up to here are in the sites' items, the catch-up on missed ones included. */
async function computedUntil(stores: Stores, at: Instant): Promise<Instant> {
  const claim = await stores.ticks.get('recompute-margins');
  return claim?.done ?? floorTo(at, SECONDS_PER_DAY);
}

function daysBetween(first: Instant, today: Instant): Instant[] {
  const days: Instant[] = [];
  for (let day = first; day < today; day = after(day, SECONDS_PER_DAY)) days.push(day);
  return days;
}

/** All sites that have an item: a removed one has its last days folded too. */
async function sealDay(ports: SealHistoryPorts, deployment: Deployment, date: Instant, at: Instant): Promise<void> {
  const { stores, log } = ports;
  const end = after(date, SECONDS_PER_DAY);
  const isMonthEnd = monthStart(end) !== monthStart(date);
  const items = await stores.sites.all();
  const { tickSeconds } = deployment.company;
  await forEachBounded(items, SITES_AT_ONCE, async ({ site }) => {
    const settling: Settling = { site, tickSeconds, at };
    await settleDay(stores, settling, date);
    if (isMonthEnd) await settleMonth(stores, settling, monthStart(date));
  });
  log.info('day-sealed', { date, sites: items.length });
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
