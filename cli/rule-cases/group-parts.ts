import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import type { RuleGroup } from '#lib/domain/alerts/group-state.ts';
import type { EpisodeNotice } from '#lib/domain/alerts/message.ts';
import { NO_VALUES } from '#lib/domain/alerts/no-values.ts';
import type { Instant } from '#lib/domain/instant.ts';

/** A label's text, or what it must not be or must match. */
const matcher = z.union([
  z.string(),
  block({
    eq: z.string().optional(),
    ne: z.string().optional(),
    re: z.string().optional(),
    nre: z.string().optional(),
  }),
]);
export const match = z.record(z.string(), matcher);
export const inhibitRule = block({ source: match, target: match, equal: z.array(z.string()).default([]) });

/** A group that was never told anything. */
export function emptyGroup(): RuleGroup {
  return { rule: 'unprofitable', cause: 'market', audience: 'test', seq: 0, told: [], lastSentAt: null, intent: null };
}

/** An episode with nothing but its name and its times. */
export function noticeOf(
  site: string | null,
  episode: number,
  openedAt: number,
  closedAt: number | null = null,
): EpisodeNotice {
  return {
    site,
    siteName: site,
    episode,
    severity: 'warning',
    onset: openedAt as Instant,
    openedAt: openedAt as Instant,
    closedAt: closedAt as Instant | null,
    closeReason: closedAt === null ? null : 'cleared',
    value: null,
    values: NO_VALUES,
  };
}
