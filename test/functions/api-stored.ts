import { memoryStores } from '#lib/adapters/memory/stores.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { instant } from '#lib/domain/instant.ts';
import type { ModelPoint } from './api-model.ts';
import { companyOf, marketAt, pointAt, portsOf, storePoints } from './api-seed.ts';

/** 2024-02-28T22:00:00Z: a month with a leap day ends soon after. */
export const START = 1_709_157_600;
export const TICK = 3600;

/** A page of a site's history, as far as the tests read it. */
export type Page = {
  points: Record<string, number | string | null>[];
  gaps: { from: string; to: string; reason: string }[];
  next: string | null;
};

/** A point of the model as it is stored. */
export function stored(point: ModelPoint): Point {
  return pointAt(instant(point.at), {
    mineMilliUsdPerDay: point.mine,
    sellMilliUsdPerDay: point.sell,
    flareMilliUsdPerDay: point.flare,
    bestAlternative: point.alternative,
    btcUsdCents: point.btcCents,
    producedScfPerDay: point.produced,
    flaredScfPerDay: point.flared,
  });
}

/** The API over a site with these points. */
export async function seeded(points: readonly ModelPoint[]) {
  const stores = memoryStores();
  const company = companyOf(['pad'], TICK);
  await stores.config.putIfAbsent('v1', company);
  for (const { at } of points) await stores.market.putIfAbsent(marketAt(instant(at), 'v1'));
  await storePoints(stores, 'pad', points.map(stored), TICK);
  return portsOf(company, stores);
}

/** A point that every figure is known of. */
export function plain(at: number): ModelPoint {
  return { at, mine: 1000, sell: 500, flare: 0, alternative: 'sell', btcCents: 100, produced: 10, flared: 1 };
}
