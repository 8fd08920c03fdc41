import { after, type Instant, instant } from '../../domain/instant.ts';
import type { Market } from '../../domain/market/market.ts';
import type { MarketStore } from '../../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from '../bounded.ts';
import { firstBucket, nextBucket } from './calendar.ts';

export type MarketStep = 'tick' | '1h' | '1d';

export type MarketRange = { readonly markets: readonly Market[]; readonly nextFrom: Instant | null };

/**
 * Frozen markets in [from, to), oldest first: every tick, or the first of each hour or day (UTC).
 * They are picked, never averaged, so that price, difficulty and height belong together.
 */
export async function readMarketRange(
  store: MarketStore,
  step: MarketStep,
  from: Instant,
  to: Instant,
  limit: number,
): Promise<MarketRange> {
  if (to <= from) return { markets: [], nextFrom: null };
  if (step !== 'tick') return firstOfBuckets(store, step, from, to, limit);
  const found = await store.range(after(from, -1), after(to, -1), limit + 1);
  const markets = found.slice(0, limit);
  const last = markets.at(-1);
  return { markets, nextFrom: found.length > limit && last !== undefined ? after(last.at, 1) : null };
}

async function firstOfBuckets(
  store: MarketStore,
  step: '1h' | '1d',
  from: Instant,
  to: Instant,
  limit: number,
): Promise<MarketRange> {
  const starts: Instant[] = [];
  let start = firstBucket(step, from);
  for (; start < to && starts.length < limit; start = nextBucket(step, start)) starts.push(start);
  const found = new Map<Instant, Market>();
  await forEachBounded(starts, CALLS_AT_ONCE, async (bucket) => {
    const end = instant(Math.min(nextBucket(step, bucket), to));
    const [first] = await store.range(after(bucket, -1), after(end, -1), 1);
    if (first !== undefined) found.set(bucket, first);
  });
  const markets = starts.map((bucket) => found.get(bucket)).filter((market) => market !== undefined);
  return { markets, nextFrom: start < to ? start : null };
}
