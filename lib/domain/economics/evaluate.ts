import type { GasInForce } from '../gas/report.ts';
import type { MarketRow } from '../market/market.ts';
import type { Evaluation } from './evaluation.ts';
import { gasAvailable } from './gas-available.ts';
import { needsFlareIndex, needsRoyaltyIndex } from './margin.ts';
import type { SiteModel } from './site-model.ts';
import { NOTHING_MISSING, unknownInputs, withUnknown } from './unknown.ts';
import { type FoundInputs, workOut } from './work-out.ts';

/**
 * Is this site's gas worth more mined, sold or flared, now? The three values are for the same gas,
 * the gas that mining uses; everything unknown is null and named in `missing`. A figure that does
 * not rest on what is unknown is still given. Definitions: docs/method.md and interfaces.md section
 * 6; worked example: vector E2E-01.
 */
export function evaluateSite(model: SiteModel, row: MarketRow, gas: GasInForce): Evaluation {
  const available = gasAvailable(model, gas);
  const { btcUsd, difficulty, height, feesBtcPerBlock } = row;
  const sellIndex = indexOf(row, model.sell === null ? null : model.sell.index);
  const royaltyIndex = indexOf(row, model.royaltyIndex);
  const isIndexKnown =
    (sellIndex !== null || model.sell === null) &&
    (royaltyIndex !== null || !(needsRoyaltyIndex(model) || needsFlareIndex(model)));
  const isCarbonKnown = model.carbonUsdPerMcfFlared !== null && model.carbonUsdPerMcfMined !== null;
  const isMarketKnown = btcUsd !== null && difficulty !== null && height !== null && feesBtcPerBlock !== null;
  const found: FoundInputs = {
    availableMcfPerDay: available ?? 0,
    sellIndexUsdPerMmbtu: sellIndex ?? 0,
    royaltyIndexUsdPerMmbtu: royaltyIndex ?? 0,
  };
  if (available !== null && isMarketKnown && isIndexKnown && isCarbonKnown)
    return workOut(model, row, gas, found, NOTHING_MISSING);
  // Stand-ins, here and in work-out.ts, only let the figures that do not rest on them be worked out: the others are null.
  const { unknown, missing } = unknownInputs(model, row, gas);
  return withUnknown(workOut(model, row, gas, found, missing), unknown);
}

function indexOf(row: MarketRow, id: string | null): number | null {
  return id === null ? null : (row.gasIndexUsdPerMmbtu[id] ?? null);
}
