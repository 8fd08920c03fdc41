import { type Difference, differenceOf, type GroupInput, keyOf } from './group-difference.ts';
import { hasSpokenSince, type Told, type Withheld } from './group-state.ts';
import type { EpisodeNotice, MessageKind, MessageReason } from './message.ts';
import type { Severity } from './rule.ts';
import { louder } from './severity.ts';
import { worstFirst } from './worst-first.ts';

export type GroupDecision = { readonly withheld: readonly Withheld[] } & (
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
    }
);

/**
 * Does this group have something to say at the flush of T, and what? The difference between what is
 * open and what the audience was told. A first announcement, an escalation, the end of a mute, the
 * end of everything and an episode that ended before anybody heard of it go out at once; further
 * sites and single resolutions wait until `groupInterval` after the last message, then go together.
 * What a flush that runs again finds after its message went out waits for the next one, whatever it is.
 * Whatever the occasion, a message tells the whole difference. Only told episodes are resolved, and
 * they always are: what holds a resolution back only puts it off.
 */
export function decideGroup(input: GroupInput): GroupDecision {
  const { group } = input;
  const change = differenceOf(input);
  if (!isToSend(input, change)) {
    const waits = unique([...change.fresh, ...change.missed]).map(waiting);
    return { send: false, told: group.told, withheld: [...change.withheld, ...waits] };
  }
  const firing = unique([
    ...change.fresh,
    ...change.missed,
    ...change.escalated,
    ...change.unmuted,
    ...change.reminded,
  ]);
  const resolved = [...change.ended, ...change.missed];
  const loudest = (firing.length > 0 ? firing : resolved).map((one) => one.severity).reduce(louder, null);
  return {
    send: true,
    kind: kindOf(change, input.isEscalation === true),
    reasons: reasonsOf(input, change),
    firing: worstFirst(group.rule, firing),
    resolved: worstFirst(group.rule, resolved),
    told: toldAfter(change),
    severity: loudest ?? 'info',
    withheld: change.withheld,
  };
}

/** A notice that waits for the group interval or the next flush; remembered, so that it is told even if it ends before. */
function waiting({ site, episode, openedAt }: EpisodeNotice): Withheld {
  return { site, episode, openedAt, notice: 'firing', reason: 'group-interval' };
}

function isToSend(input: GroupInput, change: Difference): boolean {
  const { group, at } = input;
  if (hasSpokenSince(group, at)) return false;
  const endsAll = change.ended.length > 0 && change.stillTold.length === 0;
  if (change.missed.length + change.escalated.length + change.unmuted.length + change.reminded.length > 0) return true;
  if (endsAll || (change.fresh.length > 0 && group.told.length === 0)) return true;
  const waiting = change.fresh.length + (input.tellsResolved === false ? 0 : change.ended.length);
  const isDue = group.lastSentAt === null || at - group.lastSentAt >= input.groupIntervalSeconds;
  return waiting > 0 && isDue;
}

/** Something new makes it `firing` (in a higher tier `escalated`), whatever else it tells; a reminder may list resolutions too. */
function kindOf(change: Difference, isEscalation: boolean): MessageKind {
  if (change.fresh.length + change.missed.length > 0) return isEscalation ? 'escalated' : 'firing';
  if (change.escalated.length > 0) return 'escalated';
  return change.reminded.length + change.unmuted.length > 0 ? 'reminder' : 'resolved';
}

function reasonsOf({ group, isEscalation }: GroupInput, change: Difference): readonly MessageReason[] {
  const announces = change.fresh.length + change.missed.length > 0;
  const leavesNothing = change.stillTold.length + change.fresh.length === 0;
  const reasons: MessageReason[] = [];
  if (announces) reasons.push(group.told.length === 0 ? 'first' : 'new');
  if (change.escalated.length > 0 || (announces && isEscalation)) reasons.push('escalated');
  if (change.unmuted.length > 0) reasons.push('unmuted');
  if (change.ended.length + change.missed.length > 0) reasons.push(leavesNothing ? 'all-resolved' : 'new-resolved');
  if (change.reminded.length > 0) reasons.push('repeat');
  return reasons;
}

/** An escalation raises what was told; a downgrade leaves it, so that going up again is no news. */
function toldAfter(change: Difference): readonly Told[] {
  const escalated = new Map(change.escalated.map((one) => [keyOf(one), one.severity]));
  const kept = change.stillTold.map((one) => ({ ...one, severity: escalated.get(keyOf(one)) ?? one.severity }));
  const added = change.fresh.map(({ site, episode, openedAt, severity }) => ({ site, episode, openedAt, severity }));
  return [...kept, ...added];
}

function unique(notices: readonly EpisodeNotice[]): readonly EpisodeNotice[] {
  return [...new Map(notices.map((one) => [keyOf(one), one])).values()];
}
