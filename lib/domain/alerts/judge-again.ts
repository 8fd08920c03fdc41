import type { Company, Site } from '../company.ts';
import { METHOD_VERSION } from '../economics/evaluation.ts';
import { keptRevenueFraction } from '../economics/margin.ts';
import { aboveRestart } from '../economics/restart.ts';
import { gasInForce } from '../gas/in-force.ts';
import type { GasState, ReportRow } from '../gas/report.ts';
import type { Point } from '../history/point.ts';
import { pointOf } from '../history/point-of.ts';
import { reportsBegun } from '../history/reports-begun.ts';
import type { HourSum } from '../history/site-item.ts';
import type { Instant } from '../instant.ts';
import { usualRewardFraction } from '../market/cautious-fees.ts';
import type { Market } from '../market/market.ts';
import { forecastRetarget } from '../market/retarget-forecast.ts';
import { indexesOf } from '../market/site-market-row.ts';
import { type SiteFacts, siteFacts } from '../site-facts.ts';
import { evaluateAfterRetarget } from './after-retarget.ts';
import { type AlertState, INITIAL_ALERT_STATE } from './alert-state.ts';
import { flaringVerdict, unprofitableVerdict, type Verdict } from './correction.ts';
import { customRule, customRuleId, evaluateCustom } from './custom-rule.ts';
import type { EpisodeRecord } from './episode-record.ts';
import { evaluateBetterSplit, isMining } from './gain-rules.ts';
import { evaluateMassBalance } from './mass-balance.ts';
import { isBuiltIn, type RuleId, type UserRuleId } from './rule.ts';
import { afterRetargetSettings } from './site-rules.ts';
import type { TickEvaluation } from './state.ts';
import { addToHours, evaluateUnprofitable } from './unprofitable.ts';

/** A decision of the past, and what is known now of what it rested on. */
export type Decision = {
  readonly record: EpisodeRecord;
  /** As they were configured at the decision. */
  readonly company: Company;
  readonly site: Site;
  /** The points of the rule's window up to the decision (decisionStart), as they are restated. */
  readonly points: readonly Point[];
  /** Reports of the site known now, from long enough before the decision. */
  readonly rows: readonly ReportRow[];
  /** The frozen market of the decision, of a foretold loss those of the whole window; what is no longer kept is not there. */
  readonly markets: ReadonlyMap<Instant, Market>;
};

/** False for the stale rules: they judge when data came, which no correction changes. */
export function isJudgedAgain(rule: RuleId): boolean {
  return rule !== 'site-data-stale' && rule !== 'price-feed-stale';
}

/**
 * A decision again, by what is known now. What says how the site was run (the miners' state, a
 * balance, a split, a field) is taken from the reports of the periods that had ended by then: the
 * report of the running period would judge the alert by what was done about it. Means are taken from
 * the restated points. Null = not known, or a rule that is not judged again.
 */
export function judgeAgain(decision: Decision): Verdict | null {
  const { rule } = decision.record;
  if (!isBuiltIn(rule)) return customVerdict(decision, rule);
  switch (rule) {
    case 'unprofitable':
      return lossVerdict(decision);
    case 'idle-while-profitable':
      return idleVerdict(decision);
    case 'flaring-rise':
      return unlessUnknown(flaringVerdict(decision.record, decision.rows, decision.company, decision.site));
    case 'mass-balance':
      return balanceVerdict(decision);
    case 'better-split':
      return splitVerdict(decision);
    case 'unprofitable-after-retarget':
      return retargetVerdict(decision);
    case 'site-data-stale':
    case 'price-feed-stale':
      return null;
  }
}

/** An episode that is open: the rule's exit is what it is held against. */
const FIRING: AlertState = { ...INITIAL_ALERT_STATE, condition: 'FIRING' };

/** A loss that nobody made, because the miners stood, was none. */
function lossVerdict(decision: Decision): Verdict | null {
  const { record, points, site, company } = decision;
  const verdict = unprofitableVerdict(record, points, site, company.tickSeconds);
  return minersThen(decision) === false ? { ...verdict, isFlipped: true, miners: 'off' } : unlessUnknown(verdict);
}

/** The mirror: turned over where mining would have paid less by at least the floor, and where the miners ran. */
function idleVerdict(decision: Decision): Verdict | null {
  const { record, points, site, company } = decision;
  const verdict = unprofitableVerdict(record, points, site, company.tickSeconds);
  if (minersThen(decision) === true) return { ...verdict, isFlipped: true, miners: 'on' };
  const { corrected } = verdict;
  const { floorUsdPerDay } = site.rules.idleWhileProfitable;
  return unlessUnknown({ ...verdict, isFlipped: corrected !== null && corrected <= -floorUsdPerDay });
}

