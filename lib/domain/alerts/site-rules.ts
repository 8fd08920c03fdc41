import type { AfterRetargetSettings, Site } from '../company.ts';
import type { Instant } from '../instant.ts';
import { afterRetargetRule } from './after-retarget.ts';
import { type AlertState, INITIAL_ALERT_STATE, type Transition } from './alert-state.ts';
import { flaringRiseRule } from './flaring-rise.ts';
import { gainRule } from './gain-rules.ts';
import type { Cause, Rule, RuleId, SiteRuleId } from './rule.ts';
import { siteDataStaleRule } from './stale.ts';
import { closeEpisode, step, type TickEvaluation } from './state.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';
import { unprofitableRule } from './unprofitable.ts';

/** Every rule of a site before its first tick. */
export const INITIAL_ALERTS: Readonly<Record<SiteRuleId, AlertState>> = ofEveryRule(() => INITIAL_ALERT_STATE);

function ofEveryRule<V>(of: (rule: SiteRuleId) => V): Record<SiteRuleId, V> {
  return {
    unprofitable: of('unprofitable'),
    'flaring-rise': of('flaring-rise'),
    'site-data-stale': of('site-data-stale'),
    'mass-balance': of('mass-balance'),
    'idle-while-profitable': of('idle-while-profitable'),
    'better-split': of('better-split'),
    'unprofitable-after-retarget': of('unprofitable-after-retarget'),
  };
}

/** The states of an item; rules that it does not know yet begin at their beginning. */
export function withEveryRule(
  alerts: Readonly<Partial<Record<SiteRuleId, AlertState>>>,
): Readonly<Record<SiteRuleId, AlertState>> {
  return hasEveryRule(alerts) ? alerts : { ...INITIAL_ALERTS, ...alerts };
}

/** Written out: to look rules up by name takes longer than to step them. */
function hasEveryRule(
  alerts: Readonly<Partial<Record<SiteRuleId, AlertState>>>,
): alerts is Readonly<Record<SiteRuleId, AlertState>> {
  return (
    alerts.unprofitable !== undefined &&
    alerts['flaring-rise'] !== undefined &&
    alerts['site-data-stale'] !== undefined &&
    alerts['mass-balance'] !== undefined &&
    alerts['idle-while-profitable'] !== undefined &&
    alerts['better-split'] !== undefined &&
    alerts['unprofitable-after-retarget'] !== undefined
  );
}

/** False where the company file switches the rule off for the site; an open episode then ends. */
function isEnabled(site: Site, rule: SiteRuleId): boolean {
  switch (rule) {
    case 'unprofitable':
      return site.rules.unprofitable.enabled;
    case 'flaring-rise':
      return site.rules.flaringRise.enabled;
    case 'site-data-stale':
      return site.rules.siteDataStale.enabled;
    case 'mass-balance':
      return site.rules.massBalance.enabled;
    case 'idle-while-profitable':
      return site.rules.idleWhileProfitable.enabled;
    case 'better-split':
      return site.rules.betterSplit.enabled;
    case 'unprofitable-after-retarget':
      return site.rules.unprofitableAfterRetarget?.enabled ?? false;
  }
}

/** The engine's settings of a site's rule. */
export function ruleOf(site: Site, rule: SiteRuleId, tickSeconds: number): Rule {
  switch (rule) {
    case 'unprofitable':
      return unprofitableRule(site.rules.unprofitable, tickSeconds);
    case 'flaring-rise':
      return flaringRiseRule(site.rules.flaringRise, tickSeconds);
    case 'site-data-stale':
      return siteDataStaleRule(site.rules.siteDataStale.severity, tickSeconds);
    case 'mass-balance':
      return massBalanceRule(site, tickSeconds);
    case 'idle-while-profitable':
      return gainRule(site.rules.idleWhileProfitable, tickSeconds);
    case 'better-split':
      return gainRule(site.rules.betterSplit, tickSeconds);
    case 'unprofitable-after-retarget':
      return afterRetargetRule(afterRetargetSettings(site), site.rules.unprofitable, tickSeconds);
  }
}

/** Configurations stored before there was the rule have none of its settings; it is off in them. */
export function afterRetargetSettings({ rules }: Site): AfterRetargetSettings {
  return rules.unprofitableAfterRetarget ?? OFF;
}

