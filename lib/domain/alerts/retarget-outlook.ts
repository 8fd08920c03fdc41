import type { Evaluation } from '../economics/evaluation.ts';
import type { Instant } from '../instant.ts';
import type { RetargetForecast } from '../market/retarget-forecast.ts';

/** What the next retarget will make of a site's advantage, all else as it is now. */
export type RetargetOutlook = {
  readonly at: Instant;
  readonly lowPercent: number;
  readonly highPercent: number;
  /** At the high and at the low end of the forecast, USD/day; null = unknown. */
  readonly worstAdvantageUsdPerDay: number | null;
  readonly bestAdvantageUsdPerDay: number | null;
};

const HUNDRED = 100;

/**
 * The advantage after a change of difficulty by `percent`: mining keeps 1 ÷ (1 + c) of its revenue
 * net of what is paid by revenue, and nothing else changes. Example: 1,000 USD/day kept, advantage 50,
 * c = +6 %: 50 − 1,000 × (1 − 1 ÷ 1.06) = −6.60 USD/day.
 */
export function advantageAfter(advantage: number, keptRevenue: number, percent: number): number {
  return advantage - keptRevenue * (1 - 1 / (1 + percent / HUNDRED));
}

/** In the first sixth of an epoch the range is wider than this many points, and tells people nothing. */
const WIDEST_TOLD = 20;

/** The outlook of one evaluated tick; null where there is no forecast worth telling. */
export function retargetOutlook(
  forecast: RetargetForecast | null,
  evaluation: Evaluation,
  keptFraction: number,
): RetargetOutlook | null {
  if (forecast === null || forecast.highPercent - forecast.lowPercent > WIDEST_TOLD) return null;
  const { at, lowPercent, highPercent } = forecast;
  const { advantageUsdPerDay: advantage, revenueUsdPerDay: revenue } = evaluation;
  const after = (percent: number): number | null =>
    advantage === null || revenue === null ? null : advantageAfter(advantage, keptFraction * revenue, percent);
  return {
    at,
    lowPercent,
    highPercent,
    worstAdvantageUsdPerDay: after(highPercent),
    bestAdvantageUsdPerDay: after(lowPercent),
  };
}
