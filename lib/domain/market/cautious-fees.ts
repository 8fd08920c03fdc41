import { floorTo, type Instant, SECONDS_PER_DAY } from '../instant.ts';
import { keptWith } from '../kept-with.ts';
import type { FeeDays, Market, Sourced } from './market.ts';
import { medianOf } from './median.ts';
import { subsidyBtcPerBlock } from './network.ts';

const SATOSHI_PER_BTC = 100_000_000;
const DAYS_KEPT = 7;
/** Fewer finished days say nothing about what fees usually are. */
const MIN_DAYS = 3;
/** Fees are a spike when they lift the reward by more than this above what it usually is. */
const SPIKE_FRACTION = 0.02;

/**
 * The memory of daily mean fees after one more tick: the running UTC day grows by a fee observed at
 * this tick, a finished day becomes a mean; a day without any stays unknown. Whole satoshi per block.
 */
export function feeDaysAfter(before: FeeDays | null, fees: Sourced, at: Instant): FeeDays {
  const day = floorTo(at, SECONDS_PER_DAY);
  const running = turnedTo(before, day);
  if (fees.value === null || fees.goodAt !== at) return running;
  const satoshi = Math.round(fees.value * SATOSHI_PER_BTC);
  return { ...running, ticks: running.ticks + 1, satoshiSum: running.satoshiSum + satoshi };
}

/**
 * What a mined block usually brings as a fraction of what it brings now, (S + f′) ÷ (S + f), where f′ =
 * min(fees now, median of the daily means of the last 7 days): how far a site's revenue would fall if a
 * fee spike ended (docs/method.md, H5). 1 where fees lift the reward by 2 % or less, or where
 * fewer than 3 of the 7 days are known. Example: S 3.125, fees 2.4, usually 0.4: 3.525 ÷ 5.525 = 0.638.
 */
export const usualRewardFraction: (market: Market) => number = keptWith((market) => {
  const fees = market.feesBtcPerBlock.value;
  const known = (market.feeDays?.satoshiMeans ?? []).flatMap((mean) => mean ?? []);
  const median = medianOf(known);
  if (fees === null || market.height.value === null || median === null || known.length < MIN_DAYS) return 1;
  const subsidy = subsidyBtcPerBlock(market.height.value);
  const fraction = (subsidy + Math.min(fees, median / SATOSHI_PER_BTC)) / (subsidy + fees);
  return fraction < 1 - SPIKE_FRACTION ? fraction : 1;
});

function turnedTo(before: FeeDays | null, day: Instant): FeeDays {
  if (before === null) return { day, ticks: 0, satoshiSum: 0, satoshiMeans: [] };
  const turned = Math.round((day - before.day) / SECONDS_PER_DAY);
  if (turned <= 0) return before;
  const finished = before.ticks === 0 ? null : Math.round(before.satoshiSum / before.ticks);
  const silent = new Array<null>(Math.min(turned - 1, DAYS_KEPT)).fill(null);
  return {
    day,
    ticks: 0,
    satoshiSum: 0,
    satoshiMeans: [...silent, finished, ...before.satoshiMeans].slice(0, DAYS_KEPT),
  };
}
