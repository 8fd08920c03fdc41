import type { Instant } from '../instant.ts';
import { type AlertState, isOpen, type Transition } from './alert-state.ts';
import type { FrozenValues } from './message.ts';
import type { Cause, RuleId, Severity } from './rule.ts';

/** The history of one episode: EP in storage, written before the site's item with the same bytes. */
export type EpisodeRecord = {
  /** Null for company rules. */
  readonly site: string | null;
  readonly rule: RuleId;
  readonly episode: number;
  readonly onset: Instant;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly severity: Severity;
  readonly cause: Cause;
  readonly transitions: readonly (Transition & { readonly values: FrozenValues })[];
};

/** The tick up to which a record has been written: that of its newest transition. */
export function recordedUpTo({ transitions, openedAt }: EpisodeRecord): Instant {
  return transitions.at(-1)?.at ?? openedAt;
}

/** Storage and API id: `1676419200.north-pad.unprofitable.1`; company rules have `-` as site. */
export function episodeId(record: { site: string | null; rule: RuleId; episode: number; openedAt: Instant }): string {
  return `${record.openedAt}.${record.site ?? '-'}.${record.rule}.${record.episode}`;
}

/**
 * The record as the committed state of its rule bears it out; null where it does not. A record is
 * written before the item that it belongs to, so a run that hangs beyond its lease while another
 * takes over can leave a transition behind that no item ever followed: an episode that the state does
 * not know is not open, one that it holds open is not over, and of the last one the state says when
 * it ended. Without a state (null: the site never committed an item, or its rule is forgotten) nothing
 * is open; what the state has gone on from, and what is over without one, stands as it was written down.
 */
export function committedRecord(record: EpisodeRecord, state: AlertState | null): EpisodeRecord | null {
  if (state === null) return record.closedAt === null ? null : record;
  const isLast = state.episode === record.episode && state.openedAt === record.openedAt;
  if (!isLast) return record.closedAt === null ? null : record;
  const closedAt = isOpen(state) ? null : state.closedAt;
  if (closedAt === record.closedAt) return record;
  const transitions = record.transitions.filter(({ kind, at }) => kind !== 'resolved' || at === closedAt);
  return { ...record, closedAt, transitions };
}
