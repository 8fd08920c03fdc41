import type { Instant } from '../instant.ts';
import type { GroupState, Told } from './group-state.ts';
import type { EpisodeNotice, MessageKind, MessageReason } from './message.ts';
import type { Severity } from './rule.ts';
import { isAtLeast, louder, severityRank } from './severity.ts';
import { worstFirst } from './worst-first.ts';

export type GroupInput = {
  readonly group: GroupState;
  /** Every open episode of the group's rule and cause. */
  readonly open: readonly EpisodeNotice[];
  /** Episodes that fired and ended; those that the group was told of are passed over. */
  readonly closedUntold: readonly EpisodeNotice[];
  /** How a told episode that is no longer open ended; null = not known (yet). */
  readonly closed: (told: Told) => EpisodeNotice | null;
  readonly at: Instant;
  readonly minSeverity: Severity;
  readonly repeatIntervalSeconds: Readonly<Record<Severity, number | null>>;
  readonly groupIntervalSeconds: number;
  /** True while announcing this site would only repeat what a stale source says. */
  readonly inhibited: (site: string | null) => boolean;
};

export type GroupDecision =
  | { readonly send: false; readonly told: readonly Told[] }
  | {
      readonly send: true;
      readonly kind: MessageKind;
      readonly reasons: readonly MessageReason[];
      /** What the message is about, worst first; an episode that ended untold is in both lists. */
      readonly firing: readonly EpisodeNotice[];
      readonly resolved: readonly EpisodeNotice[];
      /** What the audience knows once the message is accepted. */
      readonly told: readonly Told[];
      /** Loudest of what fires, else of what is over. */
      readonly severity: Severity;
    };

/**
 * Does this group have something to say at the flush of T, and what? The difference between what is
 * open and what the audience was told. A first announcement, an escalation, the end of everything
 * and an episode that ended before anybody heard of it go out at once; further sites and single
 * resolutions wait until `groupInterval` after the last message, then go together. Whatever the
 * occasion, a message tells the whole difference. Only told episodes are resolved, and they always
 * are: neither inhibition nor the audience's minimum severity holds a resolution back.
 */
export function decideGroup(input: GroupInput): GroupDecision {
  const { group, at } = input;
  const change = differenceOf(input);
  const isDue = group.lastSentAt === null || at - group.lastSentAt >= input.groupIntervalSeconds;
  const endsAll = change.ended.length > 0 && change.stillTold.length === 0;
  const isRepeat = repeatIsDue(input, change.remindable);
  const goesNow =
    change.missed.length > 0 ||
    change.escalated.length > 0 ||
    (change.fresh.length > 0 && (group.told.length === 0 || endsAll)) ||
    endsAll;
  const waits = change.fresh.length + change.ended.length > 0;
  if (!goesNow && !(waits && isDue) && !isRepeat) return { send: false, told: group.told };
  const firing = [...change.fresh, ...change.missed, ...(isRepeat ? change.remindable : change.escalated)];
  const resolved = [...change.ended, ...change.missed];
  const reasons = reasonsOf(input, change, isRepeat);
  const loudest = (firing.length > 0 ? firing : resolved).map((one) => one.severity).reduce(louder, null);
  return {
    send: true,
    kind: kindOf(change, isRepeat),
    reasons,
    firing: worstFirst(group.rule, firing),
    resolved: worstFirst(group.rule, resolved),
    told: toldAfter(change),
    severity: loudest ?? input.minSeverity,
  };
}

type Difference = {
  /** Open, not told, and now to be announced. */
  readonly fresh: readonly EpisodeNotice[];
  /** Told as less than it is now. */
  readonly escalated: readonly EpisodeNotice[];
  /** Told, open and loud enough to be repeated. */
  readonly remindable: readonly EpisodeNotice[];
  /** Told and over. */
  readonly ended: readonly EpisodeNotice[];
  /** Fired and over before anybody was told. */
  readonly missed: readonly EpisodeNotice[];
  /** What stays told whether or not anything is added. */
  readonly stillTold: readonly Told[];
};

