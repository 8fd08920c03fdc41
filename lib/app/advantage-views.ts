import type { EpisodeNotice } from '../domain/alerts/message.ts';
import { advantageMilliUsdPerDay } from '../domain/history/advantage.ts';
import { POINTS_PER_BLOCK, type Point } from '../domain/history/point.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import { keptWith } from '../domain/kept-with.ts';
import type { Stores } from '../ports.ts';
import { type PartOfBlock, partsOfBlocks } from './read-points.ts';

/** A site's mean advantage over the 24 hours and the 7 days up to a tick, to the cent; null = no point of them is known. */
export async function advantageViews(
  stores: Pick<Stores, 'history' | 'sites' | 'replaced'>,
  site: string,
  until: Instant,
): Promise<NonNullable<EpisodeNotice['views']>> {
  const end = after(until, 1);
  const weekAgo = after(end, -7 * SECONDS_PER_DAY);
  const week = await partsOfBlocks(stores, site, weekAgo, end, Number.MAX_SAFE_INTEGER);
  return {
    last24hUsdPerDay: meanUsdPerDay(week, after(end, -SECONDS_PER_DAY)),
    last7dUsdPerDay: meanUsdPerDay(week, weekAgo),
  };
}

/** Advantages of the points where it is known: whole milli-USD/day, so that their sum is exact in any order. */
type Sum = { readonly milliUsdPerDay: number; readonly known: number };

function meanUsdPerDay(parts: readonly PartOfBlock[], from: Instant): number | null {
  let [sum, known] = [0, 0];
  for (const { points } of parts) {
    const part = sumFrom(points, from);
    sum += part.milliUsdPerDay;
    known += part.known;
  }
  return known === 0 ? null : Math.round(sum / known / 10) / 100;
}

const NOTHING: Sum = { milliUsdPerDay: 0, known: 0 };

function sumFrom(points: readonly Point[], from: Instant): Sum {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.at < from) return NOTHING;
  if (first.at < from) return sumOf(points.filter(({ at }) => at >= from));
  return points.length === POINTS_PER_BLOCK ? sumOfBlock(points) : sumOf(points);
}

function sumOf(points: readonly Point[]): Sum {
  let [milliUsdPerDay, known] = [0, 0];
  for (const point of points) {
    const advantage = advantageMilliUsdPerDay(point);
    if (advantage === null) continue;
    milliUsdPerDay += advantage;
    known += 1;
  }
  return { milliUsdPerDay, known };
}

/** Of a full block, whose points stay as they are: message after message looks back over the same ones. */
const sumOfBlock = keptWith(sumOf);
