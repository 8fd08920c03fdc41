import type { SiteOptimum } from '../../domain/economics/allocation/optimum.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';

type Kept = { readonly v: Instant; readonly optimum: SiteOptimum };
type Read = Pick<Stores, 'market' | 'config'>;

/** A committed item never changes: what was worked out of it is kept until the site's next tick. */
const kept = new WeakMap<Read['market'], Map<string, Kept>>();

/**
 * The optimum of each site at its latest tick, by site id, worked out again from what the tick was made
 * of: its frozen market, the gas that the item carries, the configuration of its hash. Points do not
 * store it. A site without these has none.
 */
export async function latestOptima(
  stores: Read,
  items: readonly SiteItem[],
): Promise<ReadonlyMap<string, SiteOptimum>> {
  const known = kept.get(stores.market) ?? new Map<string, Kept>();
  kept.set(stores.market, known);
  const stale = items.filter((item) => known.get(item.site)?.v !== item.v);
  if (stale.length > 0) await workOut(stores, stale, known);
  return new Map(
    items.flatMap(({ site }) => {
      const found = known.get(site);
      return found === undefined ? [] : [[site, found.optimum] as const];
    }),
  );
}

async function workOut(stores: Read, items: readonly SiteItem[], known: Map<string, Kept>): Promise<void> {
  const [{ optimumOrNone }, markets, companies] = await Promise.all([
    // Loaded when first asked for: the economics are a quarter of the API's code.
    import('./work-out-optimum.ts'),
    byKey(
      items.map((item) => item.v),
      (at) => stores.market.get(at),
    ),
    byKey(
      items.map((item) => item.configVersion),
      (version) => stores.config.get(version),
    ),
  ]);
  for (const item of items) {
    const market = markets.get(item.v) ?? null;
    const company = companies.get(item.configVersion) ?? null;
    const optimum = market === null || company === null ? null : optimumOrNone(item, market, company);
    if (optimum === null) known.delete(item.site);
    else known.set(item.site, { v: item.v, optimum });
  }
}

async function byKey<K, V>(keys: readonly K[], read: (key: K) => Promise<V | null>): Promise<ReadonlyMap<K, V | null>> {
  return new Map(await Promise.all([...new Set(keys)].map(async (key) => [key, await read(key)] as const)));
}

/** What a row of the fleet says of it; all unknown where there is none. Thousandths of a USD, as points are. */
export function presentGain(optimum: SiteOptimum | undefined) {
  return {
    optimumUsdPerDay: milli(optimum?.optimumUsdPerDay),
    gainUsdPerDay: milli(optimum?.gainUsdPerDay),
    action: optimum?.action ?? ('unknown' as const),
  };
}

/** The optimum in full: what goes where, Mcf/day, which miners run, what each class of them adds, USD/day. */
export function presentOptimum(found: SiteOptimum | undefined) {
  return {
    optimum: {
      mine: milli(found?.optimum.mine),
      sell: milli(found?.optimum.sell),
      inject: milli(found?.optimum.inject),
      flare: milli(found?.optimum.flare),
      shutIn: milli(found?.optimum.shutIn),
      minersOn: [...(found?.optimum.minersOn ?? [])],
    },
    classes: (found?.classes ?? []).map(({ model, usdPerDay }) => ({ model, usdPerDay: milli(usdPerDay) })),
  };
}

function milli(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value * 1000) / 1000 + 0;
}
