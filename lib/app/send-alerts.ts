import { type GroupState, groupKey, type Told } from '../domain/alerts/group-state.ts';
import { decideGroup } from '../domain/alerts/grouping.ts';
import { isInhibited } from '../domain/alerts/inhibition.ts';
import type { EpisodeNotice, MessageContent } from '../domain/alerts/message.ts';
import { renderMessage } from '../domain/alerts/render/render-message.ts';
import type { Cause, RuleId } from '../domain/alerts/rule.ts';
import { REPEAT_INTERVAL_SECONDS } from '../domain/alerts/timing.ts';
import type { Audience, Company } from '../domain/company.ts';
import { hasCode, NetbackError } from '../domain/errors.ts';
import { after, type Instant, instant } from '../domain/instant.ts';
import type { Heartbeat, Ids, Stores } from '../ports.ts';
import { underClaim } from './claim.ts';
import { type DeliverPorts, deliverIntent, type Lease, putIntent } from './deliver.ts';
import { type GroupedNotice, groupCause, noticeOfRecord, openEpisodes, toldEpisodeId } from './open-episodes.ts';
import type { Deployment } from './pull-market.ts';

export type SendAlertsPorts = Omit<DeliverPorts, 'stores'> & {
  readonly stores: Stores;
  readonly ids: Ids;
  readonly heartbeat: Heartbeat;
  /** Where the page and the API are reached; messages link to it. */
  readonly linkBase: string;
};

type Flush = {
  readonly ports: SendAlertsPorts;
  readonly company: Company;
  readonly at: Instant;
  readonly lease: Lease;
  readonly open: readonly GroupedNotice[];
  readonly untold: readonly GroupedNotice[];
  readonly names: ReadonlyMap<string, string>;
};

/** Additions to a group that was told lately wait for this long. */
const GROUP_INTERVAL_SECONDS = 900;
const MAX_UNTOLD_EPISODES = 1000;

/**
 * Tells every audience the difference between what the committed items say and what it was told:
 * at most one message per (rule, cause, audience) and flush. Every group is tried; a publish that
 * failed leaves its intent, marks the tick done, and is thrown.
 */
export async function sendAlerts(ports: SendAlertsPorts, deployment: Deployment, at: Instant): Promise<void> {
  const claimPorts = { ticks: ports.stores.ticks, clock: ports.clock, ids: ports.ids };
  const failures: unknown[] = [];
  const until = ports.clock.nowMilliseconds() + deployment.timeoutSeconds * 1000;
  const resend = async (owner: string): Promise<void> => {
    const groups = await ports.stores.groups.all();
    const left = groups.filter((group) => group.intent !== null);
    await tryEach(left, failures, (group) => deliverIntent(ports, group, { owner, untilMilliseconds: until }));
  };
  await underClaim(
    claimPorts,
    'send-alerts',
    at,
    deployment.timeoutSeconds,
    async (done, owner) => {
      await flush(ports, deployment.company, at, done, { owner, untilMilliseconds: until }, failures);
      const broken = failures.find((failure) => !isPublishFailure(failure));
      if (broken !== undefined) throw broken;
      return at;
    },
    resend,
  );
  ports.metrics.count('TickCompleted', 1);
  await ports.heartbeat.beat(at);
  if (failures.length > 0) {
    throw new NetbackError(
      'publish-failed',
      `${failures.length} message(s) of tick ${at} were not accepted; they stay written down and will be sent again.`,
      {
        retryable: true,
        cause: failures[0],
      },
    );
  }
}

async function flush(
  ports: SendAlertsPorts,
  company: Company,
  at: Instant,
  done: Instant | null,
  lease: Lease,
  failures: unknown[],
): Promise<void> {
  const { stores } = ports;
  const [items, companyState, groups] = await Promise.all([
    stores.sites.all(),
    stores.company.get(),
    stores.groups.all(),
  ]);
  const names = new Map(company.sites.map((site) => [site.id, site.name]));
  const open = openEpisodes(company, items, companyState);
  const untold = await missedEpisodes(stores, company, done, at, names);
  const run: Flush = { ports, company, at, lease, open, untold, names };
  const stored = new Map(groups.map((group) => [groupKey(group), group]));
  await tryEach(groupsToVisit(company, open, untold, groups), failures, async (group) => {
    const known = stored.get(groupKey(group)) ?? null;
    await flushGroup(run, known ?? group, known !== null);
  });
}

/** Episodes that opened and closed in ticks that no flush saw: they are told once, as over. */
async function missedEpisodes(
  stores: Stores,
  company: Company,
  done: Instant | null,
  at: Instant,
  names: ReadonlyMap<string, string>,
): Promise<readonly GroupedNotice[]> {
  if (done === null || at - done <= company.tickSeconds) return [];
  const records = await stores.episodes.range(after(done, 1), after(at, 1), MAX_UNTOLD_EPISODES);
  return records
    .filter((record) => record.closedAt !== null)
    .map((record) => ({
      rule: record.rule,
      cause: groupCause(record.cause),
      notice: noticeOfRecord(record, record.site === null ? null : (names.get(record.site) ?? record.site)),
    }));
}

