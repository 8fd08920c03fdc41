import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../instant.ts';
import type { ObservationKind } from './market.ts';

/** How old, and how long unchanged, an answer of one source may be before it is refused. */
export type SourceLimits = {
  readonly ageSeconds: number;
  /** Null = a value that may stay the same for long, as a difficulty does. */
  readonly frozenSeconds: number | null;
  /** A slow source is a witness: it never decides alone. */
  readonly isSlow: boolean;
};

const LIVE_PRICE: SourceLimits = {
  ageSeconds: 120,
  frozenSeconds: 30 * SECONDS_PER_MINUTE,
  isSlow: false,
};
/** mempool asks exchanges about once an hour (interfaces.md section 2). */
const HOURLY_PRICE: SourceLimits = {
  ageSeconds: 2 * SECONDS_PER_HOUR,
  frozenSeconds: 3 * SECONDS_PER_HOUR,
  isSlow: true,
};
/** A source that lags shows it by its height; means over a day may be a day old. */
const CHAIN: SourceLimits = { ageSeconds: SECONDS_PER_DAY, frozenSeconds: null, isSlow: false };
/** Central banks say nothing over long holidays: the longest, the Russian New Year, is 11 days. */
const DAILY_RATE: SourceLimits = { ageSeconds: 12 * SECONDS_PER_DAY, frozenSeconds: null, isSlow: false };
/** The EIA publishes the daily spot once a week, with some days of lag. */
const DAILY_INDEX: SourceLimits = { ageSeconds: 14 * SECONDS_PER_DAY, frozenSeconds: null, isSlow: false };

/** The limits of one source for one kind of figure. */
export function limitsOf(source: string, kind: ObservationKind): SourceLimits {
  switch (kind) {
    case 'price':
      return source === 'mempool' ? HOURLY_PRICE : LIVE_PRICE;
    case 'network':
    case 'fees':
      return CHAIN;
    case 'fx':
      return DAILY_RATE;
    case 'gas-index':
      return DAILY_INDEX;
  }
}

/** A quote from further ahead than this is not believed, seconds. */
export const FUTURE_TOLERANCE_SECONDS = 30;

/** A tick may run late by its own length and this, seconds; later, its market is not to be had any more. */
export const LATE_TOLERANCE_SECONDS = 120;

/** For how long the last good price, difficulty or height may stand in: 15 minutes, or 3 longer ticks. */
export function lastKnownGoodSeconds(tickSeconds: number): number {
  return Math.max(15 * SECONDS_PER_MINUTE, 3 * tickSeconds);
}

/** For how long the last good fees may stand in. */
export const FEES_LAST_KNOWN_GOOD_SECONDS = SECONDS_PER_DAY;

/** For how long the last good exchange rate or gas index, both daily figures, may stand in. */
export const RATE_LAST_KNOWN_GOOD_SECONDS = 3 * SECONDS_PER_DAY;

/** More than half of the configured sources, and never fewer than two. */
export function quorumOf(configured: number): number {
  return Math.max(2, Math.floor(configured / 2) + 1);
}
