import { type Digest, digestOf, lastDue, periodStart, type SiteHours } from '../domain/alerts/digest.ts';
import { type GroupState, groupKey, hasSpokenSince } from '../domain/alerts/group-state.ts';
import { renderDigest } from '../domain/alerts/render/render-digest.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import type { Audience, Company } from '../domain/company.ts';
import { NetbackError } from '../domain/errors.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import { after, type Instant, instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import { alertsNow } from './alerts-now.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { underClaim } from './claim.ts';
import { type CommittedStates, committedRecords } from './committed-episodes.ts';
import { deliverIntent, type Lease, putIntent } from './deliver.ts';
import { readAggregates } from './history/read-aggregates.ts';
import { readCompleteness } from './history/report-quality.ts';
import type { Deployment } from './pull-market.ts';
import type { SendAlertsPorts } from './send-alerts.ts';

export type SendDigestPorts = Omit<SendAlertsPorts, 'heartbeat'>;

/** A digest that could not go out for so long is not sent any more. */
const STILL_WANTED_SECONDS = SECONDS_PER_DAY;
const MAX_HOURS = 400 * 24;
const MAX_EPISODES = 10_000;

/**
 * Sends every audience the daily or weekly summary that fell due since it last had one, by its own
 * wall clock, through the same intent → publish → commit as alerts: a repeated run sends nothing
 * twice, and a period without a single point is not summed up.
 */
export async function sendDigest(ports: SendDigestPorts, deployment: Deployment, at: Instant): Promise<void> {
  const claimPorts = { ticks: ports.stores.ticks, clock: ports.clock, ids: ports.ids, metrics: ports.metrics };
  const { company, timeoutSeconds } = deployment;
  await underClaim(claimPorts, 'send-digest', at, timeoutSeconds, async (_done, owner) => {
    const lease = { owner, untilMilliseconds: ports.clock.nowMilliseconds() + timeoutSeconds * 1000 };
    const groups = await ports.stores.groups.all();
    const failures: unknown[] = [];
    for (const audience of company.audiences) {
      try {
        await digestFor(ports, company, audience, at, lease, groups);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 0) return at;
    throw new NetbackError('publish-failed', `${failures.length} digest(s) due at ${at} could not be sent yet.`, {
      retryable: true,
      cause: failures[0],
    });
  });
}

async function digestFor(
  ports: SendDigestPorts,
  company: Company,
  audience: Audience,
  at: Instant,
  lease: Lease,
  groups: readonly GroupState[],
): Promise<void> {
  const plan = audience.digest;
  if (plan === null) return;
  const empty = { rule: 'digest' as const, cause: 'unknown' as const, audience: audience.id };
  const stored = groups.find((group) => groupKey(group) === groupKey(empty)) ?? null;
  const group = await deliverIntent(
    ports,
    stored ?? { ...empty, seq: 0, told: [], lastSentAt: null, intent: null },
    lease,
  );
  const due = lastDue(plan, audience.timezone, at);
  if (group.intent !== null || due === null || at - due > STILL_WANTED_SECONDS) return;
  if (hasSpokenSince(group, due)) return;
  const digest = await digestBetween(ports, company, periodStart(plan, audience.timezone, due), due);
  if (digest.coverageFraction === 0) return;
  const message = renderDigest({
    id: `${company.company}/${groupKey(group)}#${group.seq + 1}`,
    company: company.company,
    companyName: company.name,
    audience: audience.id,
    locale: audience.locale,
    timezone: audience.timezone,
    every: plan.every,
    digest,
    link: `${ports.linkBase}/#/fleet`,
  });
  const until = instant(Math.ceil(lease.untilMilliseconds / 1000));
  const intent = { message, told: [], by: lease.owner, until, attempts: 1 };
  const written = await putIntent(ports, group, stored !== null, intent);
  if (written !== null) await deliverIntent(ports, written, lease);
}

/** The figures of [from, to), from the very hours that the API answers. */
export async function digestBetween(
  ports: Pick<SendDigestPorts, 'stores'>,
  company: Company,
  from: Instant,
  to: Instant,
): Promise<Digest> {
  const { stores } = ports;
  const before = after(from, from - to);
  const sites: SiteHours[] = [];
  const items = await stores.sites.all();
  const itemOf = new Map(items.map((item) => [item.site, item]));
  await forEachBounded(company.sites, CALLS_AT_ONCE, async (site) => {
    const { tickSeconds } = company;
    const hours = (start: Instant, end: Instant) =>
      readAggregates(stores, tickSeconds, '1h', { site: site.id, from: start, to: end, limit: MAX_HOURS, asOf: null });
    const [now, earlier, reports] = await Promise.all([
      hours(from, to),
      hours(before, from),
      readCompleteness(stores, site, itemOf.get(site.id) ?? null, { from, to, at: to }),
    ]);
    sites.push({ site: site.id, name: site.name, tickSeconds, hours: now.rows, before: earlier.rows, reports });
  });
  sites.sort((a, b) => (a.site < b.site ? -1 : 1));
  const [flips, open] = await Promise.all([flipsBetween(ports, itemOf, from, to), openByRule(ports, items)]);
  return digestOf(sites, from, to, flips, open);
}

/**
 * Openings and closings of unprofitable episodes in [from, to), as the committed items bear them out; an
 * episode of the 90 days before may close in it.
 */
async function flipsBetween(
  { stores }: Pick<SendDigestPorts, 'stores'>,
  items: CommittedStates['items'],
  from: Instant,
  to: Instant,
): Promise<number> {
  const records = await stores.episodes.range(instant(Math.max(0, from - 90 * SECONDS_PER_DAY)), to, MAX_EPISODES);
  const isInside = (moment: Instant | null) => moment !== null && moment >= from && moment < to;
  return committedRecords(records, { items, company: null })
    .filter((record) => record.rule === 'unprofitable')
    .reduce((sum, record) => sum + (isInside(record.openedAt) ? 1 : 0) + (isInside(record.closedAt) ? 1 : 0), 0);
}

async function openByRule(
  { stores }: Pick<SendDigestPorts, 'stores'>,
  items: readonly SiteItem[],
): Promise<Digest['openAlerts']> {
  const state = await stores.company.get();
  const counts = new Map<RuleId, number>();
  for (const { rule } of alertsNow(items, state).open) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => ({ rule, count }));
}
