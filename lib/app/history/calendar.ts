import { floorTo, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../domain/instant.ts';

/** Steps that sum up ticks: hours, days and months of UTC. */
export type AggregateStep = '1h' | '1d' | '1mo';

/** The start of the hour, day or month (UTC) that holds `at`. */
export function bucketStart(step: AggregateStep, at: Instant): Instant {
  if (step === '1h') return floorTo(at, SECONDS_PER_HOUR);
  if (step === '1d') return floorTo(at, SECONDS_PER_DAY);
  const date = new Date(at * 1000);
  return monthOf(date.getUTCFullYear(), date.getUTCMonth());
}

/** The start of the bucket after the one that holds `at`. */
export function nextBucket(step: AggregateStep, at: Instant): Instant {
  const start = bucketStart(step, at);
  if (step === '1h') return instant(start + SECONDS_PER_HOUR);
  if (step === '1d') return instant(start + SECONDS_PER_DAY);
  const date = new Date(start * 1000);
  return monthOf(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** The first bucket that starts at or after `at`. */
export function firstBucket(step: AggregateStep, at: Instant): Instant {
  return bucketStart(step, at) === at ? at : nextBucket(step, at);
}

function monthOf(year: number, month: number): Instant {
  return instant(Date.UTC(year, month, 1) / 1000);
}
