import { type AlertState, INITIAL_ALERT_STATE, isOpen, type Transition } from './alerts/alert-state.ts';
import { evaluateFlaringRise, flaringRiseRule } from './alerts/flaring-rise.ts';
import type { FrozenValues } from './alerts/message.ts';
import { type Rule, SITE_RULES, type SiteRuleId } from './alerts/rule.ts';
import { evaluateSiteDataStale, siteDataStaleRule } from './alerts/stale.ts';
import { closeEpisode, step, type TickEvaluation } from './alerts/state.ts';
import {
  addToHours,
  evaluateUnprofitable,
  isTickClear,
  type UnprofitableVerdict,
  unprofitableRule,
} from './alerts/unprofitable.ts';
import type { Company, Site } from './company.ts';
import { type Evaluation, METHOD_VERSION } from './economics/evaluation.ts';
import { evaluateUnderLaw } from './economics/regime/under-law.ts';
import type { SiteModel } from './economics/site-model.ts';
import { summedGasDays } from './gas/gas-day.ts';
import { gasInForce } from './gas/in-force.ts';
import { mergeRows } from './gas/merge.ts';
import { EMPTY_GAS_STATE, type GasInForce, type GasState, type ReportRow } from './gas/report.ts';
import { appendPoint } from './history/block.ts';
import type { Block } from './history/point.ts';
import { pointOf } from './history/point-of.ts';
import type { HourSum, SiteItem } from './history/site-item.ts';
import type { Instant } from './instant.ts';
import { usualRewardFraction } from './market/cautious-fees.ts';
import type { Market, MarketRow } from './market/market.ts';
import { marketRow } from './market/market-row.ts';
import { usdRates } from './market/usd-rates.ts';