/** Fractions of the gas produced. */
function balanceVerdict(decision: Decision): Verdict | null {
  const { site, record } = decision;
  const { cadence, staleAfterSeconds } = site.reports;
  const state = reportsEnded(decision);
  const gas = gasInForce(state, record.openedAt, staleAfterSeconds, cadence);
  const balanced = { state, gas, cadence, fuelIncludesMining: site.fuelIncludesMining };
  return byExit(evaluateMassBalance(balanced, true, site.rules.massBalance), opening(decision)?.value ?? null);
}

/** The gain of the optimum, USD/day. */
function splitVerdict(decision: Decision): Verdict | null {
  const facts = factsThen(decision);
  if (facts === null) return null;
  const { gainUsdPerDay } = facts.optimum();
  const settings = aboveRestart(decision.site.rules.betterSplit, facts.model.restartUsdPerDay);
  const again = evaluateBetterSplit(gainUsdPerDay, facts.evaluation().revenueUsdPerDay, settings, true);
  const verdict = byExit(again, opening(decision)?.values.gainUsdPerDay ?? null);
  return verdict && { ...verdict, corrected: gainUsdPerDay === null ? null : Math.round(gainUsdPerDay * 100) / 100 };
}

/** What the forecast of then makes of the restated means: fractions of the revenue after the retarget. */
function retargetVerdict(decision: Decision): Verdict | null {
  const { site, company, record } = decision;
  const told = opening(decision)?.value ?? null;
  if (minersThen(decision) === false) return { isFlipped: true, told, corrected: null, miners: 'off' };
  const facts = factsThen(decision);
  const hours = hoursAgain(decision);
  if (facts === null || hours === null) return null;
  const unprofitable = aboveRestart(site.rules.unprofitable, facts.model.restartUsdPerDay);
  const usual = usualRewardFraction(facts.market);
  const { openedAt: at } = record;
  const now = evaluateUnprofitable(hours, at, unprofitable, true, company.tickSeconds, usual);
  const again = evaluateAfterRetarget({
    now,
    forecast: forecastRetarget(facts.market),
    isRetargeted: false,
    keptFraction: keptRevenueFraction(facts.model),
    unprofitable,
    settings: afterRetargetSettings(site),
    state: FIRING,
  });
  return byExit(again, told);
}

/** Null also where the rule has left the company file since. */
function customVerdict(decision: Decision, rule: UserRuleId): Verdict | null {
  const custom = decision.site.rules.custom.find((one) => customRuleId(one) === rule);
  const facts = factsThen(decision);
  if (custom === undefined || facts === null) return null;
  const { evaluation, market, row, gas, optimum } = facts;
  const indexIds = indexesOf(decision.site).ids;
  const stamp = { configVersion: '', methodVersion: METHOD_VERSION, openAlerts: [] };
  const point = pointOf(evaluation(), { at: market.at, market, row, gas, indexIds, ...stamp });
  const judged = { point, difficulty: row.difficulty, optimum };
  const again = evaluateCustom(custom, customRule(custom, decision.company.tickSeconds), judged, FIRING);
  return byExit(again, opening(decision)?.value ?? null);
}

/** Turned over where an open episode would be over, beyond its rule's exit. */
function byExit({ class: found, value }: TickEvaluation, told: number | null): Verdict | null {
  return found === 'MISSING' ? null : { isFlipped: found === 'CLEAR', told, corrected: value };
}

/** What is not known neither turns an alert over nor confirms it. */
function unlessUnknown(verdict: Verdict): Verdict | null {
  return verdict.corrected === null ? null : verdict;
}

function opening({ record }: Decision) {
  return record.transitions.find(({ kind }) => kind === 'firing');
}

/** The reports known now of the periods that had ended by the decision. */
function reportsEnded({ record, rows, site }: Decision): GasState {
  const { openedAt: at } = record;
  const ended = rows.filter((row) => row.periodEnd <= at);
  return reportsBegun(ended, site.reports.cadence, at)(at);
}

function minersThen(decision: Decision): boolean | null {
  const { staleAfterSeconds, cadence } = decision.site.reports;
  return isMining(gasInForce(reportsEnded(decision), decision.record.openedAt, staleAfterSeconds, cadence));
}

/** Null = the market of the decision is no longer kept. */
function factsThen(decision: Decision): SiteFacts | null {
  const market = decision.markets.get(decision.record.openedAt);
  if (market === undefined) return null;
  return siteFacts(decision.company, decision.site, market, reportsEnded(decision));
}

/** The hourly sums of the window by the reports known now; null = a market of it is no longer kept. */
function hoursAgain({ points, markets, rows, company, site }: Decision): readonly HourSum[] | null {
  const [first] = points;
  if (first === undefined || points.some(({ at }) => !markets.has(at))) return null;
  const known = reportsBegun(rows, site.reports.cadence, first.at);
  return points.reduce<HourSum[]>((hours, { at }) => {
    const facts = siteFacts(company, site, markets.get(at) as Market, known(at));
    const { advantageUsdPerDay, revenueUsdPerDay } = facts.evaluation();
    return addToHours(hours, at, advantageUsdPerDay, revenueUsdPerDay);
  }, []);
}
