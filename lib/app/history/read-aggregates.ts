import type { Aggregate } from '../../domain/history/fold.ts';
import { after, type Instant, instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { daySumsOf, daysOf, type HistoryOf, monthsOf } from './aggregates.ts';
import { type AggregateStep, bucketStart, firstBucket, nextBucket } from './calendar.ts';
import { append, type Gap } from './gaps.ts';
import type { HistoryPage } from './page.ts';
import type { MarginsQuery } from './read-margins.ts';
import { nameRemovals } from './removed-gaps.ts';

/**
 * Hours, days or months of UTC that start in [from, to), whole ones even where the window ends
 * inside the last. One without a tick is no point but a gap.
 */
export async function readAggregates(
  stores: Stores,
  tickSeconds: number,
  step: AggregateStep,
  query: MarginsQuery,
): Promise<HistoryPage<Aggregate>> {
  const { site, to, limit, asOf } = query;
  const of: HistoryOf = { site, tickSeconds, asOf };
  const rows: Aggregate[] = [];
  const gaps: Gap[] = [];
  let position = firstBucket(step, query.from);
  while (position < to && rows.length <= limit) {
    const end = chunkEnd(step, position, to, limit + 1 - rows.length);
    for (const sum of await sumsOf(stores, of, step, position, end)) {
      if (rows.length > limit) break;
      if (sum.ticks > 0) rows.push(sum);
      else append(gaps, { from: sum.from, to: instant(Math.min(sum.to, to)), reason: 'no-tick' });
    }
    position = end;
  }
  const shown = rows.length > limit ? rows.slice(0, limit) : rows;
  const pageEnd = rows.length > limit ? (shown.at(-1)?.to ?? null) : null;
  const kept = pageEnd === null ? gaps : gaps.filter((gap) => gap.from < pageEnd);
  return {
    rows: shown,
    ends: shown.map((row) => row.to),
    gaps: await nameRemovals(stores, site, kept, tickSeconds),
    nextFrom: pageEnd,
  };
}

/** Aggregates of the buckets that start in [from, to), both starts of buckets. */
async function sumsOf(
  stores: Stores,
  of: HistoryOf,
  step: AggregateStep,
  from: Instant,
  to: Instant,
): Promise<readonly Aggregate[]> {
  if (step === '1mo') return monthsOf(stores, of, from, to);
  if (step === '1d') return daySumsOf(stores, of, from, to);
  const days = await daysOf(stores, of, bucketStart('1d', from), firstBucket('1d', to));
  const hours = days.flatMap((day) => day.hours);
  const isWhole = hours[0]?.from === from && hours.at(-1)?.to === to;
  return isWhole ? hours : hours.filter((hour) => hour.from >= from && hour.from < to);
}

/** Where a read stops that gives `wanted` buckets if none is empty. */
function chunkEnd(step: AggregateStep, from: Instant, to: Instant, wanted: number): Instant {
  const end = firstBucket(step, to);
  const days = step === '1h' ? Math.ceil(wanted / 24) + 1 : step === '1d' ? wanted : wanted * 31;
  const stop = bucketStart(step, after(bucketStart('1d', from), days * SECONDS_PER_DAY));
  const atLeast = nextBucket(step, from);
  return stop < atLeast ? atLeast : stop < end ? stop : end;
}
