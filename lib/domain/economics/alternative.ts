import type { McfPerDay, MmbtuPerMcf, UsdPerMmbtu } from '../units.ts';
import { aboveThresholdUsd } from './flare-threshold.ts';
import { deficiencySaved, sellableMcfPerDay, sellNetbackUsdPerMcf } from './selling.ts';
import type { SiteModel } from './site-model.ts';

/** What else could be done with the gas that mining uses, and what that is worth. */
export type Alternative = {
  readonly name: 'sell' | 'flare';
  readonly usdPerDay: number;
  /** Null where there is nothing to sell to, or the gas is not the miner's to sell. */
  readonly sellUsdPerDay: number | null;
  readonly flareUsdPerDay: number;
  readonly sellNetbackUsdPerMcf: number | null;
  readonly flareUsdPerMcf: number;
};

/**
 * The better of selling and flaring the gas that mining uses (docs/method.md#M10). Selling takes the
 * takeaway capacity that the residual gas leaves and flares the rest; equal values count as a sale.
 * For a miner who buys his gas the alternative is to stop: worth 0.
 */
export function alternativeOf(
  model: SiteModel,
  usedMcfPerDay: McfPerDay,
  residualMcfPerDay: McfPerDay,
  sellIndexUsdPerMmbtu: UsdPerMmbtu,
  energy: MmbtuPerMcf,
): Alternative {
  const { sell, flareThreshold: threshold } = model;
  const unitPrice = 0 - model.flareChargeUsdPerMcf - (model.carbonUsdPerMcfFlared ?? 0);
  const netback = sell === null ? null : sellNetbackUsdPerMcf(sell, sellIndexUsdPerMmbtu, energy);
  const isOwner = model.perspective !== 'miner';
  // The residual gas that the pipe does not take is flared in any case.
  const already = threshold === null ? 0 : residualMcfPerDay - Math.min(residualMcfPerDay, takeawayOf(sell));
  const above = threshold === null ? 0 : aboveThresholdUsd(threshold, already, usedMcfPerDay);
  const flareUsdPerDay = isOwner ? usedMcfPerDay * unitPrice - above + 0 : 0;
  const flareUsdPerMcf = above === 0 ? unitPrice : flareUsdPerDay / usedMcfPerDay;
  if (sell === null || netback === null || !isOwner) {
    const prices = { sellNetbackUsdPerMcf: netback, flareUsdPerMcf };
    return { name: 'flare', usdPerDay: flareUsdPerDay, sellUsdPerDay: null, flareUsdPerDay, ...prices };
  }
  const sold = sellableMcfPerDay(sell, usedMcfPerDay, residualMcfPerDay);
  const saved = deficiencySaved(sell, residualMcfPerDay, sold);
  const rest = usedMcfPerDay - sold;
  const restAbove = threshold === null ? 0 : aboveThresholdUsd(threshold, already, rest);
  const sellUsdPerDay = sold * netback + saved + rest * unitPrice - restAbove;
  const isSale = sellUsdPerDay >= flareUsdPerDay;
  return {
    name: isSale ? 'sell' : 'flare',
    usdPerDay: isSale ? sellUsdPerDay : flareUsdPerDay,
    sellUsdPerDay,
    flareUsdPerDay,
    sellNetbackUsdPerMcf: netback,
    flareUsdPerMcf,
  };
}

/** What the pipe takes at most, Mcf/day. */
function takeawayOf(sell: SiteModel['sell']): number {
  return sell === null ? 0 : (sell.capMcfPerDay ?? Number.POSITIVE_INFINITY);
}
