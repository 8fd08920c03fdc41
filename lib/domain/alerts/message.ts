import type { Action } from '../economics/allocation/action.ts';
import type { Instant } from '../instant.ts';
import type { Cause, Condition, RuleId, Severity } from './rule.ts';

export type MessageKind =
  | 'firing'
  | 'escalated'
  | 'resolved'
  | 'reminder'
  | 'digest'
  | 'correction'
  | 'flapping'
  | 'test';

export type MessageReason = 'first' | 'new' | 'escalated' | 'unmuted' | 'all-resolved' | 'new-resolved' | 'repeat';

/** The site figures a message quotes, frozen at the transition it tells. Null = unknown. */
export type FrozenValues = {
  readonly advantageUsdPerDay: number | null;
  readonly mineUsdPerDay: number | null;
  readonly sellUsdPerDay: number | null;
  readonly flareUsdPerDay: number | null;
  readonly netbackUsdPerMmbtu: number | null;
  readonly breakEvenBtcUsd: number | null;
  readonly btcUsd: number | null;
  readonly flaredMcfPerDay: number | null;
  /** Mean advantage over the last hours kept (up to 12), USD/day. */
  readonly meanAdvantageUsdPerDay: number | null;
  /** The flaring detector's baseline (median), Mcf/day. */
  readonly flaringBaselineMcfPerDay: number | null;
  readonly dataAgeSeconds: number | null;
  /** The best the site could do with all its gas, what it gains on what runs now, and what leads there. */
  readonly optimumUsdPerDay?: number | null;
  readonly gainUsdPerDay?: number | null;
  readonly action?: Action;
  /** What a change must gain a day to pay for a restart; not given = no restart cost in the company file. */
  readonly restartUsdPerDay?: number | null;
  /** The next retarget at 2σ, and the advantage at its two ends; not given = it cannot be foretold. */
  readonly retargetAt?: Instant;
  readonly retargetLowPercent?: number | null;
  readonly retargetHighPercent?: number | null;
  readonly retargetWorstAdvantageUsdPerDay?: number | null;
  readonly retargetBestAdvantageUsdPerDay?: number | null;
};

/** One episode as a message tells it. `site` is null for company rules. */
export type EpisodeNotice = {
  readonly site: string | null;
  readonly siteName: string | null;
  readonly episode: number;
  readonly severity: Severity;
  /** Condition of the rule at the flush; not given = as the notice says. */
  readonly condition?: Condition;
  readonly onset: Instant;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** Why it closed: cleared, decommissioned, rule-removed …; fires-again (FIRES_AGAIN); null while open. */
  readonly closeReason: string | null;
  readonly value: number | null;
  readonly values: FrozenValues;
  /** Mean advantage over the last 24 hours and 7 days, USD/day, where the message quotes them. */
  readonly views?: { readonly last24hUsdPerDay: number | null; readonly last7dUsdPerDay: number | null };
  /** Hours that the mean advantage is taken over; not given = not said. */
  readonly meanOverHours?: number;
  /** The site's permit limit, Mcf/day; null or not given = none. */
  readonly permitLimitMcfPerDay?: number | null;
};

/** One announced episode whose decision corrected reports have turned over, or confirmed after all. */
export type CorrectedNotice = {
  readonly site: string;
  readonly siteName: string | null;
  readonly episode: number;
  readonly openedAt: Instant;
  /** True = by what is known now it would not have fired; false = it would, after a correction that said otherwise. */
  readonly isFlipped: boolean;
  /** The figure that was told, and what it is by the reports known now, in the unit of the rule's verdict. Null = unknown. */
  readonly told: number | null;
  readonly corrected: number | null;
  /** Given where the alert was wrong because the miners stood, or ran. */
  readonly miners?: 'on' | 'off';
};

/** Why an episode closed whose rule has another one open at the site by the time that its end is told. */
export const FIRES_AGAIN = 'fires-again';

/** What a renderer needs; everything else about a message follows from it. */
export type MessageContent = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly reasons: readonly MessageReason[];
  readonly company: string;
  readonly companyName: string;
  readonly audience: string;
  readonly locale: string;
  /** IANA zone in which the audience reads times. */
  readonly timezone: string;
  readonly rule: RuleId;
  readonly cause: Cause;
  readonly severity: Severity;
  readonly at: Instant;
  /** Newly told and still open, worst first, at most 10. */
  readonly firing: readonly EpisodeNotice[];
  readonly firingCount: number;
  /** Newly told as over, worst first, at most 10. */
  readonly resolved: readonly EpisodeNotice[];
  readonly resolvedCount: number;
  /** How many of those over fire again by now; not given = none. */
  readonly firesAgainCount?: number;
  /** All sites of the group with an open episode after this message. */
  readonly openCount: number;
  /** Only in a correction: at most 10, and how many there are. */
  readonly corrected?: readonly CorrectedNotice[];
  readonly correctedCount?: number;
  /** Only for a higher tier: nobody has taken the episodes on for so long. */
  readonly unattendedSeconds?: number;
  /** Sum of the mean advantages of everything in `firing`, USD/day; null = not known for all. */
  readonly totalUsdPerDay: number | null;
  readonly link: string;
};

/** A message ready for the wire: same content, same bytes. */
export type RenderedMessage = {
  readonly id: string;
  readonly at: Instant;
  readonly audience: string;
  readonly subject: string;
  readonly sms: string;
  readonly email: string;
  /** The JSON text of interfaces.md section 9. */
  readonly json: string;
  readonly attributes: Readonly<Record<'company' | 'audience' | 'rule' | 'severity' | 'kind' | 'cause', string>>;
};
