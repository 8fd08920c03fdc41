import { END_OF_TIME, type Instant, toIso } from '../../domain/instant.ts';
import { hashpriceUsdPerPhDay } from '../../domain/market/hashprice.ts';
import type { Market, NamedRate, Sourced } from '../../domain/market/market.ts';
import { forecastRetarget } from '../../domain/market/retarget-forecast.ts';
import { as } from '../../domain/units.ts';
import type { Stores } from '../../ports.ts';

/** The newest frozen market with the age and the verdict of every source; null before the first tick. */
export async function readLatestMarket(stores: Pick<Stores, 'market'>) {
  const market = await stores.market.latestBefore(END_OF_TIME);
  return market === null ? null : presentMarket(market);
}

/** A frozen market as an answer shows it. */
export function presentMarket(market: Market) {
  const named = (rates: readonly NamedRate[]) =>
    rates.map((rate) => ({
      id: rate.id,
      value: rate.value,
      quality: rate.quality,
      ageSeconds: ageOf(rate, market.at),
    }));
  return {
    at: toIso(market.at),
    btcUsd: market.btcUsd.value,
    difficulty: market.difficulty.value,
    height: market.height.value,
    feesBtcPerBlock: market.feesBtcPerBlock.value,
    hashpriceUsdPerPhDay: hashpriceOf(market),
    quality: {
      btcUsd: market.btcUsd.quality,
      difficulty: market.difficulty.quality,
      height: market.height.quality,
      feesBtcPerBlock: market.feesBtcPerBlock.quality,
    },
    ageSeconds: {
      btcUsd: ageOf(market.btcUsd, market.at),
      difficulty: ageOf(market.difficulty, market.at),
      height: ageOf(market.height, market.at),
      feesBtcPerBlock: ageOf(market.feesBtcPerBlock, market.at),
    },
    fx: named(market.fx),
    gasIndexesUsdPerMmbtu: named(market.gasIndexes),
    sources: market.sources.map((source) => ({
      ...source,
      unchangedSince: source.unchangedSince === null ? null : toIso(source.unchangedSince),
    })),
    retarget: presentRetarget(market),
    configVersion: market.configVersion,
  };
}

/** The next retarget at two standard deviations; null where the monitor did not see the epoch begin. */
function presentRetarget(market: Market) {
  const forecast = forecastRetarget(market);
  return forecast === null ? null : { ...forecast, at: toIso(forecast.at) };
}

function ageOf(figure: Sourced, at: Instant): number | null {
  return figure.goodAt === null ? null : at - figure.goodAt;
}

function hashpriceOf(market: Market): number | null {
  const { btcUsd, difficulty, height, feesBtcPerBlock: fees } = market;
  if (btcUsd.value === null || difficulty.value === null || height.value === null || fees.value === null) return null;
  return hashpriceUsdPerPhDay(
    as('usdPerBtc', btcUsd.value),
    as('difficulty', difficulty.value),
    height.value,
    as('btcPerBlock', fees.value),
  );
}
