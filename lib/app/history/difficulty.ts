import type { Point } from '../../domain/history/point.ts';
import type { MarketStore } from '../../ports.ts';

/** The difficulty of each epoch that occurs in the points, from one frozen market of that epoch. */
export async function difficultyByEpoch(
  market: MarketStore,
  points: readonly (Point | null)[],
): Promise<ReadonlyMap<number, number | null>> {
  const firstAt = new Map<number, Point>();
  for (const point of points) {
    if (point !== null && point.epoch !== null && knowsDifficulty(point) && !firstAt.has(point.epoch)) {
      firstAt.set(point.epoch, point);
    }
  }
  const read = [...firstAt].map(
    async ([epoch, point]) => [epoch, (await market.get(point.at))?.difficulty.value ?? null] as const,
  );
  return new Map(await Promise.all(read));
}

/** The difficulty of one point, null when it or its epoch is unknown. */
export function difficultyOf(point: Point, byEpoch: ReadonlyMap<number, number | null>): number | null {
  return point.epoch === null || !knowsDifficulty(point) ? null : (byEpoch.get(point.epoch) ?? null);
}

function knowsDifficulty(point: Point): boolean {
  return !point.missing.includes('difficulty');
}
