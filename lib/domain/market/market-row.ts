import type { Market, MarketRow } from './market.ts';

/** The figures of a frozen market that a site's margin depends on. Unknown stays null. */
export function marketRow(market: Market): MarketRow {
  return {
    btcUsd: market.btcUsd.value,
    difficulty: market.difficulty.value,
    height: market.height.value,
    feesBtcPerBlock: market.feesBtcPerBlock.value,
    gasIndexUsdPerMmbtu: Object.fromEntries(market.gasIndexes.map((index) => [index.id, index.value])),
  };
}
