import { evaluateAfterRetarget } from './alerts/after-retarget.ts';
import { type AlertState, isOpen, type Transition } from './alerts/alert-state.ts';
import { stepCustomRules } from './alerts/custom-steps.ts';
import { type DecisionFacts, decisionValues } from './alerts/decision-values.ts';
import { evaluateBetterSplit, evaluateIdle, isMining, MINING_STOPPED } from './alerts/gain-rules.ts';
import type { FrozenValues } from './alerts/message.ts';
import { retargetOutlook } from './alerts/retarget-outlook.ts';
import { type RuleId, SITE_RULES, type SiteRuleId } from './alerts/rule.ts';
import { INITIAL_ALERTS, type RuleStep, stepSiteRules, withEveryRule } from './alerts/site-rules.ts';
import { evaluateSiteDataStale } from './alerts/stale.ts';
import type { TickEvaluation } from './alerts/state.ts';
import { addToHours, evaluateUnprofitable, isTickClear, type UnprofitableVerdict } from './alerts/unprofitable.ts';
import type { Company, Site } from './company.ts';
import type { SiteOptimum } from './economics/allocation/optimum.ts';
import { METHOD_VERSION } from './economics/evaluation.ts';
import { evaluateUnderLaw, optimumUnderLaw } from './economics/regime/under-law.ts';
import type { SiteModel } from './economics/site-model.ts';
import { gasAt } from './gas/gas-at.ts';
import { EMPTY_GAS_STATE, type GasInForce, type ReportRow } from './gas/report.ts';
import { gasVerdicts } from './gas-verdicts.ts';
import { appendPoint } from './history/block.ts';
import type { Block } from './history/point.ts';
import { pointOf } from './history/point-of.ts';
import type { HourSum, SiteAlerts, SiteItem } from './history/site-item.ts';
import type { Market, MarketRow } from './market/market.ts';
import type { RetargetForecast } from './market/retarget-forecast.ts';
import { rowOfIndexes } from './market/site-market-row.ts';
import { tickMarket } from './market/tick-market.ts';
import { type SitePlan, sitePlan } from './site-plan.ts';

/** A transition of one rule of a site, with the state after it and the figures frozen with it. */
export type SiteTransition = {
  readonly rule: RuleId;
  readonly transition: Transition;
  readonly state: AlertState;
  readonly values: FrozenValues;
};

export type SiteTickInput = {
  readonly company: Company;
  readonly configVersion: string;
  readonly site: Site;
  readonly model: SiteModel;
  readonly market: Market;
  readonly previous: SiteItem | null;
  readonly newRows: readonly ReportRow[];
};

export type SiteTickResult = {
  readonly item: SiteItem;
  /** The blocks that this tick completed or left behind, to be stored before the item. */
  readonly sealed: readonly Block[];
  readonly transitions: readonly SiteTransition[];
};

/**
 * What tick T makes of a site: its next item, as a pure function of the frozen market, the report
 * rows not yet merged, the configuration and the item before. Replaying it gives the same bytes.
 */
