import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { decideGroup } from '#lib/domain/alerts/grouping.ts';
import type { MessageReason } from '#lib/domain/alerts/message.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { caseBlock, type Differences, differ } from './case.ts';
import { emptyGroup, noticeOf } from './group-parts.ts';

const ids = z.array(z.union([z.number(), z.string()])).default([]);
const needsUpdateCase = caseBlock({
  now: z.number(),
  entry: block({ firing: ids, resolved: ids, at: z.number() }).nullable(),
  firing: ids,
  resolved: ids,
  repeat: z.number(),
  sendResolved: z.boolean().default(true),
  expect: block({ send: z.boolean(), reason: z.string().nullish() }),
});

/** The names that Alertmanager's cases give to our reasons. */
const REASON: Readonly<Partial<Record<MessageReason, string>>> = { new: 'new-alerts' };

/** `kind: needsUpdate`: is there something to say against what the last message said? */
export function runNeedsUpdateCase(raw: unknown): Differences {
  const { now, entry, firing, resolved, repeat, sendResolved, expect } = needsUpdateCase.parse(raw);
  const told = (entry?.firing ?? []).map((id) => ({
    site: String(id),
    episode: 1,
    openedAt: 0 as Instant,
    severity: 'warning' as const,
  }));
  const over = new Set(resolved.map(String));
  const open = new Set(firing.map(String));
  const decision = decideGroup({
    group: { ...emptyGroup(), told, lastSentAt: entry === null ? null : (entry.at as Instant) },
    open: firing.map((id) => noticeOf(String(id), 1, 0)),
    closedUntold: [],
    closed: ({ site }) => (over.has(site ?? '') || !open.has(site ?? '') ? noticeOf(site, 1, 0, now) : null),
    at: now as Instant,
    withheld: () => null,
    unmuted: () => false,
    repeatIntervalSeconds: { info: repeat, warning: repeat, critical: repeat },
    groupIntervalSeconds: 0,
    tellsResolved: sendResolved,
  });
  const first = decision.send ? (decision.reasons[0] ?? null) : null;
  const reason = first === null ? null : (REASON[first] ?? first);
  return [
    ...differ('send', decision.send, expect.send),
    ...(expect.reason === undefined ? [] : differ('reason', reason, expect.reason)),
  ];
}
