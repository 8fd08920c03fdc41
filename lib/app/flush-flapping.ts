import { type WithheldReason, withheldReason } from '../domain/alerts/gate.ts';
import type { EpisodeKey, RuleGroup, Withheld } from '../domain/alerts/group-state.ts';
import { decideGroup } from '../domain/alerts/grouping.ts';
import type { EpisodeNotice } from '../domain/alerts/message.ts';
import { isMuted } from '../domain/alerts/mute.ts';
import { NO_VALUES } from '../domain/alerts/no-values.ts';
import { renderMessage } from '../domain/alerts/render/render-message.ts';
import type { RuleId, Severity } from '../domain/alerts/rule.ts';
import { isAtLeast } from '../domain/alerts/severity.ts';
import { isQuiet, labelsOf } from '../domain/alerts/standing.ts';
import type { Audience } from '../domain/company.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { committedState } from './committed-episodes.ts';
import { deliverIntent, putIntent } from './deliver.ts';
import { bySite, type Flush, nameOf } from './flush.ts';
import { contentOf } from './message-content.ts';
import { recordWithheld, remember } from './withheld-notices.ts';

/** A spell of flapping is told as one thing, whatever number its episodes have reached. */
const SPELL = 0;
const NEVER = { info: null, warning: null, critical: null } as const;

/**
 * The group of the sites where a rule goes on and off: one message when that starts, one when it has
 * settled, nothing between them. What then holds is told by the rule's own groups. Who hears only what
 * is louder hears nothing of it, and in quiet hours it waits, unless it is critical. What is held back of
 * it is recorded once, with the newest episode at the site.
 */
export async function flushFlapping(run: Flush, stored: RuleGroup, isStored: boolean): Promise<void> {
  const group = await deliverIntent(run.ports, stored, run.lease);
  if (group.intent !== null) return;
  const audience = run.company.audiences.find((one) => one.id === group.audience);
  // A higher tier was told of no change that a spell would replace.
  if (audience === undefined || (audience.tier ?? 1) > 1) return;
  const told = new Map(group.told.map((one) => [one.site, one.severity]));
  const open = run.flapping
    .filter(({ rule }) => rule === group.rule)
    .filter(({ site, severity }) => told.has(site) || isAtLeast(severity, audience.minSeverity))
    .map(({ site, severity }) => spellOf(run, site, told.get(site) ?? severity, run.at, null));
  const decision = decideGroup({
    group,
    open,
    closedUntold: [],
    closed: ({ site, severity, openedAt }) => spellOf(run, site, severity, openedAt, run.at),
    at: run.at,
    withheld: (notice, as) => (as === 'reminder' ? null : heldBack(run, group.rule, audience, notice, as)),
    unmuted: () => false,
    repeatIntervalSeconds: NEVER,
    groupIntervalSeconds: 0,
  });
  const withheld = decision.withheld.map(asOfSpell);
  await recordWithheld(run, group, withheld, ({ site }) => newestEpisode(run, group.rule, site));
  if (!decision.send) return remember(run, group, isStored, { withheld, over: [] });
  const content = await contentOf(run, group, audience, decision);
  const message = renderMessage({ ...content, kind: 'flapping' });
  const until = instant(Math.ceil(run.lease.untilMilliseconds / 1000));
  const intent = { message, told: decision.told, by: run.lease.owner, until, attempts: 1 };
  const written = await putIntent(run.ports, { ...group, withheld }, isStored, intent);
  if (written !== null) await deliverIntent(run.ports, written, run.lease);
}

function heldBack(
  { company, standing, at }: Flush,
  rule: RuleId,
  audience: Audience,
  notice: EpisodeNotice,
  as: 'problem' | 'recovery',
): WithheldReason | null {
  const labels = labelsOf(company, rule, notice);
  const isInMaintenance = isMuted(standing.maintenance, labels, at);
  const context = { isProblem: true, isSettled: true, wasAnnounced: true, isInMaintenance };
  const reason = withheldReason(as === 'problem' ? 'flap-start' : 'flap-stop', context);
  if (reason !== null) return reason;
  if (isMuted(standing.mutes, labels, at)) return 'muted';
  return notice.severity !== 'critical' && isQuiet(audience, at) ? 'quiet-hours' : null;
}

/** Told apart from the notices of the episode that it is listed with. */
function asOfSpell(one: Withheld): Withheld {
  return { ...one, notice: one.notice === 'firing' ? 'flapping' : 'settled' };
}

/** Null where the rule is gone, and its state with it. */
function newestEpisode({ items, own }: Flush, rule: RuleId, site: string | null): EpisodeKey | null {
  const state = committedState({ items: bySite(items), company: own }, { site, rule });
  return state?.openedAt == null ? null : { site, episode: state.episode, openedAt: state.openedAt };
}

/** A spell keeps the severity that it was told with: there is nothing between its start and its end. */
function spellOf(
  { names }: Flush,
  site: string | null,
  severity: Severity,
  from: Instant,
  to: Instant | null,
): EpisodeNotice {
  return {
    site,
    siteName: nameOf(names, site),
    episode: SPELL,
    severity,
    onset: from,
    openedAt: from,
    closedAt: to,
    closeReason: to === null ? null : 'settled',
    value: null,
    values: NO_VALUES,
  };
}
