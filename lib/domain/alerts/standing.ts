import type { Audience, Company, MaintenanceWindow } from '../company.ts';
import type { Instant } from '../instant.ts';
import { keptWith, lastKeptWith } from '../kept-with.ts';
import { instantOfWall } from '../zoned.ts';
import { type Acknowledgement, isAcknowledged } from './acknowledgement.ts';
import type { AlertState } from './alert-state.ts';
import { isInside, quietCalendar } from './calendar.ts';
import { type GateContext, type WithheldReason, withheldReason } from './gate.ts';
import { inhibitor, isStaleSource, STALE_SOURCES } from './inhibition.ts';
import type { Labels, Match } from './labels.ts';
import type { EpisodeNotice } from './message.ts';
import { hasUnmuted, isMuted, type Mute } from './mute.ts';
import type { RuleId } from './rule.ts';
import { isAtLeast } from './severity.ts';

type Window = { readonly match: Match; readonly from: Instant; readonly to: Instant };

/** What people and plans say about who may hear what at the flush of T. */
export type Standing = {
  readonly company: Company;
  readonly at: Instant;
  readonly mutes: readonly Mute[];
  readonly maintenance: readonly Window[];
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
  /** Labels of what fires and may inhibit something else. */
  readonly sources: readonly Labels[];
  /** `site/rule` of what goes on and off too often. */
  readonly flapping: ReadonlySet<string>;
};

type OpenSource = {
  readonly rule: RuleId;
  readonly site: string | null;
  readonly state: Pick<AlertState, 'severity'>;
};

export type StandingInput = {
  readonly company: Company;
  readonly at: Instant;
  readonly mutes: readonly Mute[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly open: readonly OpenSource[];
  readonly flapping: readonly { readonly rule: RuleId; readonly site: string | null }[];
};

/** Gathers once per flush what every group asks for each of its episodes. */
export function standingOf(input: StandingInput): Standing {
  const { company, at, open } = input;
  return {
    company,
    at,
    mutes: input.mutes,
    maintenance: windowsOf(company),
    acknowledgements: new Map(input.acknowledgements.map((ack) => [ruleKey(ack.rule, ack.site), ack])),
    sources: sourcesOf(open, company),
    flapping: new Set(input.flapping.map(({ rule, site }) => ruleKey(rule, site))),
  };
}

/** What is open stays the same list while nothing opens or ends. */
const sourcesOf = lastKeptWith((open: readonly OpenSource[], company: Company): readonly Labels[] =>
  open
    .filter(({ rule }) => isStaleSource(rule))
    .map(({ rule, site, state }) => labelsOf(company, rule, { site, severity: state.severity ?? 'warning' })),
);

const windowsOf = keptWith(({ maintenance }: Company) => maintenance.flatMap((window) => windowOf(window) ?? []));

/** A maintenance window in UTC, [from, to) on the wall clock of its zone; null where its times cannot be read. */
export function windowOf(window: MaintenanceWindow): Window | null {
  const from = instantOfWall(window.from, window.timezone);
  const to = instantOfWall(window.to, window.timezone);
  return from === null || to === null ? null : { match: window.match, from, to };
}

/**
 * Why a notice may not go to this audience now; null = it may. Quiet hours hold back all but
 * critical. The first announcement of an episode is not held back by an acknowledgement, but one
 * that has not come to the audience's tier is.
 */
export function withheldFrom(
  standing: Standing,
  audience: Audience,
  rule: RuleId,
  notice: Pick<EpisodeNotice, 'site' | 'episode' | 'severity'>,
  as: 'problem' | 'reminder' | 'recovery',
  isTold: boolean,
  hasReachedTier = true,
): WithheldReason | null {
  const labels = labelsOf(standing.company, rule, notice);
  const { at } = standing;
  const ack = acknowledgementIn(standing, rule, notice.site);
  const isCritical = notice.severity === 'critical';
  const context: GateContext = {
    isProblem: as !== 'recovery',
    isSettled: true,
    wasAnnounced: isTold,
    isAcknowledged: isTold && isAcknowledged(ack, notice, at),
    isBelowSeverity: !isAtLeast(notice.severity, audience.minSeverity),
    isBelowTier: !isTold && !hasReachedTier,
    isInhibited: inhibitorOf(standing)(labels),
    isFlapping: standing.flapping.size > 0 && standing.flapping.has(ruleKey(rule, notice.site)),
    isInMaintenance: isMuted(standing.maintenance, labels, at),
    isMuted: isMuted(standing.mutes, labels, at),
    isQuiet: !isCritical && isQuiet(audience, at),
  };
  return withheldReason(as, context);
}

/** Asked only where a notice could go, so that it is not worked out for flushes that have none. */
const inhibitorOf = keptWith((standing: Standing) => inhibitor(STALE_SOURCES, standing.sources));

/** Who has taken the rule's episode at a site on, whatever episode that was. */
export function acknowledgementIn(standing: Standing, rule: RuleId, site: string | null): Acknowledgement | null {
  const { acknowledgements } = standing;
  return acknowledgements.size === 0 ? null : (acknowledgements.get(ruleKey(rule, site)) ?? null);
}

/** True while news of the past, which nothing can be done about now, has to wait: a mute, planned work, quiet hours. */
export function isHeldForAll(
  standing: Standing,
  audience: Audience,
  rule: RuleId,
  of: Pick<EpisodeNotice, 'site' | 'severity'>,
): boolean {
  const labels = labelsOf(standing.company, rule, of);
  return isMuted([...standing.mutes, ...standing.maintenance], labels, standing.at) || isQuiet(audience, standing.at);
}

/** True when a mute or a maintenance window over the episode ended after `since`. */
export function wasUnmuted(standing: Standing, rule: RuleId, notice: EpisodeNotice, since: Instant | null): boolean {
  if (since === null || !hasEndedWindow(standing, since)) return false;
  const labels = labelsOf(standing.company, rule, notice);
  return hasUnmuted([...standing.mutes, ...standing.maintenance], labels, since, standing.at);
}

/** True when a mute or a maintenance window, over whatever it was, ended in (since, T]. */
export function hasEndedWindow({ mutes, maintenance, at }: Standing, since: Instant | null): boolean {
  const hasEnded = ({ to }: Pick<Window, 'to'>): boolean => since !== null && to > since && to <= at;
  return mutes.some(hasEnded) || maintenance.some(hasEnded);
}

/** True in the audience's quiet hours, in its zone. */
export function isQuiet(audience: Audience, at: Instant): boolean {
  return audience.quietHours !== null && isInside(quietCalendar(audience.quietHours, audience.timezone), at);
}

/** What mutes and inhibition match on. */
export function labelsOf(company: Company, rule: RuleId, notice: Pick<EpisodeNotice, 'site' | 'severity'>): Labels {
  return { company: company.company, rule, site: notice.site ?? '', severity: notice.severity };
}

function ruleKey(rule: RuleId, site: string | null): string {
  return `${site ?? ''}/${rule}`;
}
