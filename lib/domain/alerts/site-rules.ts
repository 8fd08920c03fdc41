import type { AfterRetargetSettings, Site } from '../company.ts';
import type { Instant } from '../instant.ts';
import { afterRetargetRule } from './after-retarget.ts';
import { type AlertState, INITIAL_ALERT_STATE, type Transition } from './alert-state.ts';
import { flaringRiseRule } from './flaring-rise.ts';
import { gainRule } from './gain-rules.ts';
import { type Cause, type Rule, type RuleId, SITE_RULES, type SiteRuleId } from './rule.ts';
import { siteDataStaleRule } from './stale.ts';
import { closeEpisode, step, type TickEvaluation } from './state.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';
import { unprofitableRule } from './unprofitable.ts';

/** Every rule of a site before its first tick. */
export const INITIAL_ALERTS = Object.fromEntries(SITE_RULES.map((rule) => [rule, INITIAL_ALERT_STATE])) as Readonly<
  Record<SiteRuleId, AlertState>
>;

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

const NOTHING_TOLD: readonly RuleStep[] = [];

/** Takes every built-in rule of the site one tick on; what is switched off ends its open episode. */
export function stepSiteRules(
  site: Site,
  before: Readonly<Record<SiteRuleId, AlertState>>,
  verdicts: Readonly<Record<SiteRuleId, TickEvaluation>>,
  at: Instant,
  tickSeconds: number,
): SiteSteps {
  const rules = rulesOf(site, tickSeconds);
  const alerts: Record<SiteRuleId, AlertState> = { ...INITIAL_ALERTS };
  let told = NOTHING_TOLD;
  for (const rule of SITE_RULES) {
    const settings = rules[rule];
    const { state, transitions } =
      settings === null
        ? closeEpisode(before[rule], at, 'rule-removed')
        : step(before[rule], settings, at, withCause(rule, verdicts[rule]));
    alerts[rule] = state;
    if (transitions.length > 0) told = [...told, { rule, state, transitions }];
  }
  return { alerts, told };
}

/** Only a breach is asked for its cause. */
function withCause(rule: SiteRuleId, verdict: TickEvaluation): TickEvaluation {
  const cause = USUAL_CAUSE[rule];
  return verdict.class !== 'BREACH' || cause === undefined ? verdict : { ...verdict, cause };
}

type RuleBook = Readonly<Record<SiteRuleId, Rule | null>>;

const books = new WeakMap<Site, { readonly tickSeconds: number; readonly book: RuleBook }>();

/** A site's rules, null where they are switched off: made once for a configuration and a tick length. */
function rulesOf(site: Site, tickSeconds: number): RuleBook {
  const kept = books.get(site);
  if (kept?.tickSeconds === tickSeconds) return kept.book;
  const rules = SITE_RULES.map((rule) => [rule, isEnabled(site, rule) ? ruleOf(site, rule, tickSeconds) : null]);
  const book = Object.fromEntries(rules) as RuleBook;
  books.set(site, { tickSeconds, book });
  return book;
}
