import type { Instant } from '#lib/domain/instant.ts';

/** Fees and subsidy of a stretch of blocks, in satoshi. */
export type BlockSums = { readonly blocks: number; readonly feesSat: number; readonly subsidySat: number };

/** One block as a block explorer lists it. */
export type RecordedBlock = { readonly height: number; readonly time: number; readonly difficulty: number };

/** What was recorded, as it stood at T. Null = not recorded then: the provider fails rather than guesses. */
export type MarketAt = {
  readonly at: Instant;
  readonly btcUsd: number | null;
  /** The newest blocks, newest first, at most ten; empty = unknown. */
  readonly newestBlocks: readonly RecordedBlock[];
  /** Sums over the last 144 blocks (fewer at the start of a record). */
  readonly lastDay: BlockSums | null;
  /** Units of the second currency per US dollar, by its code. */
  readonly perUsd: Readonly<Record<string, number>>;
  readonly henryHubUsdPerMmbtu: number | null;
};

/** A recorded market: a shipped window or a market CSV. */
export type RecordedMarket = {
  readonly from: Instant;
  readonly to: Instant;
  at(at: Instant): MarketAt;
};

export const BLOCKS_PER_DAY = 144;
export const NEWEST_BLOCKS = 10;
export const BLOCKS_PER_EPOCH = 2016;
const BLOCKS_PER_HALVING = 210_000;
const FIRST_SUBSIDY_SAT = 5_000_000_000;

/** New bitcoin of a block at a height, in satoshi; halves every 210,000 blocks. */
export function subsidySat(height: number): number {
  return Math.floor(FIRST_SUBSIDY_SAT / 2 ** Math.floor(height / BLOCKS_PER_HALVING));
}

/** Index of the last element at or before `at`, −1 where all come later. `times` ascends. */
export function lastAtOrBefore(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A straight line between two recorded figures. */
export function onTheLine(fromTime: number, from: number, toTime: number, to: number, at: number): number {
  return from + ((to - from) * (at - fromTime)) / (toTime - fromTime);
}