function differenceOf(input: GroupInput): Difference {
  const { group } = input;
  const told = new Map(group.told.map((one) => [keyOf(one), one]));
  const open = new Map(input.open.map((one) => [keyOf(one), one]));
  const isAnnounceable = (one: EpisodeNotice) =>
    isAtLeast(one.severity, input.minSeverity) && !input.inhibited(one.site);
  const ends = group.told.filter((one) => !open.has(keyOf(one))).map((one) => ({ one, end: input.closed(one) }));
  const ended = ends.flatMap(({ end }) => end ?? []);
  const over = new Set(ends.filter(({ end }) => end !== null).map(({ one }) => keyOf(one)));
  const remindable = input.open.filter((one) => told.has(keyOf(one)) && isAnnounceable(one));
  return {
    fresh: input.open.filter((one) => !told.has(keyOf(one)) && isAnnounceable(one)),
    escalated: remindable.filter((one) => isLouderThanTold(one, told.get(keyOf(one)))),
    remindable,
    ended,
    missed: input.closedUntold.filter((one) => isAnnounceable(one) && !told.has(keyOf(one)) && isSinceLast(group, one)),
    stillTold: group.told.filter((one) => !over.has(keyOf(one))),
  };
}

/** An episode that was over when the last message went out was told in it, or was never to be told. */
function isSinceLast(group: GroupState, notice: EpisodeNotice): boolean {
  return group.lastSentAt === null || notice.closedAt === null || notice.closedAt > group.lastSentAt;
}

function isLouderThanTold(notice: EpisodeNotice, told: Told | undefined): boolean {
  return told !== undefined && severityRank(notice.severity) > severityRank(told.severity);
}

function repeatIsDue(input: GroupInput, remindable: readonly EpisodeNotice[]): boolean {
  const severity = remindable.map((one) => one.severity).reduce(louder, null);
  const { lastSentAt } = input.group;
  if (severity === null || lastSentAt === null) return false;
  const interval = input.repeatIntervalSeconds[severity];
  return interval !== null && input.at - lastSentAt >= interval;
}

/** Something new makes it `firing`, whatever else it tells; a reminder may list resolutions too. */
function kindOf(change: Difference, isRepeat: boolean): MessageKind {
  if (change.fresh.length + change.missed.length > 0) return 'firing';
  if (change.escalated.length > 0) return 'escalated';
  return isRepeat ? 'reminder' : 'resolved';
}

function reasonsOf({ group }: GroupInput, change: Difference, isRepeat: boolean): readonly MessageReason[] {
  const announces = change.fresh.length + change.missed.length > 0;
  const leavesNothing = change.stillTold.length + change.fresh.length === 0;
  const reasons: MessageReason[] = [];
  if (announces) reasons.push(group.told.length === 0 ? 'first' : 'new');
  if (change.escalated.length > 0) reasons.push('escalated');
  if (change.ended.length + change.missed.length > 0) reasons.push(leavesNothing ? 'all-resolved' : 'new-resolved');
  if (isRepeat) reasons.push('repeat');
  return reasons;
}

/** An escalation raises what was told; a downgrade leaves it, so that going up again is no news. */
function toldAfter(change: Difference): readonly Told[] {
  const escalated = new Map(change.escalated.map((one) => [keyOf(one), one.severity]));
  const kept = change.stillTold.map((one) => ({ ...one, severity: escalated.get(keyOf(one)) ?? one.severity }));
  const added = change.fresh.map(({ site, episode, openedAt, severity }) => ({ site, episode, openedAt, severity }));
  return [...kept, ...added];
}

function keyOf({ site, episode }: { readonly site: string | null; readonly episode: number }): string {
  return JSON.stringify([site, episode]);
}
