import { keptWith } from '../kept-with.ts';
import { usualRewardFraction } from './cautious-fees.ts';
import type { Market, MarketRow } from './market.ts';
import { marketRow } from './market-row.ts';
import { forecastRetarget, type RetargetForecast } from './retarget-forecast.ts';
import { usdRates } from './usd-rates.ts';

/** What all sites of a tick ask of its market, in one. */
export type TickMarket = {
  readonly row: MarketRow;
  readonly rates: (currency: string) => number | null;
  readonly forecast: RetargetForecast | null;
  readonly usualRewardFraction: number;
};

export const tickMarket: (market: Market) => TickMarket = keptWith((market) => ({
  row: marketRow(market),
  rates: usdRates(market),
  forecast: forecastRetarget(market),
  usualRewardFraction: usualRewardFraction(market),
}));
