import type { Point } from '../../domain/history/point.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { recomputeMargins } from '../recompute-margins.ts';
import type { BacktestSites } from './backtest.ts';
import { recentHistory } from './recent-history.ts';

/** All sites here: reports come in by `deliver`, then every site is recomputed, as the live engine does it. */
export function sitesHere(deliver: (at: Instant) => Promise<void>): BacktestSites {
  return (stores, placeOf, count) => ({
    stores: {
      ...stores,
      history: recentHistory(stores.history),
      sites: counted(stores.sites, (site, point) => count(placeOf(site), point)),
    },
    advance: async (ports, _company, timeoutSeconds, at) => {
      await deliver(at);
      await recomputeMargins(ports, timeoutSeconds, at);
    },
  });
}

function counted(sites: Stores['sites'], count: (site: string, point: Point) => void): Stores['sites'] {
  return {
    ...sites,
    putIfNewer: async (item) => {
      const point = item.block.points.at(-1);
      if (point !== undefined && point.at === item.v) count(item.site, point);
      return sites.putIfNewer(item);
    },
  };
}
