import { keyOf } from '../domain/alerts/group-difference.ts';
import type { Corrected, EpisodeKey, Intent, RuleGroup, Told, Withheld } from '../domain/alerts/group-state.ts';
import { decideGroup, type GroupDecision } from '../domain/alerts/grouping.ts';
import { inhibitor, STALE_SOURCES } from '../domain/alerts/inhibition.ts';
import { type EpisodeNotice, FIRES_AGAIN, type RenderedMessage } from '../domain/alerts/message.ts';
import { noticeTexts } from '../domain/alerts/render/notice-texts.ts';
import { renderMessage } from '../domain/alerts/render/render-message.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import { labelsOf, wasUnmuted, withheldFrom } from '../domain/alerts/standing.ts';
import { REPEAT_INTERVAL_SECONDS } from '../domain/alerts/timing.ts';
import type { Audience } from '../domain/company.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { keptWith, lastKeptWith } from '../domain/kept-with.ts';
import { type OpenGroup, toldTogether } from './alerts-now.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { committedRecords } from './committed-episodes.ts';
import { deliverIntent, putIntent } from './deliver.ts';
import { bySite, type Flush, nameOf } from './flush.ts';
import { correctionFor } from './flush-corrections.ts';
import { contentOf } from './message-content.ts';
import { endedSources, noticeOf, noticeOfRecord, recordId } from './open-episodes.ts';
import { reachedTier } from './reached-tier.ts';
import { recordWithheld, remember } from './withheld-notices.ts';

/** Additions to a group that was told lately wait for this long. */
const GROUP_INTERVAL_SECONDS = 900;
/** Held back notices that a group remembers; what is older was recorded and is no longer carried. */
const MAX_WITHHELD = 10_000;
/** Reasons after whose end an episode that is over by then is still told. */
const PUT_OFF = new Set<Withheld['reason']>(['group-interval', 'muted', 'maintenance', 'quiet-hours', 'inhibited']);
/** Reasons that need not be remembered: they hold as long as the episode and its audience are what they are. */
const NOT_REMEMBERED = new Set<Withheld['reason']>(['below-severity', 'below-tier']);

/**
 * One group at one flush: finish the message under way, decide, write down what is to be sent, send.
 * What is held back is recorded and remembered with the group, so that it is told when it may be.
 */
export async function flushGroup(run: Flush, stored: RuleGroup, isStored: boolean): Promise<void> {
  const group = await deliverIntent(run.ports, stored, run.lease);
  if (group.intent !== null) return;
  const audience = run.company.audiences.find((one) => one.id === group.audience);
  if (audience === undefined) return;
  const decision = await decide(run, group, audience, seenUpTo(run, stored));
  await recordWithheld(run, group, decision.withheld);
  const withheld = decision.withheld.filter(({ reason }) => !NOT_REMEMBERED.has(reason)).slice(-MAX_WITHHELD);
  const over = stillSeen(run, [...(group.over ?? []), ...(decision.send ? decision.resolved : [])]);
  const correction = decision.send ? null : await correctionFor(run, group, audience);
  if (!decision.send && correction === null) return remember(run, group, isStored, { withheld, over });
  const content = decision.send ? await contentOf(run, group, audience, decision) : correction?.content;
  if (content === undefined) return;
  const intent = intentOf(run, renderMessage(content, textsOf(run)), decision.told, correction?.corrected);
  const written = await putIntent(run.ports, { ...group, withheld, over }, isStored, intent);
  if (written !== null) await deliverIntent(run.ports, written, run.lease);
}

/** The audiences of a flush are told the same notices. */
const textsOf = keptWith((_: Flush) => noticeTexts());

function intentOf(
  { lease }: Flush,
  message: RenderedMessage,
  told: readonly Told[],
  corrected: readonly Corrected[] | undefined,
): Intent {
  const until = instant(Math.ceil(lease.untilMilliseconds / 1000));
  return { message, told, ...(corrected === undefined ? {} : { corrected }), by: lease.owner, until, attempts: 1 };
}

/** What opened after this was not yet decided on: the group's stuck message, else the last flush. */
function seenUpTo(run: Flush, stored: RuleGroup): Instant | null {
  return stored.intent === null ? run.since : stored.intent.message.at;
}

/** Those that the next flush will look at again, if this one dies before it can say that it is done. */
function stillSeen({ since }: Flush, over: readonly EpisodeKey[]): readonly EpisodeKey[] {
  return over
    .filter(({ openedAt }) => since === null || openedAt > since)
    .map(({ site, episode, openedAt }) => ({ site, episode, openedAt }));
}

