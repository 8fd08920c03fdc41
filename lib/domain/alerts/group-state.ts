import type { Instant } from '../instant.ts';
import type { WithheldReason } from './gate.ts';
import type { RenderedMessage } from './message.ts';
import type { Cause, GroupRule, RuleId, Severity } from './rule.ts';

/** What an audience has been told about one open episode. */
export type Told = {
  /** Null for company rules. */
  readonly site: string | null;
  readonly episode: number;
  readonly openedAt: Instant;
  readonly severity: Severity;
  /** A mute over it ended when nothing could be said of it, and the group has spoken of others since; absent = no. */
  readonly isOwed?: boolean;
};

/** A message decided but perhaps not yet accepted by SNS; republished with these very bytes. */
export type Intent = {
  readonly message: RenderedMessage;
  /** Becomes `told` at commit. */
  readonly told: readonly Told[];
  /** Becomes `corrected` at commit; absent = that stays as it is. */
  readonly corrected?: readonly Corrected[];
  readonly by: string;
  readonly until: Instant;
  readonly attempts: number;
};

/**
 * A notice that was due and not sent. Each is recorded once, however long it is held back. `flapping` and
 * `settled` are the start and the end of a restless spell.
 */
export type Withheld = {
  readonly site: string | null;
  readonly episode: number;
  readonly openedAt: Instant;
  readonly notice: 'firing' | 'escalated' | 'reminder' | 'resolved' | 'flapping' | 'settled';
  readonly reason: WithheldReason;
};

/** One notification group (rule, cause, audience): NG in storage. */
export type GroupState = {
  readonly rule: GroupRule;
  readonly cause: Cause;
  readonly audience: string;
  readonly seq: number;
  readonly told: readonly Told[];
  readonly lastSentAt: Instant | null;
  readonly intent: Intent | null;
  /** Notices held back at the last flush; absent = none. */
  readonly withheld?: readonly Withheld[];
  /** Told as over, but opened after the last tick that a finished flush had seen whole: not to be taken for missed. */
  readonly over?: readonly EpisodeKey[];
  /** Absent = no correction was ever told. */
  readonly corrected?: readonly Corrected[];
};

/** What the audience was last told that corrected reports make of an episode; `at` = of which flush. */
export type Corrected = {
  readonly site: string;
  readonly episode: number;
  readonly openedAt: Instant;
  readonly isFlipped: boolean;
  readonly at: Instant;
};

/** A group that tells of a rule's episodes. */
export type RuleGroup = GroupState & { readonly rule: RuleId };

/** One episode of a group's rule. */
export type EpisodeKey = { readonly site: string | null; readonly episode: number; readonly openedAt: Instant };

/** True where the group's last message is of the flush of `at` or of a later one: it says nothing more of `at`. */
export function hasSpokenSince({ lastSentAt }: Pick<GroupState, 'lastSentAt'>, at: Instant): boolean {
  return lastSentAt !== null && lastSentAt >= at;
}

/** `unprofitable/market/executives` */
export function groupKey(group: { rule: GroupRule; cause: Cause; audience: string }): string {
  return `${group.rule}/${group.cause}/${group.audience}`;
}
