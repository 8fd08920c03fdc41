import { type GroupState, groupKey } from '../domain/alerts/group-state.ts';
import { isMessageOnly } from '../domain/alerts/rule.ts';
import type { Company } from '../domain/company.ts';
import { hasCode, NetbackError } from '../domain/errors.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Heartbeat, Ids, Stores } from '../ports.ts';
import { underClaim } from './claim.ts';
import { type DeliverPorts, deliverIntent, type Lease } from './deliver.ts';
import { type Flush, readFlush } from './flush.ts';
import { flushFlapping } from './flush-flapping.ts';
import { flushGroup } from './flush-group.ts';
import { groupCause } from './open-episodes.ts';
import type { Deployment } from './pull-market.ts';

export type SendAlertsPorts = Omit<DeliverPorts, 'stores'> & {
  readonly stores: Stores;
  readonly ids: Ids;
  readonly heartbeat: Heartbeat;
  /** Where the page and the API are reached; messages link to it. */
  readonly linkBase: string;
};

/**
 * Tells every audience the difference between what the committed items say and what it was told:
 * at most one message per (rule, cause, audience) and flush. Every group is tried; a publish that
 * failed leaves its intent, marks the tick done, and is thrown.
 */
export async function sendAlerts(ports: SendAlertsPorts, deployment: Deployment, at: Instant): Promise<void> {
  const claimPorts = { ticks: ports.stores.ticks, clock: ports.clock, ids: ports.ids, metrics: ports.metrics };
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
      const seen = await flush(ports, deployment.company, at, done, { owner, untilMilliseconds: until }, failures);
      const broken = failures.find((failure) => !isPublishFailure(failure));
      if (broken !== undefined) throw broken;
      return seen;
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

/**
 * Flushes every group; answers up to which tick the flush had seen the sites whole. How far they are is
 * read before the sites themselves, so that it never promises more than was read. Where nothing is open,
 * told or held back, the sites are not read at all.
 */
async function flush(
  ports: SendAlertsPorts,
  company: Company,
  at: Instant,
  done: Instant | null,
  lease: Lease,
  failures: unknown[],
): Promise<Instant> {
  const [groups, claims] = await Promise.all([ports.stores.groups.all(), ports.stores.ticks.all()]);
  const margins = claims.get('recompute-margins');
  const hasCorrections = claims.get('seal-history')?.note?.hasCorrections === true;
  const completeUpTo = margins?.done ?? null;
  const seen = instant(Math.min(at, completeUpTo ?? done ?? 0));
  const isNext = done !== null && at - done <= company.tickSeconds;
  if (isNext && margins?.note?.isQuiet === true && !hasCorrections && groups.every(isIdle)) return seen;
  const corrections = hasCorrections ? await ports.stores.corrections.all() : [];
  const run = await readFlush(ports, company, at, done, lease, groups, completeUpTo, corrections);
  const stored = new Map(groups.map((group) => [groupKey(group), group]));
  await tryEach(groupsToVisit(run, groups), failures, async (group) => {
    const known = stored.get(groupKey(group)) ?? null;
    const current = known ?? group;
    if (isMessageOnly(current.rule)) return deliverIntent(ports, current, lease);
    const flushOne = current.cause === 'unknown' ? flushFlapping : flushGroup;
    return flushOne(run, { ...current, rule: current.rule }, known !== null);
  });
  await tryEach(run.round.settled(), failures, (correction) => ports.stores.corrections.remove(correction));
  return seen;
}

/** A group that says nothing until something opens. */
function isIdle(group: GroupState): boolean {
  return group.told.length === 0 && group.intent === null && (group.withheld ?? []).length === 0;
}

/**
 * Groups with something open, told, held back or under way. Flapping has groups of its own (cause
 * `unknown`); they come first, so that a spell is told to be over before what holds after it.
 */
function groupsToVisit(run: Flush, groups: readonly GroupState[]): readonly GroupState[] {
  const visited = new Map<string, GroupState>();
  const flapping = run.flapping.map(({ rule }) => ({ rule, cause: 'unknown' as const }));
  const corrected = run.round.due.map(({ rule, cause }) => ({ rule, cause: groupCause(cause) }));
  for (const { rule, cause } of [...run.open, ...run.missed, ...corrected, ...flapping]) {
    for (const audience of run.company.audiences) {
      const group = { rule, cause, audience: audience.id, seq: 0, told: [], lastSentAt: null, intent: null };
      visited.set(groupKey(group), group);
    }
  }
  for (const group of groups) {
    if (!isIdle(group)) visited.set(groupKey(group), group);
  }
  const isFlapping = (group: GroupState): number => (group.cause === 'unknown' ? 0 : 1);
  return [...visited.values()].sort((a, b) => isFlapping(a) - isFlapping(b) || (groupKey(a) < groupKey(b) ? -1 : 1));
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
