import type { Company } from '../../domain/company.ts';
import { after, type Instant, toIso } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { pointsOf } from '../read-points.ts';
import { difficultyByEpoch, difficultyOf } from './difficulty.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { type PresentedPoint, presentPoint } from './present.ts';

export type MarginsQuery = {
  readonly site: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
};

export type MarginsPage = {
  readonly site: string;
  readonly step: 'tick';
  readonly from: string;
  readonly to: string;
  readonly points: readonly PresentedPoint[];
  readonly gaps: readonly Gap[];
  /** Where the next page begins; null = this page closes the window. */
  readonly nextFrom: Instant | null;
};

/** The site's points in [from, to) tick by tick, with every gap named. */
export async function readMargins(stores: Stores, company: Company, query: MarginsQuery): Promise<MarginsPage> {
  const found = await pointsOf(stores, query.site, query.from, query.to, query.limit + 1);
  const points = found.slice(0, query.limit);
  const last = points.at(-1);
  const hasMore = found.length > query.limit && last !== undefined;
  const pageEnd = hasMore ? after(last.at, company.tickSeconds) : query.to;
  const difficulties = await difficultyByEpoch(stores.market, points);
  return {
    site: query.site,
    step: 'tick',
    from: toIso(query.from),
    to: toIso(query.to),
    points: points.map((point) => presentPoint(point, difficultyOf(point, difficulties))),
    gaps: gapsOf(points, query.from, pageEnd, company.tickSeconds),
    nextFrom: hasMore && pageEnd < query.to ? pageEnd : null,
  };
}
