import { lastGoodValue, lastKnownGood } from './last-known-good.ts';
import { lastKnownGoodSeconds, quorumOf } from './limits.ts';
import type { Sourced, SourceVerdict } from './market.ts';
import { medianOf, middlesOf } from './median.ts';
import { type Quote, type QuoteContext, verdictOf, wasHeld } from './quote.ts';

/** A quote this near the median, as a fraction of it, is never an outlier. */
const NEAR_FRACTION = 0.015;
/** How many median absolute deviations from the median are still believed. */
const DEVIATIONS = 5;
/** Nothing further than this from the median is believed, however much the sources differ. */
const FAR_FRACTION = 0.1;
/** Widest spread of quotes, (max − min) ÷ price, that counts as agreement. */
const AGREEING_FRACTION = 0.01;
/** A larger step than this from the last good price needs a fresh quorum that agrees, or a second tick. */
const JUMP_FRACTION = 0.1;

/** The price of one tick and what was made of each source. */
export type PriceConsensus = { readonly price: Sourced; readonly verdicts: readonly SourceVerdict[] };

/**
 * The bitcoin price that more than half of the configured sources support, USD/BTC.
 *
 * Of the valid quotes with median M those with |p − M| > max(1.5 % M, 5·MAD), or more than 10 % of M,
 * are dropped; a quorum of q = max(2, ⌊n/2⌋ + 1) of the n configured must be left. The price is the
 * lower of the two in the middle, or the upper where the lower is a slow source's: always a value
 * that a source gave, never a mean, never clamped. While honest quotes lie within 1.5 % of each other,
 * f liars among 2f + 1 valid quotes cannot move it outside the honest range. A step of more than 10 %
 * from the last good price is believed at once where q fresh quotes agree within 1 %, else held for
 * one tick. Without a quorum: the last good price while it is young enough, else unknown.
 * Example: 22,000, 22,010, 22,005 and 30,800: the last is an outlier, the price is 22,005.
 */
export function agreeOnPrice(quotes: readonly Quote[], context: QuoteContext): PriceConsensus {
  const quorum = quorumOf(quotes.length);
  const kept = withoutOutliers(quotes.filter(isUsable));
  const price = kept.length < quorum ? null : middleOf(kept);
  const survivors = new Set<Quote>(kept);
  const { at, previous } = context;
  const limit = lastKnownGoodSeconds(context.tickSeconds);
  const verdicts = (status: 'used' | 'held') =>
    quotes.map((quote) => {
      if (quote.status !== 'used') return verdictOf(quote);
      return verdictOf(quote, survivors.has(quote) ? status : 'outlier');
    });
  const before = previous?.btcUsd ?? null;
  if (price === null) return { price: lastKnownGood(before, at, limit), verdicts: verdicts('used') };
  const lastPrice = lastGoodValue(before, at, limit);
  const isJump = lastPrice !== null && Math.abs(price - lastPrice) > JUMP_FRACTION * lastPrice;
  if (isJump && !agrees(kept, quorum, price) && !wasHeld(context, 'price')) {
    return { price: lastKnownGood(before, at, limit), verdicts: verdicts('held') };
  }
  const isWhole = kept.length === quotes.length && spreadOf(kept) <= AGREEING_FRACTION * price;
  return { price: { value: price, quality: isWhole ? 'ok' : 'degraded', goodAt: at }, verdicts: verdicts('used') };
}

type UsableQuote = Quote & { readonly value: number };

function isUsable(quote: Quote): quote is UsableQuote {
  return quote.status === 'used' && quote.value !== null;
}

function withoutOutliers(quotes: readonly UsableQuote[]): readonly UsableQuote[] {
  const median = medianOf(quotes.map((quote) => quote.value));
  if (median === null) return [];
  const deviation = medianOf(quotes.map((quote) => Math.abs(quote.value - median))) ?? 0;
  const tolerance = Math.max(NEAR_FRACTION * median, Math.min(DEVIATIONS * deviation, FAR_FRACTION * median));
  return quotes.filter((quote) => Math.abs(quote.value - median) <= tolerance);
}

/** The lower of the two middle quotes, unless it is slow and the upper is not. */
function middleOf(quotes: readonly UsableQuote[]): number | null {
  const [lower, upper] = middlesOf(quotes.map((quote) => quote.value));
  const isFresh = (value: number | undefined) => quotes.some((quote) => quote.value === value && !quote.isSlow);
  return (!isFresh(lower) && isFresh(upper) ? upper : lower) ?? null;
}

/** True when at least `quorum` fresh quotes lie within 1 % of the price of each other. */
function agrees(quotes: readonly UsableQuote[], quorum: number, price: number): boolean {
  const fresh = quotes
    .filter((quote) => !quote.isSlow)
    .map((quote) => quote.value)
    .sort((a, b) => a - b);
  return fresh.some((low, index) => {
    const high = fresh[index + quorum - 1];
    return high !== undefined && high - low <= AGREEING_FRACTION * price;
  });
}

function spreadOf(quotes: readonly UsableQuote[]): number {
  const values = quotes.map((quote) => quote.value);
  return Math.max(...values) - Math.min(...values);
}
