import { after, type Instant, toIso } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { type StoredPoint, storedPoints } from '../read-points.ts';
import { difficultyByEpoch, difficultyOf } from './difficulty.ts';
import { gapsOf } from './gaps.ts';
import type { HistoryPage } from './page.ts';
import { type PresentedPoint, presentPoint } from './present.ts';
import { nameRemovals } from './removed-gaps.ts';

export type MarginsQuery = {
  readonly site: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
  /** What was known at this moment; null = now. */
  readonly asOf: Instant | null;
};

/** The site's points in [from, to) tick by tick, with every gap named. */
export async function readMargins(
  stores: Stores,
  tickSeconds: number,
  query: MarginsQuery,
): Promise<HistoryPage<PresentedPoint>> {
  const { site, from, to, limit } = query;
  const found = await storedPoints(stores, site, from, to, limit + 1, query.asOf, 'eventual');
  const points = found.slice(0, limit);
  const end = found.length > limit ? endOf(points.at(-1)) : null;
  const difficulties = await difficultyByEpoch(
    stores.market,
    points.map(({ point }) => point),
  );
  const gaps = gapsOf(points, from, end ?? to, tickSeconds);
  return {
    rows: points.map(({ point }) => presentPoint(point, difficultyOf(point, difficulties))),
    ends: points.map(endOf),
    gaps: await nameRemovals(stores, site, gaps, tickSeconds),
    nextFrom: end !== null && end < to ? end : null,
  };
}

function endOf(stored: StoredPoint | undefined): Instant {
  if (stored === undefined) throw new Error('a page that is cut has a last point');
  return after(stored.point.at, stored.stepSeconds);
}

/** A gap as an answer shows it. */
export function presentGap(gap: { from: Instant; to: Instant; reason: string }) {
  return { from: toIso(gap.from), to: toIso(gap.to), reason: gap.reason };
}
