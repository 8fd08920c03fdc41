import type { Market } from '../../domain/market/market.ts';
import type { Stores } from '../../ports.ts';

/** Keeps the market of the current tick alone: the engine never looks further back when it misses none. */
export function newestMarket(markets: Stores['market']): Stores['market'] {
  let newest: Market | null = null;
  return {
    ...markets,
    putIfAbsent: async (market) => {
      newest = market;
      return true;
    },
    get: async (at) => (newest?.at === at ? newest : null),
    range: async (fromExclusive, toInclusive) =>
      newest !== null && newest.at > fromExclusive && newest.at <= toInclusive ? [newest] : [],
  };
}
