import { lastGoodValue, lastKnownGood } from './last-known-good.ts';
import { lastKnownGoodSeconds, quorumOf } from './limits.ts';
import type { Sourced, SourceVerdict } from './market.ts';
import { middlesOf } from './median.ts';
import { difficultyEpoch } from './network.ts';
import { type Quote, type QuoteContext, verdictOf } from './quote.ts';

/** Sources may have seen different newest blocks, by this many. */
const HEIGHT_TOLERANCE_BLOCKS = 2;
/** Relative difference of two renderings of the same difficulty. */
const DIFFICULTY_TOLERANCE = 1e-9;
/** A retarget changes difficulty at most by this factor, up or down (Bitcoin consensus rule). */
const RETARGET_FACTOR = 4;

/** Difficulty and height of one tick and what was made of each source. */
export type NetworkConsensus = {
  readonly difficulty: Sourced;
  readonly height: Sourced;
  readonly verdicts: readonly SourceVerdict[];
};

type Chain = { readonly difficulty: number; readonly height: number };

/**
 * Difficulty and height that a quorum of the configured sources agrees on: the same epoch
 * (⌊height ÷ 2016⌋), the same difficulty (relative 1e-9, or the same integer part, for sources that
 * round), heights within 2 blocks. Sources that differ are reported as `disagrees`, never averaged.
 * Against the last good figures difficulty may change only in a new epoch, by a factor within
 * [¼, 4] for each epoch, and the height may not fall by more than 2; what breaks that is not believed.
 * Without agreement: the last good figures while they are young enough, else unknown.
 * The difficulty told is the most exact rendering, the height the lower middle one.
 */
export function agreeOnNetwork(quotes: readonly Quote[], context: QuoteContext): NetworkConsensus {
  const { at, previous } = context;
  const limit = lastKnownGoodSeconds(context.tickSeconds);
  const agreed = largestAgreement(quotes.filter(isComplete));
  const chain = agreed.length < quorumOf(quotes.length) ? null : chainOf(agreed);
  const lastDifficulty = lastGoodValue(previous?.difficulty ?? null, at, limit);
  const lastHeight = lastGoodValue(previous?.height ?? null, at, limit);
  const last =
    lastDifficulty === null || lastHeight === null ? null : { difficulty: lastDifficulty, height: lastHeight };
  const isBelieved = chain !== null && (last === null || follows(last, chain));
  const verdicts = quotes.map((quote) => {
    if (quote.status !== 'used') return verdictOf(quote);
    if (!isComplete(quote)) return verdictOf(quote, 'invalid');
    return verdictOf(quote, isBelieved && agreed.includes(quote) ? 'used' : 'disagrees');
  });
  if (!isBelieved) {
    return {
      difficulty: lastKnownGood(previous?.difficulty ?? null, at, limit),
      height: lastKnownGood(previous?.height ?? null, at, limit),
      verdicts,
    };
  }
  const quality = agreed.length === quotes.length ? 'ok' : 'degraded';
  return {
    difficulty: { value: chain.difficulty, quality, goodAt: at },
    height: { value: chain.height, quality, goodAt: at },
    verdicts,
  };
}

type CompleteQuote = Quote & { readonly value: number; readonly height: number };

function isComplete(quote: Quote): quote is CompleteQuote {
  const { status, value, height } = quote;
  return status === 'used' && value !== null && height !== null && Number.isSafeInteger(height) && height >= 0;
}

/** The first of the largest sets of quotes that agree with one of them. */
function largestAgreement(quotes: readonly CompleteQuote[]): readonly CompleteQuote[] {
  const sets = quotes.map((one) => quotes.filter((other) => agree(one, other)));
  return sets.reduce<readonly CompleteQuote[]>((best, set) => (set.length > best.length ? set : best), []);
}

function agree(a: CompleteQuote, b: CompleteQuote): boolean {
  return (
    difficultyEpoch(a.height) === difficultyEpoch(b.height) &&
    isSameDifficulty(a.value, b.value) &&
    Math.abs(a.height - b.height) <= HEIGHT_TOLERANCE_BLOCKS
  );
}

function isSameDifficulty(a: number, b: number): boolean {
  return Math.abs(a - b) <= DIFFICULTY_TOLERANCE * Math.max(a, b) || Math.trunc(a) === Math.trunc(b);
}

function chainOf(quotes: readonly CompleteQuote[]): Chain | null {
  const exact = quotes.find((quote) => !Number.isInteger(quote.value)) ?? quotes[0];
  const [height] = middlesOf(quotes.map((quote) => quote.height));
  return exact === undefined || height === undefined ? null : { difficulty: exact.value, height };
}

function follows(last: Chain, next: Chain): boolean {
  if (next.height < last.height - HEIGHT_TOLERANCE_BLOCKS) return false;
  const epochs = Math.abs(difficultyEpoch(next.height) - difficultyEpoch(last.height));
  if (epochs === 0) return isSameDifficulty(last.difficulty, next.difficulty);
  const ratio = next.difficulty / last.difficulty;
  const bound = RETARGET_FACTOR ** epochs;
  return ratio >= 1 / bound && ratio <= bound;
}
