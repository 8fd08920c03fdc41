import { ESCALATED_AFTER_SECONDS, hasReachedTier } from '../domain/alerts/escalation.ts';
import { keyOf } from '../domain/alerts/group-difference.ts';
import type { EpisodeNotice } from '../domain/alerts/message.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import { acknowledgementIn } from '../domain/alerts/standing.ts';
import type { Audience } from '../domain/company.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import type { Flush } from './flush.ts';
import { recordId } from './open-episodes.ts';

/**
 * Which of the episodes that an audience was not told of have come to its tier. The first tier hears
 * at once and nothing is read; for the others the record says when the episode became critical.
 */
export async function reachedTier(
  run: Flush,
  rule: RuleId,
  audience: Audience,
  untold: readonly EpisodeNotice[],
): Promise<(notice: EpisodeNotice) => boolean> {
  const tier = audience.tier ?? 1;
  if (tier === 1) return () => true;
  const reached = new Set<string>();
  const old = untold.filter(
    ({ openedAt, closedAt, severity }) =>
      severity === 'critical' && (closedAt ?? run.at) - openedAt >= ESCALATED_AFTER_SECONDS[tier],
  );
  await forEachBounded(old, CALLS_AT_ONCE, async (notice) => {
    const record = await run.ports.stores.episodes.get(recordId(rule, notice));
    if (record === null) return;
    const episode = { ...record, severity: notice.severity, closedAt: notice.closedAt };
    const ack = acknowledgementIn(run.standing, rule, notice.site);
    if (hasReachedTier(tier, episode, ack, run.at)) reached.add(keyOf(notice));
  });
  return (notice) => reached.has(keyOf(notice));
}
