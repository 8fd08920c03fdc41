import type { SiteItem } from '../../domain/history/site-item.ts';
import type { SiteStore, StoredSite } from '../../ports.ts';

/**
 * The newest items of a part's sites in a fixed order. `committed` is told of each new item, of its site's
 * place in that order and of the item before it.
 */
export function partSites(
  sites: readonly string[],
  committed: (item: SiteItem, place: number, before: SiteItem | null) => void,
): SiteStore {
  const places = new Map(sites.map((site, place) => [site, place]));
  const newest: (SiteItem | null)[] = sites.map(() => null);
  const items = (): SiteItem[] => newest.filter((item) => item !== null);
  return {
    all: async () => items(),
    stored: async () => items().map((item): StoredSite => ({ site: item.site, v: item.v, item: () => item })),
    get: async (site) => newest[places.get(site) ?? -1] ?? null,
    // One answer for all: a promise of its own for every site of every tick costs more than the rest of this.
    putIfNewer: (item) => {
      const place = places.get(item.site);
      if (place === undefined) throw new Error(`${item.site} is not of this part`);
      const before = newest[place] ?? null;
      if (before !== null && before.v >= item.v) return IS_OLDER;
      committed(item, place, before);
      newest[place] = item;
      return IS_COMMITTED;
    },
    remove: async (site) => {
      const place = places.get(site);
      if (place !== undefined) newest[place] = null;
    },
  };
}

const IS_COMMITTED = Promise.resolve(true);
const IS_OLDER = Promise.resolve(false);
