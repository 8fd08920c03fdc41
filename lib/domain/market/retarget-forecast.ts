import { type Instant, instant } from '../instant.ts';
import { keptWith } from '../kept-with.ts';
import type { EpochStart, Market, Sourced } from './market.ts';
import { BLOCKS_PER_EPOCH, difficultyEpoch } from './network.ts';
import { estimateRetarget } from './retarget.ts';

/** What the difficulty will do at the end of the running epoch, at two standard deviations. */
export type RetargetForecast = {
  readonly at: Instant;
  readonly remainingBlocks: number;
  /** Between these the change lies, percent: ± 2σ, and how exactly the epoch's start is known. */
  readonly lowPercent: number;
  readonly highPercent: number;
};

const SIGMAS = 2;
const MS = 1000;
/** A retarget is clamped to ÷4 by consensus. */
const LEAST_PERCENT = -75;

/**
 * The memory of the epoch's start after one more tick: its first block came between the last tick that
 * saw the epoch before and the first that saw it. Null while no tick saw the change, as in a stack
 * that was deployed in the middle of an epoch: half a retarget is never guessed.
 */
export function epochStartAfter(previous: Market | null, height: Sourced, at: Instant): EpochStart | null {
  const known = previous?.epochStart ?? null;
  if (height.value === null || height.goodAt !== at) return known;
  const epoch = difficultyEpoch(height.value);
  if (known !== null && epoch <= known.epoch) return known;
  const { value, goodAt } = previous?.height ?? { value: null, goodAt: null };
  if (value === null || goodAt === null || difficultyEpoch(value) !== epoch - 1) return null;
  return { epoch, notBefore: goodAt, notAfter: at };
}

/**
 * The next retarget as it stands at this tick (docs/method.md#M14): the estimate from either end of
 * what is known of the epoch's start, widened by 2σ (method H6). Null while the start is unknown, the
 * height was not observed at this tick, or the epoch has just begun.
 */
export const forecastRetarget: (market: Market) => RetargetForecast | null = keptWith((market) => {
  const { height, epochStart } = market;
  if (epochStart === undefined || epochStart === null || height.value === null || height.goodAt !== market.at)
    return null;
  if (difficultyEpoch(height.value) !== epochStart.epoch || height.value % BLOCKS_PER_EPOCH === 0) return null;
  const slow = estimateFrom(epochStart.notBefore, height.value, market.at);
  const fast = estimateFrom(epochStart.notAfter, height.value, market.at);
  const margin = SIGMAS * (slow.sigmaPercentagePoints ?? 0);
  return {
    at: instant(Math.round((slow.estimatedRetargetAtMs + fast.estimatedRetargetAtMs) / 2 / MS)),
    remainingBlocks: slow.remainingBlocks,
    lowPercent: Math.max(LEAST_PERCENT, slow.difficultyChangePercent - margin),
    highPercent: fast.difficultyChangePercent + margin,
  };
});

function estimateFrom(start: Instant, height: number, at: Instant) {
  return estimateRetarget({
    startedAtMs: start * MS,
    quarterStartedAtMs: null,
    nowMs: at * MS,
    latestBlockAtMs: null,
    height,
    previousRetargetPercent: 0,
  });
}
