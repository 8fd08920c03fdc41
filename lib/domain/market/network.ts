/** Blocks of one difficulty (Bitcoin consensus rule). */
export const BLOCKS_PER_EPOCH = 2016;

/** Blocks between two halvings of the subsidy (Bitcoin consensus rule). */
export const BLOCKS_PER_HALVING = 210_000;

/** Seconds that the network aims at per block. */
export const TARGET_SECONDS_PER_BLOCK = 600;

/** Expected tries for a block at difficulty 1. */
export const HASHES_PER_DIFFICULTY = 2 ** 32;

const FIRST_SUBSIDY_BTC = 50;
const HALVINGS = 64;
const SUBSIDIES: readonly number[] = Array.from({ length: HALVINGS }, (_, halving) => FIRST_SUBSIDY_BTC / 2 ** halving);

/** Which run of 2,016 blocks of one difficulty a block belongs to: ⌊height ÷ 2016⌋. */
export function difficultyEpoch(height: number): number {
  return Math.floor(height / BLOCKS_PER_EPOCH);
}

/** New coins per block, BTC: 50 ÷ 2^⌊height ÷ 210,000⌋. 3.125 from 840,000; 1.5625 from 1,050,000. */
export function subsidyBtcPerBlock(height: number): number {
  return SUBSIDIES[Math.floor(height / BLOCKS_PER_HALVING)] ?? 0;
}

/** Blocks until the subsidy halves, from 1 to 210,000. */
export function blocksUntilHalving(height: number): number {
  return BLOCKS_PER_HALVING - (height % BLOCKS_PER_HALVING);
}

/** Tries per second at which blocks come every 600 s: D × 2^32 ÷ 600, H/s. Vector NET-01. */
export function networkHashesPerSecond(difficulty: number): number {
  return (difficulty * HASHES_PER_DIFFICULTY) / TARGET_SECONDS_PER_BLOCK;
}
