import type { Action } from '../../economics/allocation/action.ts';
import type { MessageKind } from '../message.ts';
import { type BuiltInRuleId, type Cause, isBuiltIn, type RuleId, type Severity } from '../rule.ts';

/**
 * What a message says of an episode: it goes on, or how it ended. `passed` fired and ended unheard;
 * `flapping` and `settled` are the start and the end of a restless spell.
 */
export type Phase = 'firing' | 'passed' | 'resolved' | 'flapping' | 'settled' | (typeof CLOSED_OTHERWISE)[number];

/** Ends that say nothing about the figures; one that fires again must not sound like the end of the trouble. */
export const CLOSED_OTHERWISE = [
  'decommissioned',
  'rule-removed',
  'mining-stopped',
  'mining-started',
  'retargeted',
  'fires-again',
] as const;

/** The figures of one episode, written out in the language's number format with their units; null = unknown. */
export type Figures = {
  readonly name: string;
  /** How much less (or more) mining pays than the alternative, without sign, USD/day. */
  readonly difference: string | null;
  readonly isLoss: boolean;
  /** Hours that the difference is the mean of; null = it is that of the moment, or not said. */
  readonly meanHours: number | null;
  readonly alternative: 'sell' | 'flare' | null;
  readonly flared: string | null;
  readonly usual: string | null;
  readonly age: string | null;
  readonly percent: string | null;
  /** The rule's own value as it stands, for rules of the company's own. */
  readonly value: string | null;
};

/** One language of the messages: its number format and its sentences, in one file. */
export type Language = {
  readonly locale: string;
  readonly decimalMark: string;
  readonly groupMark: string;
  /** True where an SMS of this language fits the GSM alphabet; else it is sent in UCS-2. */
  readonly isGsm: boolean;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly kind: Readonly<Record<MessageKind, string>>;
  readonly cause: Readonly<Record<Cause, string>>;
  readonly perDay: string;
  readonly mcfPerDay: string;
  readonly hours: string;
  readonly minutes: string;
  readonly days: string;
  readonly unknown: string;
  /** The whole text of a test message. */
  readonly testText: string;
  readonly labels: Readonly<Record<Label, string>>;
  readonly actions: Readonly<Record<Exclude<Action, 'unknown'>, string>>;
  readonly digest: Readonly<Record<DigestLabel, string>>;
  /** One episode in one sentence without full stop. */
  readonly one: (rule: RuleId, phase: Phase, figures: Figures) => string;
  /** `count` episodes in one sentence; `total` is their difference in all, written out. */
  readonly many: (
    rule: RuleId,
    phase: 'firing' | 'resolved' | 'flapping' | 'settled',
    count: number,
    total: string | null,
  ) => string;
  readonly alsoOver: (count: number) => string;
  readonly more: (count: number) => string;
  readonly stillOpen: (count: number) => string;
  readonly next: (rule: RuleId, cause: Cause, isOver: boolean) => string;
  /** Why a higher tier hears of it: nobody has taken it on for `time`. */
  readonly unattended: (time: string) => string;
  readonly correction: CorrectionWords;
};

/** What a corrected alert is said to be; `figure` is written out, without sign but for a rule of the company's own; null = unknown. */
export type CorrectedFigures = {
  readonly rule: RuleId;
  readonly name: string;
  readonly isFlipped: boolean;
  readonly figure: string | null;
  readonly isLoss: boolean;
  /** Given = not the figure decided, but that the miners stood, or ran. */
  readonly miners: 'on' | 'off' | null;
};

/** The words of a correction notice. */
export type CorrectionWords = {
  readonly one: (figures: CorrectedFigures) => string;
  readonly many: (count: number) => string;
  readonly labels: Readonly<Record<'openedAt' | 'told' | 'corrected', string>>;
  readonly next: string;
};

export type DigestLabel =
  | 'day'
  | 'week'
  | 'period'
  | 'sites'
  | 'mine'
  | 'sell'
  | 'flare'
  | 'advantage'
  | 'hoursUnprofitable'
  | 'flips'
  | 'flared'
  | 'before'
  | 'coverage'
  | 'reportsReceived'
  | 'openAlerts'
  | 'worst';

export type Label =
  | 'site'
  | 'since'
  | 'until'
  | 'mine'
  | 'sell'
  | 'flare'
  | 'advantage'
  | 'advantageMean'
  | 'advantage24h'
  | 'advantage7d'
  | 'breakEven'
  | 'btcNow'
  | 'netback'
  | 'flared'
  | 'judged'
  | 'usual'
  | 'limit'
  | 'age'
  | 'next'
  | 'link'
  | 'message'
  | 'worst'
  | 'over'
  | 'cause'
  | 'action'
  | 'restart'
  | 'retarget'
  | 'afterRetarget';

/** Words by rule; a rule of the company's own takes those of `user`. */
export type ByRule = Readonly<Record<BuiltInRuleId | 'user', string>>;

/** The words of a rule. */
export function ofRule(words: ByRule, rule: RuleId): string {
  return words[isBuiltIn(rule) ? rule : 'user'];
}
