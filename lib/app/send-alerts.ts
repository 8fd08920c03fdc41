import type { Correction } from '../domain/alerts/correction.ts';
import { episodeId } from '../domain/alerts/episode-record.ts';
import { isMessageOnly } from '../domain/alerts/rule.ts';
import type { Company } from '../domain/company.ts';
import { hasCode, NetbackError } from '../domain/errors.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Heartbeat, Ids, Stores } from '../ports.ts';
import { underClaim } from './claim.ts';
import { type DeliverPorts, deliverIntent, type Lease } from './deliver.ts';
import { readFlush } from './flush.ts';
import { flushFlapping } from './flush-flapping.ts';
import { flushGroup } from './flush-group.ts';
import { groupsToVisit, isIdle } from './groups-to-visit.ts';
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
  const seen = instant(Math.min(at, margins?.done ?? done ?? 0));
  const isNext = done !== null && at - done <= company.tickSeconds;
  if (isNext && margins?.note?.isQuiet === true && !hasCorrections && groups.every(isIdle)) return seen;
  const corrections = hasCorrections ? await ports.stores.corrections.all() : [];
  const run = await readFlush(ports, company, at, done, lease, groups, corrections);
  await tryEach(groupsToVisit(run, groups), failures, async ({ group, isStored }) => {
    if (isMessageOnly(group.rule)) return deliverIntent(ports, group, lease);
    const flushOne = group.cause === 'unknown' ? flushFlapping : flushGroup;
    return flushOne(run, { ...group, rule: group.rule }, isStored);
  });
  await tryEach([...Map.groupBy(run.round.settled(), episodeId).values()], failures, (ofEpisode) =>
    forget(ports.stores, ofEpisode),
  );
  return seen;
}

/** Only a message that is written down may leave its tick done; anything else is tried again whole. */
function isPublishFailure(failure: unknown): boolean {
  return hasCode(failure, 'publish-failed') || hasCode(failure, 'publish-rejected');
}

/** The verdict found last goes last, and only after those before it: none that it replaced may be left to be told. */
async function forget(stores: Pick<Stores, 'corrections'>, ofEpisode: readonly Correction[]): Promise<void> {
  for (const correction of ofEpisode) await stores.corrections.remove(correction);
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
