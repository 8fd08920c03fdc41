import { after, type Instant, SECONDS_PER_HOUR } from '../instant.ts';
import { type AlertState, isOpen } from './alert-state.ts';
import type { RuleId, Severity } from './rule.ts';
import { severityRank } from './severity.ts';

/** Somebody has taken an episode on: no reminders and no escalation by time until it expires. */
export type Acknowledgement = {
  /** Null for a rule of the company. */
  readonly site: string | null;
  readonly rule: RuleId;
  readonly episode: number;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly note: string | null;
  /** A sticky one survives a rise in severity. */
  readonly isSticky: boolean;
  /** The episode's severity when it was acknowledged. */
  readonly severity: Severity;
};

/** How long an acknowledgement holds where nobody says otherwise. */
export const ACKNOWLEDGED_SECONDS = 8 * SECONDS_PER_HOUR;

export type AcknowledgeRequest = {
  readonly episode: number;
  readonly by: string;
  readonly until: Instant | null;
  readonly note: string | null;
  readonly isSticky: boolean;
};

/**
 * Acknowledges the open episode of a state; null where it is refused: nothing fires, the episode is
 * another one than the current, or the end is not after `at`.
 */
export function acknowledge(
  of: { readonly site: string | null; readonly rule: RuleId },
  state: AlertState,
  request: AcknowledgeRequest,
  at: Instant,
): Acknowledgement | null {
  if (!isOpen(state) || state.severity === null || state.episode !== request.episode) return null;
  const until = request.until ?? after(at, ACKNOWLEDGED_SECONDS);
  if (until <= at) return null;
  const { by, note, isSticky, episode } = request;
  return { site: of.site, rule: of.rule, episode, by, at, until, note, isSticky, severity: state.severity };
}

/**
 * True while an acknowledgement counts: for the very episode, before its end, and while the episode
 * has not become louder than it was (unless sticky).
 */
export function isAcknowledged(
  ack: Acknowledgement | null | undefined,
  episode: { readonly episode: number; readonly severity: Severity },
  at: Instant,
): boolean {
  if (ack === null || ack === undefined || ack.episode !== episode.episode || at >= ack.until) return false;
  return ack.isSticky || severityRank(episode.severity) <= severityRank(ack.severity);
}
