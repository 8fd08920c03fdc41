import type { McfPerDay, MmbtuPerMcf, UsdPerMcf, UsdPerMmbtu } from '../units.ts';
import { aboveThresholdUsd, type FlareThreshold } from './flare-threshold.ts';
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
 * `unitPrice` is that of a flared Mcf below any threshold. For a miner who buys his gas the alternative is to stop: worth 0.
 */
export function alternativeOf(
  model: SiteModel,
  usedMcfPerDay: McfPerDay,
  residualMcfPerDay: McfPerDay,
  sellIndexUsdPerMmbtu: UsdPerMmbtu,
  energy: MmbtuPerMcf,
  unitPrice: UsdPerMcf,
): Alternative {
  const { sell } = model;
  const netback = sell === null ? null : sellNetbackUsdPerMcf(sell, sellIndexUsdPerMmbtu, energy);
  const isOwner = model.perspective !== 'miner';
  const flareUsdPerDay = isOwner ? usedMcfPerDay * unitPrice + 0 : 0;
  if (sell === null || netback === null || !isOwner) {
    const prices = { sellNetbackUsdPerMcf: netback, flareUsdPerMcf: unitPrice };
    return { name: 'flare', usdPerDay: flareUsdPerDay, sellUsdPerDay: null, flareUsdPerDay, ...prices };
  }
  const sold = sellableMcfPerDay(sell, usedMcfPerDay, residualMcfPerDay);
  const saved = deficiencySaved(sell, residualMcfPerDay, sold);
  const sellUsdPerDay = sold * netback + saved + (usedMcfPerDay - sold) * unitPrice;
  const isSale = sellUsdPerDay >= flareUsdPerDay;
  return {
    name: isSale ? 'sell' : 'flare',
    usdPerDay: isSale ? sellUsdPerDay : flareUsdPerDay,
    sellUsdPerDay,
    flareUsdPerDay,
    sellNetbackUsdPerMcf: netback,
    flareUsdPerMcf: unitPrice,
  };
}

/**
 * The same under a flaring threshold: what of the gas would be flared above it costs more, and the fee
 * once. The residual gas that the pipe does not take is flared in any case, and first. The value of a
 * flared Mcf is then the mean over the gas that mining uses.
 */
export function aboveThreshold(
  model: SiteModel,
  threshold: FlareThreshold,
  below: Alternative,
  usedMcfPerDay: McfPerDay,
  residualMcfPerDay: McfPerDay,
): Alternative {
  if (model.perspective === 'miner') return below;
  const { sell } = model;
  const takeaway = sell === null ? 0 : (sell.capMcfPerDay ?? Number.POSITIVE_INFINITY);
  const already = Math.max(0, residualMcfPerDay - takeaway);
  const flareUsdPerDay = below.flareUsdPerDay - aboveThresholdUsd(threshold, already, usedMcfPerDay);
  const flareUsdPerMcf = usedMcfPerDay > 0 ? flareUsdPerDay / usedMcfPerDay : below.flareUsdPerMcf;
  if (sell === null || below.sellUsdPerDay === null)
    return { ...below, usdPerDay: flareUsdPerDay, flareUsdPerDay, flareUsdPerMcf };
  const rest = usedMcfPerDay - sellableMcfPerDay(sell, usedMcfPerDay, residualMcfPerDay);
  const sellUsdPerDay = below.sellUsdPerDay - aboveThresholdUsd(threshold, already, rest);
  const isSale = sellUsdPerDay >= flareUsdPerDay;
  return {
    ...below,
    name: isSale ? 'sell' : 'flare',
    usdPerDay: isSale ? sellUsdPerDay : flareUsdPerDay,
    sellUsdPerDay,
    flareUsdPerDay,
    flareUsdPerMcf,
  };
}