const OFF: AfterRetargetSettings = { enabled: false, severity: 'info', forSeconds: 0, keepFiringForSeconds: 0 };

/** Two of three gas days are its hold; they are counted in evaluateMassBalance. */
function massBalanceRule(site: Site, tickSeconds: number): Rule {
  const { enterFraction, exitFraction, severity } = site.rules.massBalance;
  return {
    op: 'gt',
    enter: enterFraction,
    exit: exitFraction,
    forSeconds: 0,
    keepFiringForSeconds: 0,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels: [{ severity, enter: enterFraction }],
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}

/** What a tick did to one rule. */
export type RuleStep = {
  readonly rule: RuleId;
  readonly state: AlertState;
  readonly transitions: readonly Transition[];
};

/** What moves a rule whose verdict does not say it. */
const USUAL_CAUSE: Readonly<Partial<Record<SiteRuleId, Cause>>> = {
  'site-data-stale': 'site',
  'flaring-rise': 'site',
  'idle-while-profitable': 'market',
  'better-split': 'market',
  'unprofitable-after-retarget': 'market',
};

/** What a tick made of all the built-in rules of a site. */
export type SiteSteps = {
  readonly alerts: Readonly<Record<SiteRuleId, AlertState>>;
  /** The rules of which there is something to tell, in their order. */
  readonly told: readonly RuleStep[];
};

/** Takes every built-in rule of the site one tick on; what is switched off ends its open episode. */
export function stepSiteRules(
  book: RuleBook,
  before: Readonly<Record<SiteRuleId, AlertState>>,
  verdicts: Readonly<Record<SiteRuleId, TickEvaluation>>,
  at: Instant,
): SiteSteps {
  const told: RuleStep[] = [];
  const alerts: Record<SiteRuleId, AlertState> = {
    unprofitable: stepOne(book.unprofitable, before.unprofitable, verdicts.unprofitable, at, told),
    'flaring-rise': stepOne(book['flaring-rise'], before['flaring-rise'], verdicts['flaring-rise'], at, told),
    'site-data-stale': stepOne(
      book['site-data-stale'],
      before['site-data-stale'],
      verdicts['site-data-stale'],
      at,
      told,
    ),
    'mass-balance': stepOne(book['mass-balance'], before['mass-balance'], verdicts['mass-balance'], at, told),
    'idle-while-profitable': stepOne(
      book['idle-while-profitable'],
      before['idle-while-profitable'],
      verdicts['idle-while-profitable'],
      at,
      told,
    ),
    'better-split': stepOne(book['better-split'], before['better-split'], verdicts['better-split'], at, told),
    'unprofitable-after-retarget': stepOne(
      book['unprofitable-after-retarget'],
      before['unprofitable-after-retarget'],
      verdicts['unprofitable-after-retarget'],
      at,
      told,
    ),
  };
  return { alerts, told };
}

/** `told` grows by a step that tells something. */
function stepOne(
  { id, rule, usualCause }: BookedRule,
  before: AlertState,
  verdict: TickEvaluation,
  at: Instant,
  told: RuleStep[],
): AlertState {
  // Only a breach is asked for its cause.
  const evaluation = verdict.class !== 'BREACH' || usualCause === null ? verdict : { ...verdict, cause: usualCause };
  const { state, transitions } =
    rule === null ? closeEpisode(before, at, 'rule-removed') : step(before, rule, at, evaluation);
  if (transitions.length > 0) told.push({ rule: id, state, transitions });
  return state;
}

/** A rule of a site as it is stepped; null = switched off. */
type BookedRule = { readonly id: SiteRuleId; readonly rule: Rule | null; readonly usualCause: Cause | null };
export type RuleBook = Readonly<Record<SiteRuleId, BookedRule>>;

/** The built-in rules of a site under a configuration. */
export function ruleBook(site: Site, tickSeconds: number): RuleBook {
  return ofEveryRule((id) => ({
    id,
    rule: isEnabled(site, id) ? ruleOf(site, id, tickSeconds) : null,
    usualCause: USUAL_CAUSE[id] ?? null,
  }));
}