async function decide(run: Flush, group: RuleGroup, audience: Audience, seen: Instant | null): Promise<GroupDecision> {
  const { rule, cause } = group;
  const open = openNotices(run, group);
  const isOpen = new Set(open.map(keyOf));
  const [closed, putOff] = await Promise.all([
    closedEpisodes(run, group, isOpen),
    endedWhilePutOff(run, group, isOpen),
  ]);
  const told = new Set(group.told.map(keyOf));
  const over = new Set((group.over ?? []).map((one) => recordId(rule, one)));
  const missed = run.missed
    .filter((one) => one.rule === rule && one.cause === cause)
    .map((one) => endOf(run, rule, one.notice))
    .filter((one) => seen === null || one.openedAt > seen);
  const closedUntold = unique([...missed, ...putOff]).filter((one) => !over.has(recordId(rule, one)));
  const untold = [...open.filter((one) => !told.has(keyOf(one))), ...closedUntold];
  const hasReached = await reachedTier(run, rule, audience, untold);
  return decideGroup({
    group,
    open,
    closedUntold,
    isEscalation: (audience.tier ?? 1) > 1,
    closed: (one) => closed.get(recordId(rule, one)) ?? null,
    at: run.at,
    withheld: (notice, as) =>
      withheldFrom(run.standing, audience, rule, notice, as, told.has(keyOf(notice)), hasReached(notice)),
    unmuted: (notice) => wasUnmuted(run.standing, rule, notice, group.lastSentAt),
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    groupIntervalSeconds: GROUP_INTERVAL_SECONDS,
  });
}

/** The group's open episodes as they would be told now: the same notices to each of its audiences. */
function openNotices(run: Flush, group: RuleGroup): readonly EpisodeNotice[] {
  const open = run.open.get(toldTogether(group));
  return open === undefined ? [] : noticesOf(open, run);
}

const noticesOf = lastKeptWith(({ episodes }: OpenGroup, { company, own }: Flush) =>
  episodes.map((one) => noticeOf(company, own, one)),
);

function unique(notices: readonly EpisodeNotice[]): readonly EpisodeNotice[] {
  return [...new Map(notices.map((one) => [keyOf(one), one])).values()];
}

/** How the told episodes that are no longer open ended. */
async function closedEpisodes(
  run: Flush,
  group: RuleGroup,
  isOpen: ReadonlySet<string>,
): Promise<ReadonlyMap<string, EpisodeNotice>> {
  const gone = group.told.filter((told) => !isOpen.has(keyOf(told)));
  const ended = new Map<string, EpisodeNotice>();
  await forEachBounded(gone, CALLS_AT_ONCE, async (told) => {
    const notice = await closedNotice(run, group.rule, told);
    if (notice !== null) ended.set(recordId(group.rule, told), notice);
  });
  return ended;
}

/** Episodes that were held back only for a while and ended in it: told once, as over, when they may be. */
async function endedWhilePutOff(
  run: Flush,
  group: RuleGroup,
  isOpen: ReadonlySet<string>,
): Promise<readonly EpisodeNotice[]> {
  const waiting = (group.withheld ?? []).filter(
    (one) => one.notice === 'firing' && PUT_OFF.has(one.reason) && !isOpen.has(keyOf(one)),
  );
  const notices = new Map<string, EpisodeNotice>();
  await forEachBounded(waiting, CALLS_AT_ONCE, async (one) => {
    const notice = await closedNotice(run, group.rule, one);
    const isCovered = notice !== null && one.reason === 'inhibited' && endedUnderSource(run, group.rule, notice);
    if (notice !== null && !isCovered) notices.set(keyOf(one), notice);
  });
  return waiting.flatMap((one) => notices.get(keyOf(one)) ?? []);
}

const endedSourcesOf = keptWith(({ company, items, own }: Flush) => endedSources(company, items, own));

/** True where a source that inhibits the episode ended no earlier: it told the reader all along. */
function endedUnderSource(run: Flush, rule: RuleId, notice: EpisodeNotice): boolean {
  const labels = labelsOf(run.company, rule, notice);
  return endedSourcesOf(run).some(
    (source) => source.closedAt >= (notice.closedAt ?? 0) && inhibitor(STALE_SOURCES, [source.labels])(labels),
  );
}

async function closedNotice(
  run: Flush,
  rule: RuleId,
  of: Pick<Told, 'site' | 'episode' | 'openedAt'>,
): Promise<EpisodeNotice | null> {
  const stored = await run.ports.stores.episodes.get(recordId(rule, of));
  if (stored === null) return null;
  // A run that hung may have written an older record over the one with the end; the item knows of it.
  const [record] = committedRecords([stored], { items: bySite(run.items), company: run.own });
  if (record === undefined || record.closedAt === null) return null;
  return endOf(run, rule, noticeOfRecord(record, nameOf(run.names, of.site)));
}

/** An end is no all-clear where the same rule fires at the site again. */
function endOf(run: Flush, rule: RuleId, notice: EpisodeNotice): EpisodeNotice {
  return firingOf(run).has(firingKey(rule, notice.site)) ? { ...notice, closeReason: FIRES_AGAIN } : notice;
}

/** What fires now, by rule and site, whatever it is told together with. */
const firingOf = keptWith(
  ({ open }: Flush) =>
    new Set([...open.values()].flatMap(({ rule, episodes }) => episodes.map(({ site }) => firingKey(rule, site)))),
);

function firingKey(rule: RuleId, site: string | null): string {
  return `${rule}/${site ?? ''}`;
}
