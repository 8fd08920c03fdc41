import type { AfterRetargetSettings, UnprofitableSettings } from '../company.ts';
import type { RetargetForecast } from '../market/retarget-forecast.ts';
import { type AlertState, isOpen } from './alert-state.ts';
import { advantageAfter } from './retarget-outlook.ts';
import type { Rule } from './rule.ts';
import type { TickEvaluation } from './state.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';
import { mildestEnter, type UnprofitableVerdict } from './unprofitable.ts';

/** The rule as the engine runs it; its value is that of unprofitable, as it will be after the retarget. */
export function afterRetargetRule(
  settings: AfterRetargetSettings,
  unprofitable: UnprofitableSettings,
  tickSeconds: number,
): Rule {
  const enter = mildestEnter(unprofitable);
  return {
    op: 'lt',
    enter,
    exit: null,
    forSeconds: settings.forSeconds,
    keepFiringForSeconds: settings.keepFiringForSeconds,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels: [{ severity: settings.severity, enter }],
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}

/** Why a foretold loss ends though the forecast has not turned: the retarget has come. */
export const RETARGETED = 'retargeted';

export type AfterRetargetInput = {
  /** The rule unprofitable at this tick: its means, and whether it breaches already. */
  readonly now: UnprofitableVerdict;
  /** Null = the next retarget cannot be foretold. */
  readonly forecast: RetargetForecast | null;
  /** True when the epoch that the open episode was about is over. */
  readonly isRetargeted: boolean;
  /** Share of the revenue that is kept after what is paid by revenue. */
  readonly keptFraction: number;
  readonly unprofitable: UnprofitableSettings;
  readonly settings: AfterRetargetSettings;
  readonly state: AlertState;
};

const HUNDRED = 100;

/**
 * Will the next retarget make mining unprofitable? The means of the last hours are taken to the
 * difficulty of the forecast, all else unchanged. It breaches only where the whole range at 2σ does
 * (method H6), that is where even its low end takes the fraction below the enter fraction and the loss
 * beyond the floor, while the rule unprofitable does not breach yet. It holds while the middle of the
 * range breaches, or mining has become unprofitable meanwhile, and ends with the retarget.
 *
 * Example: 1,000 USD/day all kept, advantage 20 (+2 %), forecast +9 % ± 3: at +6 % the advantage is
 * 20 − 1,000 × (1 − 1 ÷ 1.06) = −36.60, −3.9 % of 943.40: below −3 %, but not beyond the floor of 50.
 */
export function evaluateAfterRetarget(input: AfterRetargetInput): TickEvaluation {
  const { now, forecast, settings, state } = input;
  const active = isOpen(state);
  if (active && input.isRetargeted) return { class: 'CLEAR', severity: null, value: now.value, reason: RETARGETED };
  if (forecast === null || now.value === null) {
    return { class: active ? 'MISSING' : 'CLEAR', severity: null, value: null };
  }
  const middle = after(input, (forecast.lowPercent + forecast.highPercent) / 2);
  const value = middle?.fraction ?? null;
  const breaches = now.class === 'BREACH';
  if (!breaches && isLoss(input, after(input, forecast.lowPercent))) {
    return { class: 'BREACH', severity: settings.severity, value };
  }
  return { class: active && (breaches || isLoss(input, middle)) ? 'BAND' : 'CLEAR', severity: null, value };
}

type After = { readonly advantageUsdPerDay: number; readonly fraction: number };

/** The means after a change of difficulty; null = unknown. */
function after({ now, keptFraction }: AfterRetargetInput, percent: number): After | null {
  const { meanAdvantageUsdPerDay: advantage, meanRevenueUsdPerDay: revenue } = now;
  if (advantage === null || revenue === null || revenue <= 0) return null;
  const changed = advantageAfter(advantage, keptFraction * revenue, percent);
  return { advantageUsdPerDay: changed, fraction: changed / (revenue / (1 + percent / HUNDRED)) };
}

/** As unprofitable enters: by the fraction and by the floor. */
function isLoss({ unprofitable }: AfterRetargetInput, then: After | null): boolean {
  if (then === null) return false;
  return then.fraction < mildestEnter(unprofitable) && then.advantageUsdPerDay < -unprofitable.floorUsdPerDay;
}
