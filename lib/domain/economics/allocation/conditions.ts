import type { GasInForce } from '../../gas/report.ts';
import { btcPerThDay } from '../../market/hashprice.ts';
import type { MarketRow } from '../../market/market.ts';
import { subsidyBtcPerBlock } from '../../market/network.ts';
import { as } from '../../units.ts';
import type { FleetModel } from '../fleet.ts';
import { gasAvailable, heatingValueRatio } from '../gas-available.ts';
import {
  flareUsdPerMcf,
  indexValueUsdPerMcf,
  keptRevenueFraction,
  miningCosts,
  mmbtuPerMcf,
  needsFlareIndex,
  needsRoyaltyIndex,
} from '../margin.ts';
import { cashMargin, netUsd } from '../net-share.ts';
import { operate, powerLimitedGrossKwhPerDay } from '../operation.ts';
import { sellNetbackUsdPerMcf } from '../selling.ts';
import type { SiteModel } from '../site-model.ts';
import { type RestOutlets, restOutlets } from './outlets.ts';

/** What one way of mining gives. */
export type MiningRun = {
  readonly usedMcf: number;
  readonly marginUsd: number;
  /** What a share of the net is reckoned on; null where nobody has such a share. */
  readonly netUsd: number | null;
  /** Energy that the miners get with every unit up: what of the merit order is at work. */
  readonly asicKwhPerDay: number;
};

/** A site at one tick as the optimum sees it: gas, a way to price any run, outlets for the rest. */
export type SiteConditions = {
  readonly availableMcf: number;
  readonly lhvBtuPerScf: number;
  readonly rest: RestOutlets;
  /** The margin of running the first `asicKwhPerDay` of a fleet's merit order. */
  readonly run: (fleet: FleetModel, asicKwhPerDay: number) => MiningRun;
};

/** Null while anything that the worth of the gas rests on is unknown. `moreMcf` a day are there besides. */
export function siteConditions(model: SiteModel, row: MarketRow, gas: GasInForce, moreMcf = 0): SiteConditions | null {
  const reportedMcf = gasAvailable(model, gas);
  const { btcUsd, difficulty, height, feesBtcPerBlock } = row;
  if (reportedMcf === null || btcUsd === null || difficulty === null) return null;
  if (height === null || feesBtcPerBlock === null) return null;
  const availableMcf = reportedMcf + moreMcf;
  const ratio = heatingValueRatio(model.hhvBtuPerScf, gas);
  const energy = mmbtuPerMcf(as('btuPerScf', model.hhvBtuPerScf * ratio));
  const lhv = model.lhvBtuPerScf * ratio;
  const index = (id: string | null): number | null => (id === null ? null : (row.gasIndexUsdPerMmbtu[id] ?? null));
  const sellIndex = index(model.sell?.index ?? null);
  const sellNetback =
    model.sell === null || sellIndex === null
      ? null
      : sellNetbackUsdPerMcf(model.sell, as('usdPerMmbtu', sellIndex), energy);
  const royaltyIndex = index(model.royaltyIndex);
  const indexValue = indexValueUsdPerMcf(model, as('usdPerMmbtu', royaltyIndex ?? 0), energy);
  const rest = restOutlets(model, {
    sellNetbackUsdPerMcf: sellNetback,
    flareUsdPerMcf:
      model.carbonUsdPerMcfFlared === null || (needsFlareIndex(model) && royaltyIndex === null)
        ? null
        : flareUsdPerMcf(model, indexValue),
    availableMcf,
    injectedMcf: gas.injected.mcfPerDay ?? 0,
  });
  const isRoyaltyKnown = !needsRoyaltyIndex(model) || royaltyIndex !== null;
  if (rest === null || !isRoyaltyKnown || model.carbonUsdPerMcfMined === null) return null;
  const reward = as('btcPerBlock', subsidyBtcPerBlock(height) + feesBtcPerBlock);
  const usdPerThDay =
    btcPerThDay(as('difficulty', difficulty), reward) *
    (1 - model.poolFeeFraction) *
    model.btcRealisationFraction *
    btcUsd;
  const kept = keptRevenueFraction(model);
  const powerLimited = powerLimitedGrossKwhPerDay(model);
  const run = (fleet: FleetModel, asicKwhPerDay: number): MiningRun => {
    const operation = operate(model, availableMcf, lhv, fleet, asicKwhPerDay);
    const sums = miningCosts(model, operation, indexValue);
    const keptRevenue = operation.thPerSecond * usdPerThDay * kept;
    const allUp = Math.min(operation.gasLimitedGrossKwhPerDay, powerLimited) / fleet.grossPerAsic;
    return {
      usedMcf: operation.gasUsedMcfPerDay,
      marginUsd: cashMargin(model, keptRevenue, sums),
      netUsd: model.isShareOfNet ? netUsd(model, keptRevenue, sums) : null,
      asicKwhPerDay: Math.min(asicKwhPerDay, allUp),
    };
  };
  return { availableMcf, lhvBtuPerScf: lhv, rest, run };
}