export function advanceSite(input: SiteTickInput): SiteTickResult {
  const { site, market, previous, company } = input;
  const at = market.at;
  const { state: gasState, gas } = gasAt(previous?.gas ?? { ...EMPTY_GAS_STATE }, input.newRows, at, site);
  const plan = sitePlan(input.model, company.tickSeconds);
  const { row: wholeRow, rates, forecast } = tickMarket(market);
  const row = rowOfIndexes(wholeRow, plan.indexes);
  const evaluation = evaluateUnderLaw(input.model, row, gas, at, rates);
  const hours = addToHours(previous?.hours ?? [], at, evaluation.advantageUsdPerDay, evaluation.revenueUsdPerDay);
  const before = previous === null ? INITIAL_ALERTS : withEveryRule(previous.alerts);
  const frozenBaseline = previous?.flaringBaselineMcfPerDay ?? null;
  const { flaring, balance } = gasVerdicts(input.model, gasState, gas, before, frozenBaseline, at);
  const lastClearMarket = previous?.lastClearMarket ?? null;
  const { staleAfterSeconds } = site.reports;
  const stale = evaluateSiteDataStale(
    gasState.newestReportAt,
    at,
    staleAfterSeconds,
    site.rules.siteDataStale.severity,
  );
  const profit = unprofitableVerdict(input, plan, hours, gas, lastClearMarket, before.unprofitable);
  const optimum = optimumLater(input, row, gas);
  const idle = evaluateIdle(profit, gas, plan.idle, isOpen(before['idle-while-profitable']));
  const verdicts: Record<SiteRuleId, TickEvaluation> = {
    'site-data-stale': stale,
    unprofitable: whileMining(profit, gas),
    'flaring-rise': flaring,
    'mass-balance': balance,
    'idle-while-profitable': idle,
    'better-split': betterSplit(plan, optimum, evaluation.revenueUsdPerDay, before['better-split']),
    'unprofitable-after-retarget': whileMining(
      foretold(market, plan, profit, forecast, before['unprofitable-after-retarget']),
      gas,
    ),
  };
  const { alerts: ownAlerts, told } = stepSiteRules(plan.rules, before, verdicts, at);
  const point = pointOf(evaluation, {
    at,
    market,
    row,
    gas,
    openAlerts: openRules(ownAlerts, told.length === 0, previous),
    indexIds: plan.indexes.ids,
    configVersion: input.configVersion,
    methodVersion: METHOD_VERSION,
  });
  const facts = { point, difficulty: row.difficulty, optimum };
  const customSteps = stepCustomRules(site, previous?.alerts ?? null, facts, company.tickSeconds);
  const alerts = alertsAfter(ownAlerts, customSteps);
  const isCalm = told.length === 0 && customSteps.length === 0;
  const transitions = isCalm
    ? NO_TRANSITIONS
    : transitionsOf([...told, ...customSteps], optimum, {
        evaluation,
        market,
        gas,
        gasState,
        meanAdvantageUsdPerDay: profit.meanAdvantageUsdPerDay,
        flaringBaselineMcfPerDay: flaring.baselineMcfPerDay,
        restartUsdPerDay: input.model.restartUsdPerDay,
        outlook: retargetOutlook(forecast, evaluation, plan.keptRevenueFraction),
      });
  const openBlock = previous?.removedAt === undefined ? (previous?.block ?? null) : null;
  const { block, sealed } = appendPoint(openBlock, point, company.tickSeconds);
  const isClear = isTickClear(evaluation.advantageUsdPerDay, evaluation.revenueUsdPerDay, plan.unprofitable);
  const item: SiteItem = {
    site: site.id,
    v: at,
    configVersion: input.configVersion,
    methodVersion: METHOD_VERSION,
    block,
    alerts,
    lastClearMarket: isClear === true ? row : lastClearMarket,
    gas: gasState,
    hours,
    flaringBaselineMcfPerDay: baselineAfter(previous, alerts['flaring-rise'], flaring.baselineMcfPerDay),
  };
  return { item, sealed, transitions };
}

/** Rules of the company's own are kept only while they are configured or end at this tick. */
function alertsAfter(
  ownAlerts: Readonly<Record<SiteRuleId, AlertState>>,
  customSteps: readonly RuleStep[],
): SiteAlerts {
  if (customSteps.length === 0) return ownAlerts;
  return { ...ownAlerts, ...Object.fromEntries(customSteps.map(({ rule, state }) => [rule, state])) };
}

/** The built-in rules with an open episode; the very list of the point before where nothing opened or ended. */
function openRules(
  alerts: Readonly<Record<SiteRuleId, AlertState>>,
  isAsBefore: boolean,
  previous: SiteItem | null,
): readonly RuleId[] {
  const known =
    previous === null || previous.removedAt !== undefined ? undefined : previous.block.points.at(-1)?.openAlerts;
  if (isAsBefore && known !== undefined) return known;
  return SITE_RULES.filter((rule) => isOpen(alerts[rule]));
}

