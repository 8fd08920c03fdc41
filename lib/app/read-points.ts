import type { Point } from '../domain/history/point.ts';
import type { Instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';

/** Sealed blocks asked for at once: a day of 5 min ticks. */
const BLOCKS_PER_READ = 24;

/**
 * The points of a site in [from, to), oldest first, at most `limit`: sealed blocks and the open
 * block together, each point once.
 */
export async function pointsOf(
  stores: Pick<Stores, 'history' | 'sites'>,
  site: string,
  from: Instant,
  to: Instant,
  limit: number,
): Promise<readonly Point[]> {
  const points: Point[] = [];
  let position = from;
  while (position < to && points.length < limit) {
    const blocks = await stores.history.blocks(site, position, to, BLOCKS_PER_READ);
    for (const block of blocks) points.push(...within(block.points, position, to));
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < BLOCKS_PER_READ) break;
    position = (last.start + last.stepSeconds * 12) as Instant;
  }
  if (points.length < limit) points.push(...(await openPoints(stores, site, points.at(-1)?.at ?? null, from, to)));
  return points.slice(0, limit);
}

async function openPoints(
  stores: Pick<Stores, 'sites'>,
  site: string,
  lastSealed: Instant | null,
  from: Instant,
  to: Instant,
): Promise<readonly Point[]> {
  const item = await stores.sites.get(site);
  const open = within(item?.block.points ?? [], from, to);
  return lastSealed === null ? open : open.filter((point) => point.at > lastSealed);
}

function within(points: readonly Point[], from: Instant, to: Instant): readonly Point[] {
  return points.filter((point) => point.at >= from && point.at < to);
}
