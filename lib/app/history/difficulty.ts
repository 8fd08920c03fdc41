import type { Point } from '../../domain/history/point.ts';
import type { MarketStore } from '../../ports.ts';

/** The difficulty of each epoch that occurs in the points, from one frozen market of that epoch. */
export async function difficultyByEpoch(
  market: MarketStore,
  points: readonly (Point | null)[],
): Promise<ReadonlyMap<number, number | null>> {
  const firstAt = new Map<number, Point>();
  for (const point of points) {
    if (point !== null && point.epoch !== null && !firstAt.has(point.epoch)) firstAt.set(point.epoch, point);
  }
  const found = new Map<number, number | null>();
  for (const [epoch, point] of firstAt) found.set(epoch, (await market.get(point.at))?.difficulty.value ?? null);
  return found;
}

/** The difficulty of one point, null when its epoch is unknown. */
export function difficultyOf(point: Point, byEpoch: ReadonlyMap<number, number | null>): number | null {
  return point.epoch === null ? null : (byEpoch.get(point.epoch) ?? null);
}