/** A transition of one rule of a site, with the state after it and the figures frozen with it. */
export type SiteTransition = {
  readonly rule: SiteRuleId;
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
  const gasDays = site.reports.cadence === '1h' ? summedGasDays(input.newRows, site) : [];
  const gasState = mergeRows(previous?.gas ?? EMPTY_GAS_STATE, input.newRows, at, site.reports.cadence, gasDays);
  const gas = gasInForce(gasState, at, site.reports.staleAfterSeconds, site.reports.cadence);
  const row = siteMarketRow(marketRow(market), site);
  const evaluation = evaluateUnderLaw(input.model, row, gas, at, usdRates(market));
  const hours = addToHours(previous?.hours ?? [], at, evaluation.advantageUsdPerDay, evaluation.revenueUsdPerDay);
  const before = previous?.alerts ?? initialAlerts();
  const flaring = flaringVerdict(
    input,
    gasState,
    gas,
    previous?.flaringBaselineMcfPerDay ?? null,
    isOpen(before['flaring-rise']),
  );
  const lastClearMarket = previous?.lastClearMarket ?? null;
  const { staleAfterSeconds } = site.reports;
  const stale = evaluateSiteDataStale(
    gasState.newestReportAt,
    at,
    staleAfterSeconds,
    site.rules.siteDataStale.severity,
  );
  const profit = unprofitableVerdict(input, hours, gas, lastClearMarket, before.unprofitable);
  const verdicts: Record<SiteRuleId, TickEvaluation> = {
    'site-data-stale': { ...stale, cause: 'site' },
    unprofitable: profit,
    'flaring-rise': { ...flaring, cause: 'site' },
  };
  const values = frozenValues(
    evaluation,
    market,
    gas,
    profit.meanAdvantageUsdPerDay,
    flaring.baselineMcfPerDay,
    gasState,
    at,
  );
  const transitions: SiteTransition[] = [];
  const alerts = { ...before };
  for (const rule of SITE_RULES) {
    const result = !isEnabled(site, rule)
      ? closeEpisode(before[rule], at, 'rule-removed')
      : step(before[rule], ruleOf(site, rule, company.tickSeconds), at, verdicts[rule]);
    alerts[rule] = result.state;
    for (const transition of result.transitions) transitions.push({ rule, transition, state: result.state, values });
  }
  const point = pointOf(evaluation, {
    at,
    market,
    row,
    gas,
    openAlerts: SITE_RULES.filter((rule) => isOpen(alerts[rule])),
    indexIds: Object.keys(row.gasIndexUsdPerMmbtu),
    configVersion: input.configVersion,
    methodVersion: METHOD_VERSION,
  });
  const { block, sealed } = appendPoint(previous?.block ?? null, point, company.tickSeconds);
  const isClear = isTickClear(evaluation.advantageUsdPerDay, evaluation.revenueUsdPerDay, site.rules.unprofitable);
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

function initialAlerts(): Record<SiteRuleId, AlertState> {
  return {
    unprofitable: INITIAL_ALERT_STATE,
    'flaring-rise': INITIAL_ALERT_STATE,
    'site-data-stale': INITIAL_ALERT_STATE,
  };
}

function isEnabled(site: Site, rule: SiteRuleId): boolean {
  if (rule === 'unprofitable') return site.rules.unprofitable.enabled;
  if (rule === 'flaring-rise') return site.rules.flaringRise.enabled;
  return site.rules.siteDataStale.enabled;
}

/** The engine's settings of a site's rule. */
export function ruleOf(site: Site, rule: SiteRuleId, tickSeconds: number): Rule {
  if (rule === 'unprofitable') return unprofitableRule(site.rules.unprofitable, tickSeconds);
  if (rule === 'flaring-rise') return flaringRiseRule(site.rules.flaringRise, tickSeconds);
  return siteDataStaleRule(site.rules.siteDataStale.severity, tickSeconds);
}

/** The market row with only the gas indexes that this site's margin rests on. */
export function siteMarketRow(row: MarketRow, site: Site): MarketRow {
  const ids = [site.sell?.index ?? null, site.costs.royaltyIndex].filter((id): id is string => id !== null);
  const kept = ids.map((id) => [id, row.gasIndexUsdPerMmbtu[id] ?? null] as const);
  return { ...row, gasIndexUsdPerMmbtu: Object.fromEntries(kept) };
}

/**
 * Unprofitable by the mean of the last hours. At the first breach the cause is decided by
 * counterfactual: today's site under the market of the last tick that was clear by itself. Were the
 * market still that one and the site clear, the market did it; else the site.
 */
function unprofitableVerdict(
  input: SiteTickInput,
  hours: readonly HourSum[],
  gas: GasInForce,
  lastClear: MarketRow | null,
  state: AlertState,
): UnprofitableVerdict & TickEvaluation {
  const settings = input.site.rules.unprofitable;
  const verdict = evaluateUnprofitable(
    hours,
    input.market.at,
    settings,
    isOpen(state),
    input.company.tickSeconds,
    usualRewardFraction(input.market),
  );
  const starts = verdict.class === 'BREACH' && !isOpen(state) && state.condition !== 'PENDING';
  if (!starts) return verdict;
  if (lastClear === null) return { ...verdict, cause: 'unknown' };
  const { market } = input;
  const counterfactual = evaluateUnderLaw(input.model, lastClear, gas, market.at, usdRates(market));
  const clear = isTickClear(counterfactual.advantageUsdPerDay, counterfactual.revenueUsdPerDay, settings);
  return { ...verdict, cause: clear === null ? 'unknown' : clear ? 'market' : 'site' };
}

function flaringVerdict(
  input: SiteTickInput,
  gasState: GasState,
  gas: GasInForce,
  frozen: number | null,
  active: boolean,
) {
  return evaluateFlaringRise({
    gas: gasState,
    cadence: input.site.reports.cadence,
    producedMcfPerDay: gas.produced.mcfPerDay,
    permitLimitMcfPerDay: input.model.permitLimitMcfPerDay,
    frozenBaselineMcfPerDay: active ? frozen : null,
    settings: input.site.rules.flaringRise,
    at: input.market.at,
    staleAfterSeconds: input.site.reports.staleAfterSeconds,
  });
}

/** The baseline is frozen while an episode is open, and forgotten after it. */
function baselineAfter(previous: SiteItem | null, state: AlertState, baseline: number | null): number | null {
  if (!isOpen(state)) return null;
  return previous?.flaringBaselineMcfPerDay ?? baseline;
}

function frozenValues(
  evaluation: Evaluation,
  market: Market,
  gas: GasInForce,
  meanAdvantageUsdPerDay: number | null,
  baseline: number | null,
  gasState: GasState,
  at: Instant,
): FrozenValues {
  return {
    advantageUsdPerDay: cents(evaluation.advantageUsdPerDay),
    mineUsdPerDay: cents(evaluation.mineUsdPerDay),
    sellUsdPerDay: cents(evaluation.sellUsdPerDay),
    flareUsdPerDay: cents(evaluation.flareUsdPerDay),
    netbackUsdPerMmbtu: milli(evaluation.netbackUsdPerMmbtu),
    breakEvenBtcUsd: cents(evaluation.breakEvenBtcUsdVsBestAlternative),
    btcUsd: cents(market.btcUsd.value),
    flaredMcfPerDay: milli(gas.flared.mcfPerDay),
    meanAdvantageUsdPerDay: cents(meanAdvantageUsdPerDay),
    flaringBaselineMcfPerDay: milli(baseline),
    dataAgeSeconds: gasState.newestReportAt === null ? null : at - gasState.newestReportAt,
  };
}

function cents(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100 + 0;
}

function milli(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000 + 0;
}
