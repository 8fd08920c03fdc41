import type { Instant } from '../instant.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { Transition } from './alert-state.ts';
import type { Severity } from './rule.ts';
import { isAtLeast } from './severity.ts';

/** 1 hears everything that it is to hear; 2 and 3 only of what nobody has taken on for a while. */
export type EscalationTier = 1 | 2 | 3;

/** How long an episode has to be critical and not taken on before a tier hears of it (alerts.md 1.3). */
export const ESCALATED_AFTER_SECONDS: Readonly<Record<EscalationTier, number>> = { 1: 0, 2: 1_800, 3: 7_200 };

/** What decides whether an episode has come to a tier. */
export type EscalatedEpisode = {
  readonly episode: number;
  readonly severity: Severity;
  readonly closedAt: Instant | null;
  readonly transitions: readonly Pick<Transition, 'kind' | 'at' | 'severity'>[];
};

/**
 * Since when an episode is critical without anybody having taken it on, as it stands at `at` (at its
 * end if that was before); null where it is not critical or somebody has. The time begins anew when
 * it becomes critical again, and when an acknowledgement that covered it runs out.
 */
export function unattendedSince(
  episode: EscalatedEpisode,
  ack: Acknowledgement | null | undefined,
  at: Instant,
): Instant | null {
  if (episode.severity !== 'critical') return null;
  const rise = episode.transitions.findLast(
    ({ kind, severity }) => (kind === 'firing' || kind === 'escalated') && severity === 'critical',
  );
  if (rise === undefined) return null;
  const isCovered =
    ack !== null &&
    ack !== undefined &&
    ack.episode === episode.episode &&
    (ack.isSticky || isAtLeast(ack.severity, 'critical'));
  if (!isCovered || ack.until <= rise.at) return rise.at;
  const moment = episode.closedAt !== null && episode.closedAt < at ? episode.closedAt : at;
  return moment < ack.until ? null : ack.until;
}

/** True once a critical episode has waited as long for somebody as the tier's time is. */
export function hasReachedTier(
  tier: EscalationTier,
  episode: EscalatedEpisode,
  ack: Acknowledgement | null | undefined,
  at: Instant,
): boolean {
  const since = unattendedSince(episode, ack, at);
  const moment = episode.closedAt !== null && episode.closedAt < at ? episode.closedAt : at;
  return since !== null && moment - since >= ESCALATED_AFTER_SECONDS[tier];
}
