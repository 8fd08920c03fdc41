import type { Instant } from '../instant.ts';
import type { Transition } from './alert-state.ts';
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

/** Storage and API id: `1676419200.north-pad.unprofitable.1`; company rules have `-` as site. */
export function episodeId(record: { site: string | null; rule: RuleId; episode: number; openedAt: Instant }): string {
  return `${record.openedAt}.${record.site ?? '-'}.${record.rule}.${record.episode}`;
}
