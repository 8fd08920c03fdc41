import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import type { RuleGroup } from '#lib/domain/alerts/group-state.ts';
import { decideGroup } from '#lib/domain/alerts/grouping.ts';
import { inhibitor } from '#lib/domain/alerts/inhibition.ts';
import type { Labels } from '#lib/domain/alerts/labels.ts';
import type { EpisodeNotice } from '#lib/domain/alerts/message.ts';
import { hasUnmuted, isMuted } from '#lib/domain/alerts/mute.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { caseBlock, type Differences, differ } from './case.ts';
import { emptyGroup, inhibitRule, match, noticeOf } from './group-parts.ts';

const events = z.array(
  z.union([
    z.tuple([z.number(), z.enum(['fire', 'resolve']), z.string()]),
    z.tuple([z.number(), z.enum(['fire', 'resolve']), z.string(), z.record(z.string(), z.string())]),
  ]),
);
export const groupScript = block({
  wait: z.number().nonnegative(),
  interval: z.number().positive(),
  repeat: z.number(),
  sendResolved: z.boolean().default(true),
  events,
  silences: z.array(block({ start: z.number(), end: z.number(), match })).default([]),
  inhibitRules: z.array(inhibitRule).default([]),
  until: z.number().default(Number.POSITIVE_INFINITY),
});
const sent = block({ firing: z.array(z.string()), resolved: z.array(z.string()) });
const groupCase = caseBlock({
  group: groupScript,
  expect: block({ notifications: z.array(z.tuple([z.number(), sent])) }),
});
type Script = z.output<typeof groupScript>;
type Sent = readonly [number, { readonly firing: readonly string[]; readonly resolved: readonly string[] }];

/** `kind: group`: fires and resolves by script, flushes on the beat of the group, compares what is sent. */
export function runGroupCase(raw: unknown): Differences {
  const { group, expect } = groupCase.parse(raw);
  const seen = flushes(group);
  return differ('notifications', seen.map(rounded), expect.notifications.map(rounded));
}

function rounded([t, { firing, resolved }]: Sent) {
  return [Math.round(t * 1000) / 1000, { firing: [...firing].sort(), resolved: [...resolved].sort() }];
}

type Alert = {
  readonly name: string;
  readonly labels: Labels;
  episode: number;
  firedAt: number;
  resolvedAt: number | null;
};

/** A case that flushes more often has no end: an alert that stays, without `until`. */
const MAX_FLUSHES = 100_000;

/** The first flush comes `wait` after the first alert, then one every `interval`, until nothing is left to watch. */
function flushes(script: Script): readonly Sent[] {
  const alerts = new Map<string, Alert>();
  const pending = script.events.toSorted((a, b) => a[0] - b[0]);
  const said: Sent[] = [];
  let group = emptyGroup();
  let next: number | null = null;
  let count = 0;
  for (;;) {
    const event = pending[0];
    if (event !== undefined && (next === null || event[0] <= next)) {
      pending.shift();
      takeIn(alerts, event);
      if (next === null && event[1] === 'fire') next = event[0] + script.wait;
    } else if (next === null || next > script.until + 1e-9) {
      return said;
    } else {
      count += 1;
      if (count > MAX_FLUSHES)
        throw new Error(`more than ${MAX_FLUSHES} flushes; expected group.until, or a longer interval`);
      const flushed = flushAt(script, group, [...alerts.values()], next);
      if (flushed.sent !== null) said.push([next, flushed.sent]);
      group = flushed.group;
      const isQuiet = [...alerts.values()].every((alert) => alert.resolvedAt !== null) && group.told.length === 0;
      next = isQuiet ? null : next + script.interval;
    }
  }
}

function takeIn(alerts: Map<string, Alert>, event: Script['events'][number]): void {
  const [at, act, name] = event;
  const known = alerts.get(name);
  const labels = event[3] ?? known?.labels ?? { alertname: name };
  if (act === 'resolve') {
    if (known !== undefined && known.resolvedAt === null) known.resolvedAt = at;
  } else if (known === undefined || known.resolvedAt !== null) {
    alerts.set(name, { name, labels, episode: (known?.episode ?? 0) + 1, firedAt: at, resolvedAt: null });
  }
}

function flushAt(script: Script, group: RuleGroup, alerts: readonly Alert[], t: number) {
  const at = t as Instant;
  const silences = script.silences.map(({ start, end, match: of }) => ({
    match: of,
    from: start as Instant,
    to: end as Instant,
  }));
  const open = alerts.filter((alert) => alert.resolvedAt === null);
  const inhibits = inhibitor(
    script.inhibitRules,
    open.map(({ labels }) => labels),
  );
  const labelsOf = (notice: EpisodeNotice) => alerts.find(({ name }) => name === notice.site)?.labels ?? {};
  const isHeld = (notice: EpisodeNotice) => isMuted(silences, labelsOf(notice), at) || inhibits(labelsOf(notice));
  const decision = decideGroup({
    group,
    open: open.map((alert) => noticeOf(alert.name, alert.episode, alert.firedAt)),
    closedUntold: [],
    closed: (told) => {
      const alert = alerts.find(({ name }) => name === told.site);
      const end = alert?.episode === told.episode ? alert.resolvedAt : t;
      return end === null ? null : noticeOf(told.site, told.episode, told.openedAt, end);
    },
    at,
    withheld: (notice, as) => (as !== 'recovery' && isHeld(notice) ? 'muted' : null),
    unmuted: (notice) => group.lastSentAt !== null && hasUnmuted(silences, labelsOf(notice), group.lastSentAt, at),
    repeatIntervalSeconds: { info: script.repeat, warning: script.repeat, critical: script.repeat },
    groupIntervalSeconds: 0,
    tellsResolved: script.sendResolved,
  });
  if (!decision.send) return { group, sent: null };
  const isShown = (name: string | null) => !isHeld(noticeOf(name, 1, t));
  const firing = decision.told.map(({ site }) => site ?? '').filter(isShown);
  const resolved = script.sendResolved ? decision.resolved.map(({ site }) => site ?? '') : [];
  const next = { ...group, seq: group.seq + 1, told: decision.told, lastSentAt: at };
  return { group: next, sent: firing.length + resolved.length === 0 ? null : { firing, resolved } };
}
