import { withheldReason } from '../domain/alerts/gate.ts';
import type { RuleGroup } from '../domain/alerts/group-state.ts';
import { decideGroup } from '../domain/alerts/grouping.ts';
import type { EpisodeNotice } from '../domain/alerts/message.ts';
import { isMuted } from '../domain/alerts/mute.ts';
import { NO_VALUES } from '../domain/alerts/no-values.ts';
import { renderMessage } from '../domain/alerts/render/render-message.ts';
import type { RuleId, Severity } from '../domain/alerts/rule.ts';
import { isAtLeast } from '../domain/alerts/severity.ts';
import { isQuiet, labelsOf } from '../domain/alerts/standing.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { deliverIntent, putIntent } from './deliver.ts';
import { type Flush, nameOf } from './flush.ts';
import { contentOf } from './message-content.ts';

/** A spell of flapping is told as one thing, whatever number its episodes have reached. */
const SPELL = 0;
const NEVER = { info: null, warning: null, critical: null } as const;

/**
 * The group of the sites where a rule goes on and off: one message when that starts, one when it has
 * settled, nothing between them. What then holds is told by the rule's own groups. Who hears only what
 * is louder hears nothing of it, and in quiet hours it waits, unless it is critical.
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
    withheld: (notice, as) => {
      if (as === 'reminder') return null;
      const isInMaintenance = isInPlannedWork(run, group.rule, notice);
      const context = { isProblem: true, isSettled: true, wasAnnounced: true, isInMaintenance };
      const isHeld = notice.severity !== 'critical' && isQuiet(audience, run.at);
      return withheldReason(as === 'problem' ? 'flap-start' : 'flap-stop', context) ?? (isHeld ? 'quiet-hours' : null);
    },
    unmuted: () => false,
    repeatIntervalSeconds: NEVER,
    groupIntervalSeconds: 0,
  });
  if (!decision.send) return;
  const content = await contentOf(run, group, audience, decision);
  const message = renderMessage({ ...content, kind: 'flapping' });
  const until = instant(Math.ceil(run.lease.untilMilliseconds / 1000));
  const intent = { message, told: decision.told, by: run.lease.owner, until, attempts: 1 };
  const written = await putIntent(run.ports, group, isStored, intent);
  if (written !== null) await deliverIntent(run.ports, written, run.lease);
}

function isInPlannedWork(run: Flush, rule: RuleId, notice: EpisodeNotice): boolean {
  const labels = labelsOf(run.company, rule, notice);
  return isMuted([...run.standing.maintenance, ...run.standing.mutes], labels, run.at);
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
