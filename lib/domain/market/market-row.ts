import { keptWith } from '../kept-with.ts';
import type { Market, MarketRow } from './market.ts';

/** The figures of a frozen market that a site's margin depends on. Unknown stays null. One row for all sites of a tick. */
export const marketRow: (market: Market) => MarketRow = keptWith((market) => ({
  btcUsd: market.btcUsd.value,
  difficulty: market.difficulty.value,
  height: market.height.value,
  feesBtcPerBlock: market.feesBtcPerBlock.value,
  gasIndexUsdPerMmbtu: Object.fromEntries(market.gasIndexes.map((index) => [index.id, index.value])),
}));
