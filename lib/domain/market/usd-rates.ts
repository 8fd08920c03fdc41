import type { Market } from './market.ts';

/** Units of a currency per USD at a tick; null = the market does not know it. USD itself is 1. */
export function usdRates(market: Market): (currency: string) => number | null {
  return (currency) => {
    if (currency === 'USD') return 1;
    return market.fx.find((rate) => rate.id === `USD${currency}`)?.value ?? null;
  };
}
