import type { Instant } from '../instant.ts';
import { lastGoodValue, lastKnownGood } from './last-known-good.ts';
import { FEES_LAST_KNOWN_GOOD_SECONDS } from './limits.ts';
import type { Sourced, SourceVerdict } from './market.ts';
import { middlesOf } from './median.ts';
import { type Quote, type QuoteContext, verdictOf, wasHeld } from './quote.ts';

/** A mean over fewer blocks says too little. */
const MIN_BLOCKS = 36;
/** Beyond this a mean is impossible: no day's mean was above 10 BTC/block, not even at the 2024 halving. */
const MAX_FEES_BTC_PER_BLOCK = 50;
/**
 * The sources' windows differ (144 blocks, 24 hours) and so do their means: by at most a factor of
 * 1.76, and 1.23 or less 99.6 % of the time, over 34,000 blocks of 2023 and 2025 (m-marqx/BTC-RPC-Data).
 */
const AGREEING_FACTOR = 2;
const CLOSE_FACTOR = 1.25;
/** A single source's mean that changed by more than this since the last tick is held for one tick. */
const JUMP_FACTOR = 4;

/** Mean fees of one tick and what was made of each source. */
export type FeeConsensus = { readonly fees: Sourced; readonly verdicts: readonly SourceVerdict[] };

/**
 * Mean fees per block over the last 144 blocks, BTC/block, as the fee sources tell it. Valid: a mean
 * of at least 36 blocks, above 0 and at most 50 BTC/block. One source is enough, for many set-ups have
 * only one; where several answer they must lie within a factor of 2 of each other, else all are reported as
 * `disagrees` and none is believed. The lower middle one is told; where they differ by more than 1.25 the
 * one nearest to the last good mean, if there is one. A mean more than 4 times, or less
 * than a quarter of, the last good one is believed at once from two sources and held one tick from one.
 * Without a figure: the last good one for at most 24 h, then the company's fallback (`degraded`),
 * else unknown.
 */
export function agreeOnFees(
  quotes: readonly Quote[],
  fallbackBtcPerBlock: number | null,
  context: QuoteContext,
): FeeConsensus {
  const { at, previous } = context;
  const before = previous?.feesBtcPerBlock ?? null;
  const valid = quotes.filter(isUsable);
  const isAgreed = isWithin(valid, AGREEING_FACTOR);
  const isClose = isWithin(valid, CLOSE_FACTOR);
  const last = lastGoodValue(before, at, FEES_LAST_KNOWN_GOOD_SECONDS);
  const values = valid.map((quote) => quote.value);
  const [lower] = middlesOf(values);
  const middle = isAgreed ? (isClose || last === null ? lower : nearestTo(last, values)) : undefined;
  const isHeld =
    middle !== undefined && valid.length === 1 && last !== null && !isNear(middle, last) && !wasHeld(context, 'fees');
  const verdicts = quotes.map((quote) => {
    if (quote.status !== 'used') return verdictOf(quote);
    if (!isUsable(quote)) return verdictOf(quote, 'invalid');
    return verdictOf(quote, isHeld ? 'held' : isAgreed ? 'used' : 'disagrees');
  });
  if (middle === undefined || isHeld) return { fees: standIn(before, at, fallbackBtcPerBlock), verdicts };
  const quality = valid.length === quotes.length && isClose ? 'ok' : 'degraded';
  return { fees: { value: middle, quality, goodAt: at }, verdicts };
}

type UsableQuote = Quote & { readonly value: number };

function isUsable(quote: Quote): quote is UsableQuote {
  const { status, value, blocks } = quote;
  return (
    status === 'used' && value !== null && value <= MAX_FEES_BTC_PER_BLOCK && blocks !== null && blocks >= MIN_BLOCKS
  );
}

function isWithin(quotes: readonly UsableQuote[], factor: number): boolean {
  const values = quotes.map((quote) => quote.value);
  return Math.max(...values) <= factor * Math.min(...values);
}

function nearestTo(last: number, values: readonly number[]): number | undefined {
  const distance = (value: number) => Math.abs(Math.log(value / last));
  return [...values].sort((a, b) => distance(a) - distance(b))[0];
}

function isNear(value: number, last: number): boolean {
  return value <= JUMP_FACTOR * last && value >= last / JUMP_FACTOR;
}

function standIn(before: Sourced | null, at: Instant, fallbackBtcPerBlock: number | null): Sourced {
  const last = lastKnownGood(before, at, FEES_LAST_KNOWN_GOOD_SECONDS);
  if (last.value !== null || fallbackBtcPerBlock === null) return last;
  return { value: fallbackBtcPerBlock, quality: 'degraded', goodAt: last.goodAt };
}