function groupsToVisit(
  company: Company,
  open: readonly GroupedNotice[],
  untold: readonly GroupedNotice[],
  groups: readonly GroupState[],
): readonly GroupState[] {
  const visited = new Map<string, GroupState>();
  for (const { rule, cause } of [...open, ...untold]) {
    for (const audience of company.audiences) {
      const group = { rule, cause, audience: audience.id, seq: 0, told: [], lastSentAt: null, intent: null };
      visited.set(groupKey(group), group);
    }
  }
  for (const group of groups) {
    if (group.told.length > 0 || group.intent !== null) visited.set(groupKey(group), group);
  }
  return [...visited.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

async function flushGroup(run: Flush, stored: GroupState, isStored: boolean): Promise<void> {
  const group = await deliverIntent(run.ports, stored, run.lease);
  if (group.intent !== null) return;
  const audience = run.company.audiences.find((one) => one.id === group.audience);
  if (audience === undefined) return;
  const closed = await closedEpisodes(run, group);
  const decision = decideGroup({
    group,
    open: ofGroup(run.open, group.rule, group.cause),
    closedUntold: ofGroup(run.untold, group.rule, group.cause),
    closed: (told) => closed.get(toldEpisodeId(group.rule, told)) ?? null,
    at: run.at,
    minSeverity: audience.minSeverity,
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    groupIntervalSeconds: GROUP_INTERVAL_SECONDS,
    inhibited: (site) => isInhibited(group.rule, site, run.open),
  });
  if (!decision.send) return;
  const content = await contentOf(run, group, audience, decision);
  const intent = {
    message: renderMessage(content),
    told: decision.told,
    by: run.lease.owner,
    until: instant(Math.ceil(run.lease.untilMilliseconds / 1000)),
    attempts: 1,
  };
  const written = await putIntent(run.ports, group, isStored, intent);
  if (written !== null) await deliverIntent(run.ports, written, run.lease);
}

function ofGroup(notices: readonly GroupedNotice[], rule: RuleId, cause: Cause): readonly EpisodeNotice[] {
  return notices.filter((one) => one.rule === rule && one.cause === cause).map((one) => one.notice);
}

/** How the told episodes that are no longer open ended. */
async function closedEpisodes(run: Flush, group: GroupState): Promise<ReadonlyMap<string, EpisodeNotice>> {
  const open = ofGroup(run.open, group.rule, group.cause);
  const isStillOpen = (told: Told) => open.some((one) => one.site === told.site && one.episode === told.episode);
  const ended = new Map<string, EpisodeNotice>();
  for (const told of group.told) {
    if (isStillOpen(told)) continue;
    const record = await run.ports.stores.episodes.get(toldEpisodeId(group.rule, told));
    if (record !== null && record.closedAt !== null) {
      ended.set(toldEpisodeId(group.rule, told), noticeOfRecord(record, nameOf(run, told.site)));
    }
  }
  return ended;
}

function nameOf(run: Flush, site: string | null): string | null {
  return site === null ? null : (run.names.get(site) ?? site);
}

type Decision = Extract<ReturnType<typeof decideGroup>, { send: true }>;

/** The listed episodes quote the figures frozen at their transition, not the latest ones. */
async function contentOf(
  run: Flush,
  group: GroupState,
  audience: Audience,
  decision: Decision,
): Promise<MessageContent> {
  const firing = await Promise.all(
    decision.firing.slice(0, 10).map(async (notice) => {
      const record = await run.ports.stores.episodes.get(toldEpisodeId(group.rule, notice));
      return record === null ? notice : noticeOfRecord(record, nameOf(run, notice.site));
    }),
  );
  const id = `${run.company.company}/${groupKey(group)}#${group.seq + 1}`;
  return {
    id,
    kind: decision.kind,
    reasons: decision.reasons,
    company: run.company.company,
    companyName: run.company.name,
    audience: audience.id,
    locale: audience.locale,
    timezone: audience.timezone,
    rule: group.rule,
    cause: group.cause,
    severity: decision.severity,
    at: run.at,
    firing,
    firingCount: decision.firing.length,
    resolved: decision.resolved.slice(0, 10),
    resolvedCount: decision.resolved.length,
    openCount: decision.told.length,
    totalUsdPerDay: totalOf(decision.firing),
    link: `${run.ports.linkBase}/#/alerts?rule=${group.rule}&state=open`,
  };
}

/** The mean advantages of all of them together; null where one is unknown. */
function totalOf(notices: readonly EpisodeNotice[]): number | null {
  const means = notices.map(({ values }) => values.meanAdvantageUsdPerDay ?? values.advantageUsdPerDay);
  return means.reduce<number | null>((sum, mean) => (sum === null || mean === null ? null : sum + mean), 0);
}

/** Only a message that is written down may leave its tick done; anything else is tried again whole. */
function isPublishFailure(failure: unknown): boolean {
  return hasCode(failure, 'publish-failed') || hasCode(failure, 'publish-rejected');
}

async function tryEach<T>(items: readonly T[], failures: unknown[], act: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) {
    try {
      await act(item);
    } catch (error) {
      failures.push(error);
    }
  }
}
