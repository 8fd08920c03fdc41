import { behindLastPoint } from '../domain/history/block.ts';
import { type Block, POINTS_PER_BLOCK, type Point } from '../domain/history/point.ts';
import type { TickedPoint } from '../domain/history/stretch.ts';
import { after, type Instant } from '../domain/instant.ts';
import type { Consistency, Stores } from '../ports.ts';

/** Sealed blocks asked for at once: a week of 5 min ticks. */
const BLOCKS_PER_READ = 168;

/** Blocks that can have been sealed since the last read, at most. */
const LATE_BLOCKS = 2;

/** A point with the tick length it was made at. */
export type StoredPoint = TickedPoint;

/** Points of a site that follow each other in a block: its own list where all of them are asked for. */
export type PartOfBlock = Pick<Block, 'points' | 'stepSeconds'>;

type PointStores = Pick<Stores, 'history' | 'sites' | 'replaced'>;

/**
 * The points of a site in [from, to), oldest first, at most `limit`: sealed blocks and the open
 * block together, each point once.
 */
export async function pointsOf(
  stores: PointStores,
  site: string,
  from: Instant,
  to: Instant,
  limit: number,
): Promise<readonly Point[]> {
  const parts = await partsOfBlocks(stores, site, from, to, limit);
  return parts.flatMap(({ points }) => points).slice(0, limit);
}

/** As `pointsOf`, with each point's tick length; `asOf` as in `partsOfBlocks`. */
export async function storedPoints(
  stores: PointStores,
  site: string,
  from: Instant,
  to: Instant,
  limit: number,
  asOf: Instant | null = null,
  consistency: Consistency = 'strong',
): Promise<readonly StoredPoint[]> {
  const parts = await partsOfBlocks(stores, site, from, to, limit, asOf, consistency);
  return parts.flatMap(({ points, stepSeconds }) => points.map((point) => ({ point, stepSeconds }))).slice(0, limit);
}

/**
 * The points of a site in [from, until) by their blocks, oldest first and each once: what holds the
 * first `limit` of them. `asOf` gives what was known at that moment, before later corrections; null =
 * now. The site's item is read before the blocks: a block that is sealed in between is then seen twice
 * and kept once, never missed. Where the item and a sealed block hold the same point, the sealed one
 * stands, since corrections are made there.
 */
export async function partsOfBlocks(
  stores: PointStores,
  site: string,
  from: Instant,
  until: Instant,
  limit: number,
  asOf: Instant | null = null,
  consistency: Consistency = 'strong',
): Promise<readonly PartOfBlock[]> {
  const to = asOf === null || asOf >= until ? until : after(asOf, 1);
  if (to <= from || limit <= 0) return [];
  const open = (await stores.sites.get(site, consistency))?.block ?? null;
  const found: PartOfBlock[] = [];
  let count = 0;
  const add = (part: PartOfBlock): void => {
    if (part.points.length > 0) found.push(part);
    count += part.points.length;
  };
  let position = from;
  let spare = 1;
  while (position < to && count < limit) {
    const enough = Math.min(BLOCKS_PER_READ, Math.ceil((limit - count) / POINTS_PER_BLOCK)) + spare;
    const blocks = await stores.history.blocks(site, position, to, enough);
    const known = asOf === null ? blocks : await asKnown(stores, site, blocks, asOf);
    for (const block of known) add(within(block, position, to));
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < enough) break;
    // Blocks that were left behind reach over `position` without a point there: what follows is behind them.
    if (behindLastPoint(last) <= position) spare *= 2;
    else position = behindLastPoint(last);
  }
  if (count < limit && open !== null) {
    if (consistency === 'eventual') {
      for (const part of await lateBlocks(stores, site, found.at(-1), open, from, to, asOf)) add(part);
    }
    const lastSealed = found.at(-1)?.points.at(-1);
    add(within(open, lastSealed === undefined ? from : after(lastSealed.at, 1), to));
  }
  return found;
}

/**
 * The points between the last sealed one found and the open block, read strong: a block that was
 * sealed just now may not have been seen. Where nothing is missing there nothing is read.
 */
async function lateBlocks(
  stores: Pick<Stores, 'history' | 'replaced'>,
  site: string,
  lastFound: PartOfBlock | undefined,
  open: Block,
  from: Instant,
  to: Instant,
  asOf: Instant | null,
): Promise<readonly PartOfBlock[]> {
  const last = lastFound?.points.at(-1);
  const reached = lastFound === undefined || last === undefined ? from : after(last.at, lastFound.stepSeconds);
  if (open.start <= reached || open.start >= to) return [];
  const blocks = await stores.history.blocks(site, reached, open.start, LATE_BLOCKS, 'strong');
  const known = asOf === null ? blocks : await asKnown(stores, site, blocks, asOf);
  return known.map((block) => within(block, reached, to));
}

/** The blocks with those put back that a later correction replaced. */
async function asKnown(
  stores: Pick<Stores, 'replaced'>,
  site: string,
  blocks: readonly Block[],
  asOf: Instant,
): Promise<readonly Block[]> {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return blocks;
  const replaced = await stores.replaced.blocksAsOf(site, first.start, after(last.start, 1), asOf);
  const byStart = new Map(replaced.map((block) => [block.start, block]));
  return blocks.map((block) => byStart.get(block.start) ?? block);
}

function within(block: Block, from: Instant, to: Instant): PartOfBlock {
  const { points, stepSeconds } = block;
  const [first, last] = [points[0], points.at(-1)];
  const isWhole = first !== undefined && last !== undefined && first.at >= from && last.at < to;
  return { points: isWhole ? points : points.filter(({ at }) => at >= from && at < to), stepSeconds };
}
