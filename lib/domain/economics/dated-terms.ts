import type { Instant } from '../instant.ts';
import type { SiteModel } from './site-model.ts';

/**
 * The model with the incentives that are in force at an instant: `from` inclusive, `to` exclusive. The
 * same model where the site has none with dates.
 *
 * Example: 0.30 USD/Mcf without a date and 0.50 until 2027-01-01: 0.80 on 2026-12-31, 0.30 the day after.
 */
export function modelAt(model: SiteModel, at: Instant): SiteModel {
  if (model.incentives.length === 0) return model;
  const dated = model.incentives.reduce((sum, { usdPerMcf, from, to }) => {
    const isInForce = from <= at && (to === null || at < to);
    return isInForce ? sum + usdPerMcf : sum;
  }, 0);
  return { ...model, minedGasIncentiveUsdPerMcf: model.minedGasIncentiveUsdPerMcf + dated };
}
