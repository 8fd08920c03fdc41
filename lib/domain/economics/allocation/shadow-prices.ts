import type { GasInForce } from '../../gas/report.ts';
import type { MarketRow } from '../../market/market.ts';
import type { SiteModel } from '../site-model.ts';
import { type SiteConditions, siteConditions } from './conditions.ts';
import { bestPlan, type Plan } from './optimum.ts';
import { bestUseOf } from './outlets.ts';

/**
 * What one Mcf a day more of each limit would be worth at the optimum, USD/Mcf; null where the site has
 * no such limit or the optimum is unknown, 0 where the limit does not bind.
 */
export type ShadowPrices = {
  /** Of gas. */
  readonly gasUsdPerMcf: number | null;
  /** Of what fleet and generators can burn: the worth of mining at its last step less that of the outlet that loses the gas. */
  readonly mineUsdPerMcf: number | null;
  readonly sellUsdPerMcf: number | null;
  readonly injectUsdPerMcf: number | null;
  readonly flarePermitUsdPerMcf: number | null;
};

/** Where the optimum is unknown. */
export const NO_SHADOW_PRICES: ShadowPrices = {
  gasUsdPerMcf: null,
  mineUsdPerMcf: null,
  sellUsdPerMcf: null,
  injectUsdPerMcf: null,
  flarePermitUsdPerMcf: null,
};
/** How far the last step of the merit order is taken back to price it, as a share of the energy. */
const LAST_STEP = 1e-5;
const AT_LIMIT = 1e-9;

/**
 * The prices of a site's limits (docs/method.md#M13): each limit is moved by 1 Mcf/day, the optimum
 * sought anew, and the difference taken; that of mining is the worth of its last step per Mcf less
 * what the Mcf is worth where it goes now.
 *
 * Example (OPT-01): 1,000 Mcf, mine 3.10 up to 450, sell 1.20 up to 300, the rest flared at −0.60: a
 * Mcf more of mining is worth 3.70, of takeaway 1.80, of gas −0.60.
 */
export function shadowPrices(model: SiteModel, row: MarketRow, gas: GasInForce): ShadowPrices {
  const conditions = siteConditions(model, row, gas);
  const best = conditions === null ? null : bestPlan(model, conditions, null);
  if (conditions === null || best === null) return NO_SHADOW_PRICES;
  const more = (changed: SiteModel, moreMcf = 0): number | null => {
    const then = siteConditions(changed, row, gas, moreMcf);
    const plan = then === null ? null : bestPlan(changed, then, null);
    return plan === null ? null : notBelow(plan.usd - best.usd, moreMcf);
  };
  const { sell, injection, permitLimitMcfPerDay: permit } = model;
  const isOwner = model.perspective !== 'miner';
  const limited = <L extends { readonly capMcfPerDay: number | null }>(limit: L | null) =>
    limit === null || limit.capMcfPerDay === null || !isOwner
      ? null
      : { ...limit, capMcfPerDay: limit.capMcfPerDay + 1 };
  const [widerSale, widerInjection] = [limited(sell), limited(injection)];
  return {
    gasUsdPerMcf: more(model, 1),
    mineUsdPerMcf: minePrice(model, conditions, best),
    sellUsdPerMcf: widerSale === null ? null : more({ ...model, sell: widerSale }),
    injectUsdPerMcf: widerInjection === null ? null : more({ ...model, injection: widerInjection }),
    flarePermitUsdPerMcf: permit === null || !isOwner ? null : more({ ...model, permitLimitMcfPerDay: permit + 1 }),
  };
}

/** More of a limit is never worth less than nothing; more gas can be. */
function notBelow(usd: number, moreMcf: number): number {
  return moreMcf > 0 ? usd : Math.max(0, usd);
}

/** Null where nothing is mined at the optimum; 0 where mining has room left or the gas is used up. */
function minePrice(model: SiteModel, conditions: SiteConditions, best: Plan): number | null {
  if (best.usedMcf === 0) return null;
  const all = conditions.run(model.fleet, model.fleet.asicKwhPerDay);
  const left = conditions.availableMcf - best.usedMcf;
  if (best.usedMcf < all.usedMcf * (1 - AT_LIMIT) || left <= AT_LIMIT) return 0;
  const energy = best.asicKwhPerDay;
  const [now, before] = [conditions.run(model.fleet, energy), conditions.run(model.fleet, energy * (1 - LAST_STEP))];
  const step = now.usedMcf - before.usedMcf;
  const moved = Math.min(1, left);
  const [rest, less] = [bestUseOf(conditions.rest, left), bestUseOf(conditions.rest, left - moved)];
  if (step <= 0 || rest === null || less === null) return null;
  const mined = (now.marginUsd - before.marginUsd) / step;
  return Math.max(0, mined - (rest.usdPerDay - less.usdPerDay) / moved);
}