/** The transitions of a tick, all with the figures of the decision, which are worked out only where there are any. */
function transitionsOf(
  steps: readonly RuleStep[],
  optimum: () => SiteOptimum,
  facts: Omit<DecisionFacts, 'optimum'>,
): readonly SiteTransition[] {
  const values = once(() => decisionValues({ ...facts, optimum: optimum() }));
  return steps.flatMap(({ rule, state, transitions }) =>
    transitions.map((transition) => ({ rule, transition, state, values: values() })),
  );
}

const NO_TRANSITIONS: readonly SiteTransition[] = [];

/** Nothing is lost by mining while the miners are reported to stand still. */
function whileMining(verdict: TickEvaluation, gas: GasInForce): TickEvaluation {
  if (isMining(gas) !== false) return verdict;
  return { class: 'CLEAR', severity: null, value: verdict.value, reason: MINING_STOPPED };
}

/** The optimum costs a search: it is sought only where somebody asks for it. */
function optimumLater({ model, market }: SiteTickInput, row: MarketRow, gas: GasInForce): () => SiteOptimum {
  return once(() => optimumUnderLaw(model, row, gas, market.at, tickMarket(market).rates));
}

function betterSplit(
  { betterSplit: settings }: SitePlan,
  optimum: () => SiteOptimum,
  revenueUsdPerDay: number | null,
  state: AlertState,
): TickEvaluation {
  if (settings === null) return { class: 'CLEAR', severity: null, value: null };
  return evaluateBetterSplit(optimum().gainUsdPerDay, revenueUsdPerDay, settings, isOpen(state));
}

/** The loss that the next retarget would bring, judged as unprofitable is. */
function foretold(
  market: Market,
  plan: SitePlan,
  now: UnprofitableVerdict,
  forecast: RetargetForecast | null,
  state: AlertState,
): TickEvaluation {
  const epochStart = market.epochStart ?? null;
  return evaluateAfterRetarget({
    now,
    forecast,
    isRetargeted: epochStart !== null && state.onset !== null && epochStart.notAfter > state.onset,
    keptFraction: plan.keptRevenueFraction,
    unprofitable: plan.unprofitable,
    settings: plan.afterRetarget,
    state,
  });
}

/** Works something out when it is first asked for, and then keeps it. */
function once<V>(workOut: () => V): () => V {
  let kept: { readonly value: V } | null = null;
  return () => {
    kept ??= { value: workOut() };
    return kept.value;
  };
}

/**
 * Unprofitable by the mean of the last hours. At the first breach the cause is decided by
 * counterfactual: today's site under the market of the last tick that was clear by itself. Were the
 * market still that one and the site clear, the market did it; else the site.
 */
function unprofitableVerdict(
  { company, market, model }: SiteTickInput,
  { unprofitable: settings }: SitePlan,
  hours: readonly HourSum[],
  gas: GasInForce,
  lastClear: MarketRow | null,
  state: AlertState,
): UnprofitableVerdict & TickEvaluation {
  const verdict = evaluateUnprofitable(
    hours,
    market.at,
    settings,
    isOpen(state),
    company.tickSeconds,
    tickMarket(market).usualRewardFraction,
  );
  const starts = verdict.class === 'BREACH' && !isOpen(state) && state.condition !== 'PENDING';
  if (!starts) return verdict;
  if (lastClear === null) return { ...verdict, cause: 'unknown' };
  const counterfactual = evaluateUnderLaw(model, lastClear, gas, market.at, tickMarket(market).rates);
  const clear = isTickClear(counterfactual.advantageUsdPerDay, counterfactual.revenueUsdPerDay, settings);
  return { ...verdict, cause: clear === null ? 'unknown' : clear ? 'market' : 'site' };
}

/** The baseline is frozen while an episode is open, and forgotten after it. */
function baselineAfter(previous: SiteItem | null, state: AlertState, baseline: number | null): number | null {
  if (!isOpen(state)) return null;
  return previous?.flaringBaselineMcfPerDay ?? baseline;
}
