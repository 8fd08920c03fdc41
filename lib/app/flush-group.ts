import { keyOf } from '../domain/alerts/group-difference.ts';
import type { GroupState, Told, Withheld } from '../domain/alerts/group-state.ts';
import { decideGroup, type GroupDecision } from '../domain/alerts/grouping.ts';
import type { EpisodeNotice } from '../domain/alerts/message.ts';
import { renderMessage } from '../domain/alerts/render/render-message.ts';
import type { Cause, RuleId } from '../domain/alerts/rule.ts';
import { wasUnmuted, withheldFrom } from '../domain/alerts/standing.ts';
import { REPEAT_INTERVAL_SECONDS } from '../domain/alerts/timing.ts';
import type { Audience } from '../domain/company.ts';
import { instant } from '../domain/instant.ts';
import { deliverIntent, putIntent } from './deliver.ts';
import { type Flush, nameOf } from './flush.ts';
import { contentOf } from './message-content.ts';
import { type GroupedNotice, noticeOfRecord, recordId } from './open-episodes.ts';

/** Additions to a group that was told lately wait for this long. */
const GROUP_INTERVAL_SECONDS = 900;
/** Held back notices that a group remembers; what is older was recorded and is no longer carried. */
const MAX_WITHHELD = 500;
/** Reasons after whose end an episode that is over by then is still told. */
const PUT_OFF = new Set<Withheld['reason']>(['group-interval', 'muted', 'maintenance', 'quiet-hours']);
/** Reasons that are no news to anybody: they order the sending, they do not silence. */
const NOT_RECORDED = new Set<Withheld['reason']>(['group-interval', 'below-severity']);

/**
 * One group at one flush: finish the message under way, decide, write down what is to be sent, send.
 * What is held back is recorded and remembered with the group, so that it is told when it may be.
 */
export async function flushGroup(run: Flush, stored: GroupState, isStored: boolean): Promise<void> {
  const group = await deliverIntent(run.ports, stored, run.lease);
  if (group.intent !== null) return;
  const audience = run.company.audiences.find((one) => one.id === group.audience);
  if (audience === undefined) return;
  const decision = await decide(run, group, audience);
  await recordWithheld(run, group, decision.withheld);
  const withheld = decision.withheld.filter(({ reason }) => reason !== 'below-severity').slice(-MAX_WITHHELD);
  if (!decision.send) return remember(run, group, isStored, withheld);
  const message = renderMessage(await contentOf(run, group, audience, decision));
  const until = instant(Math.ceil(run.lease.untilMilliseconds / 1000));
  const intent = { message, told: decision.told, by: run.lease.owner, until, attempts: 1 };
  const written = await putIntent(run.ports, { ...group, withheld }, isStored, intent);
  if (written !== null) await deliverIntent(run.ports, written, run.lease);
}

async function decide(run: Flush, group: GroupState, audience: Audience): Promise<GroupDecision> {
  const { rule, cause } = group;
  const open = ofGroup(run.open, rule, cause);
  const [closed, putOff] = await Promise.all([closedEpisodes(run, group, open), endedWhilePutOff(run, group, open)]);
  const told = new Set(group.told.map(keyOf));
  return decideGroup({
    group,
    open,
    closedUntold: unique([...ofGroup(run.missed, rule, cause), ...putOff]),
    closed: (one) => closed.get(recordId(rule, one)) ?? null,
    at: run.at,
    withheld: (notice, as) => withheldFrom(run.standing, audience, rule, notice, as, told.has(keyOf(notice))),
    unmuted: (notice) => wasUnmuted(run.standing, rule, notice, group.lastSentAt),
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    groupIntervalSeconds: GROUP_INTERVAL_SECONDS,
  });
}

function ofGroup(notices: readonly GroupedNotice[], rule: RuleId, cause: Cause): readonly EpisodeNotice[] {
  return notices.filter((one) => one.rule === rule && one.cause === cause).map((one) => one.notice);
}

function unique(notices: readonly EpisodeNotice[]): readonly EpisodeNotice[] {
  return [...new Map(notices.map((one) => [keyOf(one), one])).values()];
}

/** How the told episodes that are no longer open ended. */
async function closedEpisodes(
  run: Flush,
  group: GroupState,
  open: readonly EpisodeNotice[],
): Promise<ReadonlyMap<string, EpisodeNotice>> {
  const isOpen = new Set(open.map(keyOf));
  const ended = new Map<string, EpisodeNotice>();
  for (const told of group.told) {
    const notice = isOpen.has(keyOf(told)) ? null : await closedNotice(run, group.rule, told);
    if (notice !== null) ended.set(recordId(group.rule, told), notice);
  }
  return ended;
}

/** Episodes that were held back only for a while and ended in it: told once, as over, when they may be. */
async function endedWhilePutOff(
  run: Flush,
  group: GroupState,
  open: readonly EpisodeNotice[],
): Promise<readonly EpisodeNotice[]> {
  const isOpen = new Set(open.map(keyOf));
  const waiting = (group.withheld ?? []).filter(
    (one) => one.notice === 'firing' && PUT_OFF.has(one.reason) && !isOpen.has(keyOf(one)),
  );
  const notices = await Promise.all(waiting.map((one) => closedNotice(run, group.rule, one)));
  return notices.filter((notice) => notice !== null);
}

async function closedNotice(
  run: Flush,
  rule: RuleId,
  of: Pick<Told, 'site' | 'episode' | 'openedAt'>,
): Promise<EpisodeNotice | null> {
  const record = await run.ports.stores.episodes.get(recordId(rule, of));
  if (record === null || record.closedAt === null) return null;
  return noticeOfRecord(record, nameOf(run.names, of.site));
}

/** Each held back notice is recorded once, when the group first holds it back. */
async function recordWithheld(run: Flush, group: GroupState, withheld: readonly Withheld[]): Promise<void> {
  const known = new Set((group.withheld ?? []).map(textOf));
  for (const one of withheld) {
    if (known.has(textOf(one)) || NOT_RECORDED.has(one.reason)) continue;
    const episodeId = recordId(group.rule, one);
    await run.ports.stores.suppressed.putIfAbsent({ ...one, episodeId, audience: group.audience, at: run.at });
    run.ports.metrics.count('NoticesWithheld', 1);
  }
}

/** Writes what is held back only when that is something else than before. */
async function remember(
  run: Flush,
  group: GroupState,
  isStored: boolean,
  withheld: readonly Withheld[],
): Promise<void> {
  const before = (group.withheld ?? []).map(textOf).join();
  if (withheld.map(textOf).join() === before) return;
  await run.ports.stores.groups.putIf({ ...group, withheld }, isStored ? group.seq : null, null);
}

function textOf(one: Withheld): string {
  return JSON.stringify([one.site, one.episode, one.notice, one.reason]);
}
