/** How loud an alert is; an attribute of an episode, never part of its identity. */
export type Severity = 'info' | 'warning' | 'critical';

export const SEVERITIES: readonly Severity[] = ['info', 'warning', 'critical'];

export type NoDataPolicy = 'nodata' | 'keep' | 'alert' | 'ok';

export type Operator = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne';

/** One step of severity: beyond `enter` the episode has at least this severity. */
export type Level = { readonly severity: Severity; readonly enter: number };

/**
 * A threshold rule as the engine runs it. Thresholds are in the unit of the rule's value.
 * `exit` null means "not beyond enter". `levels` are ordered mildest first; the mildest level's
 * `enter` is the rule's own.
 */
export type Rule = {
  readonly op: Operator;
  readonly enter: number;
  readonly exit: number | null;
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
  readonly window: {
    readonly m: number;
    readonly n: number;
    readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  } | null;
  readonly staleAfterSeconds: number | null;
  readonly noData: NoDataPolicy;
  readonly levels: readonly Level[];
  readonly repeatIntervalSeconds: Readonly<Record<Severity, number | null>>;
  /** A longer silence than this between evaluations is not counted as observed time; null = never. */
  readonly gapToleranceSeconds: number | null;
  /** After a longer gap than this a hold starts again; null = never. */
  readonly outageToleranceSeconds: number | null;
};

/** What one evaluation says: beyond enter, between exit and enter, beyond exit, or unknown. */
export type EvaluationClass = 'BREACH' | 'BAND' | 'CLEAR' | 'MISSING';

export type Condition = 'OK' | 'PENDING' | 'FIRING' | 'RECOVERING' | 'NODATA';

/** What moved: the market, the site, or not known (grouped with market). */
export type Cause = 'market' | 'site' | 'unknown';

/** The rules that the product evaluates by itself. Site rules have one state per site. */
export type SiteRuleId =
  | 'unprofitable'
  | 'flaring-rise'
  | 'site-data-stale'
  | 'mass-balance'
  | 'idle-while-profitable'
  | 'better-split'
  | 'unprofitable-after-retarget';
export type CompanyRuleId = 'price-feed-stale';
/** Rules of the company's own, `user-` and the id of the company file; one state per site. */
export type UserRuleId = `user-${string}`;
export type BuiltInRuleId = SiteRuleId | CompanyRuleId;
export type RuleId = BuiltInRuleId | UserRuleId;

/** In the order of their bits in stored points: append only. */
export const SITE_RULES: readonly SiteRuleId[] = [
  'unprofitable',
  'flaring-rise',
  'site-data-stale',
  'mass-balance',
  'idle-while-profitable',
  'better-split',
  'unprofitable-after-retarget',
];

/** True for the rules whose words and units the product knows. */
export function isBuiltIn(rule: RuleId): rule is BuiltInRuleId {
  return !rule.startsWith('user-');
}

/** Groups and messages that belong to no rule. */
export type MessageOnly = 'digest' | 'test';
export type GroupRule = RuleId | MessageOnly;

/** True for what is told without a rule behind it. */
export function isMessageOnly(rule: GroupRule): rule is MessageOnly {
  return rule === 'digest' || rule === 'test';
}
