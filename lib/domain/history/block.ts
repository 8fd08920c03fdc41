import { after, floorTo, type Instant } from '../instant.ts';
import { type Block, POINTS_PER_BLOCK, type Point } from './point.ts';

/**
 * The moment at which a block closes, whatever it holds by then: the next multiple of twelve ticks
 * since the epoch (1 h of 5 min ticks, 3 h of 15 min, 12 h of 1 h).
 */
export function blockEnd(start: Instant, stepSeconds: number): Instant {
  const length = stepSeconds * POINTS_PER_BLOCK;
  return (floorTo(start, length) + length) as Instant;
}

/**
 * A site's open block after one more point, and the blocks to store for good: the one before when it
 * was left behind unfinished by missed ticks or by another tick length, and the block itself when
 * this point completes it (it stays open too, so that the latest point is in the site's item). Both
 * when the first point after a gap is the last of its block. A block starts at its first point, so no two blocks of a site ever share a start.
 * A point that is not newer than the block's last is a bug of the caller and throws.
 */
export function appendPoint(
  block: Block | null,
  point: Point,
  stepSeconds: number,
): { readonly block: Block; readonly sealed: readonly Block[] } {
  const last = block?.points.at(-1);
  if (last !== undefined && point.at <= last.at) {
    throw new Error(`a point at ${point.at} is not newer than the block's last at ${last.at}`);
  }
  const goesOn = block !== null && last !== undefined && accepts(block, point.at, stepSeconds);
  const grown: Block = goesOn
    ? { ...block, points: withOneMore(block.points, point) }
    : { start: point.at, stepSeconds, version: 1, points: [point] };
  const isLeftBehind = !goesOn && block !== null && last !== undefined && !isComplete(block);
  const leftBehind = isLeftBehind ? [block] : NONE;
  return { block: grown, sealed: isComplete(grown) ? [...leftBehind, grown] : leftBehind };
}

const NONE: readonly Block[] = [];

/** Of just the length: a spread and one more would leave room for twice as many. */
function withOneMore(points: readonly Point[], point: Point): readonly Point[] {
  const grown = new Array<Point>(points.length + 1);
  for (let index = 0; index < points.length; index += 1) grown[index] = points[index] as Point;
  grown[points.length] = point;
  return grown;
}

function accepts(block: Block, at: Instant, stepSeconds: number): boolean {
  return block.stepSeconds === stepSeconds && at < blockEnd(block.start, block.stepSeconds);
}

/** True when the last tick before the block's end is in: such a block was stored when that point came. */
export function isComplete(block: Block): boolean {
  const last = block.points.at(-1);
  return last !== undefined && last.at + block.stepSeconds >= blockEnd(block.start, block.stepSeconds);
}

/**
 * Where the points behind a block begin to be looked for. Not its end: a block left behind by another
 * tick length, or by a removal, is followed by one that begins before it.
 */
export function behindLastPoint(block: Block): Instant {
  return after(block.points.at(-1)?.at ?? block.start, 1);
}
