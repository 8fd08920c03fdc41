import { BLOCKS_PER_EPOCH, TARGET_SECONDS_PER_BLOCK } from './network.ts';

/** What is known of the running epoch. Times are epoch milliseconds, as the published vectors have them. */
export type EpochSoFar = {
  /** Time of the epoch's first block. */
  readonly startedAtMs: number;
  /** Time of the block 504 before the tip; used in the first quarter of the epoch. Null = unknown. */
  readonly quarterStartedAtMs: number | null;
  readonly nowMs: number;
  /** Time of the tip; counts instead of now at the last block of an epoch. Null = unknown. */
  readonly latestBlockAtMs: number | null;
  readonly height: number;
  /** Change at the last retarget, percent. */
  readonly previousRetargetPercent: number;
};

/** The estimate of the next retarget; times in milliseconds. */
export type RetargetEstimate = {
  readonly progressPercent: number;
  readonly difficultyChangePercent: number;
  /** One standard deviation of the estimate, percentage points, from the chance of block times alone. */
  readonly sigmaPercentagePoints: number | null;
  readonly estimatedRetargetAtMs: number;
  readonly remainingBlocks: number;
  readonly remainingMs: number;
  readonly nextRetargetHeight: number;
  readonly timeAvgMs: number;
  readonly adjustedTimeAvgMs: number;
  readonly expectedBlocks: number;
};

const MS = 1000;
const HUNDRED = 100;
/** The sliding window of the first quarter: 504 blocks, 503 intervals. */
const WINDOW_BLOCKS = 504;
const WINDOW_INTERVALS = 503;
/** A retarget is clamped to ÷4 and ×4 by consensus. */
const LEAST_PERCENT = -75;
const MOST_PERCENT = 300;

/**
 * How much the difficulty will change at the end of the running epoch, as the epoch stands
 * (docs/method.md#M14). c = 600 ÷ (elapsed ÷ (n + 1)) − 1 with n intervals since the first block; in
 * the first 503 blocks the last 504 blocks count, those before the epoch restated by the previous
 * retarget; at the last block the time of that block instead of now. Reproduces vectors NET-06 and
 * NET-07. Such an estimate errs by about 0.3 percentage points at 70 % of an epoch, by 3 to 5 at 10 %.
 */
export function estimateRetarget(epoch: EpochSoFar): RetargetEstimate {
  const blocks = epoch.height % BLOCKS_PER_EPOCH;
  const elapsedSeconds = Math.max(0, epoch.nowMs - epoch.startedAtMs) / MS;
  const remainingBlocks = BLOCKS_PER_EPOCH - blocks;
  const secondsPerBlock = blocks === 0 ? TARGET_SECONDS_PER_BLOCK : elapsedSeconds / blocks;
  const windowSeconds = windowOf(epoch, blocks, elapsedSeconds);
  const isLast = blocks === BLOCKS_PER_EPOCH - 1 && epoch.latestBlockAtMs !== null;
  const spanSeconds = isLast ? ((epoch.latestBlockAtMs ?? 0) - epoch.startedAtMs) / MS : elapsedSeconds;
  const meanSeconds = windowSeconds === null ? spanSeconds / (blocks + 1) : windowSeconds / WINDOW_BLOCKS;
  const adjusted = windowSeconds === null ? secondsPerBlock : windowSeconds / WINDOW_INTERVALS;
  const adjustedTimeAvgMs = Math.floor(adjusted * MS);
  const remainingMs = remainingBlocks * adjustedTimeAvgMs;
  return {
    progressPercent: (blocks / BLOCKS_PER_EPOCH) * HUNDRED,
    difficultyChangePercent: clamped((TARGET_SECONDS_PER_BLOCK / meanSeconds - 1) * HUNDRED),
    sigmaPercentagePoints: retargetSigma(blocks / BLOCKS_PER_EPOCH),
    estimatedRetargetAtMs: epoch.nowMs + remainingMs,
    remainingBlocks,
    remainingMs,
    nextRetargetHeight: epoch.height + remainingBlocks,
    timeAvgMs: Math.floor(secondsPerBlock * MS),
    adjustedTimeAvgMs,
    expectedBlocks: elapsedSeconds / TARGET_SECONDS_PER_BLOCK,
  };
}

/** Seconds that the last 504 blocks took, those of the epoch before at today's difficulty; null past the first quarter. */
function windowOf(epoch: EpochSoFar, blocks: number, elapsedSeconds: number): number | null {
  if (epoch.quarterStartedAtMs === null || blocks >= WINDOW_INTERVALS) return null;
  const before = (epoch.startedAtMs - epoch.quarterStartedAtMs) / MS;
  return elapsedSeconds + before * (1 + epoch.previousRetargetPercent / HUNDRED);
}

function clamped(percent: number): number {
  return Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, percent));
}

/**
 * One standard deviation of a retarget estimate at `progress` (0 to 1) of the epoch, percentage
 * points: 100 × √((1 − p) ÷ (2016 p)). 1.39 at 72 %: 100 × √(0.28 ÷ 1451). A crossing of a
 * break-even is announced only where it holds at two of them. Null at the very start.
 */
export function retargetSigma(progress: number): number | null {
  return progress > 0 ? HUNDRED * Math.sqrt((1 - progress) / (BLOCKS_PER_EPOCH * progress)) : null;
}

/** What a retarget makes of the difficulty: D × 1,209,600 s ÷ (t of block 2015 − t of block 0), within ÷4 and ×4. */
export function retargeted(difficulty: number, epochSeconds: number): number {
  const factor = (BLOCKS_PER_EPOCH * TARGET_SECONDS_PER_BLOCK) / epochSeconds;
  return difficulty * Math.min(4, Math.max(1 / 4, factor));
}
