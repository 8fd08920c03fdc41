import type { GainSettings } from '../company.ts';
import type { GasInForce } from '../gas/report.ts';
import type { Rule } from './rule.ts';
import type { TickEvaluation } from './state.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';

/** A rule about money left on the table, in fractions of the revenue. */
export function gainRule(settings: GainSettings, tickSeconds: number): Rule {
  return {
    op: 'gt',
    enter: settings.enterFractionOfRevenue,
    exit: settings.exitFractionOfRevenue,
    forSeconds: settings.forSeconds,
    keepFiringForSeconds: settings.keepFiringForSeconds,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels: [{ severity: settings.severity, enter: settings.enterFractionOfRevenue }],
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}

/** Why an episode about mining ends though its figures have not turned. */
export const MINING_STOPPED = 'mining-stopped';
export const MINING_STARTED = 'mining-started';

/**
 * Do the miners run? By the `mining` stream in force: false = it is reported and zero. Null = it was
 * never reported, or is unknown now; the other rules then take it that they run.
 */
export function isMining(gas: GasInForce): boolean | null {
  const { everReported, mcfPerDay } = gas.mining;
  return everReported && mcfPerDay !== null ? mcfPerDay > 0 : null;
}

/**
 * The mirror of unprofitable: the miners are off although mining would pay. `value` = mean advantage
 * ÷ mean revenue of the last hours (as unprofitable has it), null = unknown. Clear at once when the
 * miners run, or when the site does not say whether they do.
 */
export function evaluateIdle(
  mean: { readonly value: number | null; readonly meanAdvantageUsdPerDay: number | null },
  gas: GasInForce,
  settings: GainSettings,
  active: boolean,
): TickEvaluation {
  if (isMining(gas) !== false) return { class: 'CLEAR', severity: null, value: mean.value, reason: MINING_STARTED };
  return judge(mean.value, mean.meanAdvantageUsdPerDay, settings, active);
}

/**
 * Another split of the gas would earn more: gain of the optimum ÷ revenue, both USD/day. Null gain or
 * no revenue = unknown.
 */
export function evaluateBetterSplit(
  gainUsdPerDay: number | null,
  revenueUsdPerDay: number | null,
  settings: GainSettings,
  active: boolean,
): TickEvaluation {
  const isKnown = gainUsdPerDay !== null && revenueUsdPerDay !== null && revenueUsdPerDay > 0;
  return judge(isKnown ? gainUsdPerDay / revenueUsdPerDay : null, gainUsdPerDay, settings, active);
}

function judge(
  value: number | null,
  usdPerDay: number | null,
  settings: GainSettings,
  active: boolean,
): TickEvaluation {
  if (value === null || usdPerDay === null) return { class: 'MISSING', severity: null, value: null };
  if (value > settings.enterFractionOfRevenue && usdPerDay > settings.floorUsdPerDay) {
    return { class: 'BREACH', severity: settings.severity, value };
  }
  return { class: active && value > settings.exitFractionOfRevenue ? 'BAND' : 'CLEAR', severity: null, value };
}
