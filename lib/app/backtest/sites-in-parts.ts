import type { Company } from '../../domain/company.ts';
import { POINTS_PER_BLOCK } from '../../domain/history/point.ts';
import { lastKeptWith } from '../../domain/kept-with.ts';
import type { Stores } from '../../ports.ts';
import { type RecomputePorts, recomputeMargins } from '../recompute-margins.ts';
import type { BacktestSites } from './backtest.ts';
import type { PartTick } from './part.ts';
import { figuresOfRow } from './point-row.ts';
import { HISTORY_KEPT_SECONDS } from './recent-history.ts';
import { type SeenSite, seenSite } from './seen-site.ts';
import { startOfRow } from './site-row.ts';
import { type TickRows, tickRows } from './tick-rows.ts';

/** Some sites that are recomputed elsewhere. */
export type Part = {
  /** Ids, in the order in which the part numbers its sites. */
  readonly sites: readonly string[];
  /** The next tick of the part; ticks come one after the other. */
  readonly next: () => Promise<PartTick>;
};

type SeenPart = Part & { readonly rows: TickRows; readonly seen: readonly SeenSite[] };

/** The sites elsewhere, in parts; here only the company's own rules, before its sites, as ever. */
export function sitesInParts(parts: readonly Part[], tickSeconds: number): BacktestSites {
  const kept = HISTORY_KEPT_SECONDS + 2 * POINTS_PER_BLOCK * tickSeconds;
  const seenParts = parts.map((part): SeenPart => {
    const rows = tickRows(tickSeconds, kept);
    return { ...part, rows, seen: part.sites.map((site, place) => seenSite(site, place, rows, tickSeconds)) };
  });
  return (stores, placeOf, count) => {
    const placed = seenParts.map((part) => ({ ...part, places: part.sites.map(placeOf) }));
    const seen = seenParts.flatMap((part) => part.seen);
    const advance: ReturnType<BacktestSites>['advance'] = async (ports, company, timeoutSeconds, at) => {
      await recomputeMargins(withoutSites(ports, company), timeoutSeconds, at);
      for (const part of placed) {
        const tick = await part.next();
        if (tick.at !== at) throw new Error(`a part is at ${tick.at}, not at ${at}`);
        for (const record of tick.records) await ports.stores.episodes.put(record);
        part.rows.push(at, tick.numbers);
        for (const [site, change] of tick.changes) part.seen[site]?.take(change);
        for (let site = 0; site < part.places.length; site += 1) {
          count(part.places[site] as number, figuresOfRow(at, tick.numbers, startOfRow(site)));
        }
      }
    };
    return { stores: { ...stores, ...storesOf(stores, seen) }, advance };
  };
}

/** Where the flush reads the sites and their history from. */
function storesOf({ sites, history }: Stores, seen: readonly SeenSite[]): Pick<Stores, 'sites' | 'history'> {
  const bySite = new Map(seen.map((site) => [site.item.site, site]));
  // In the order of their keys, as stores give them.
  const items = seen.map(({ item }) => item).sort((a, b) => (a.site < b.site ? -1 : 1));
  return {
    sites: { ...sites, all: async () => items, get: async (site) => bySite.get(site)?.item ?? null },
    history: { ...history, blocks: async (site, from, to, limit) => bySite.get(site)?.blocks(from, to, limit) ?? [] },
  };
}

/** Sees no site, and promises nothing of them: whether all are calm is for the flush to find out. */
const withoutSites = lastKeptWith((ports: RecomputePorts, company: Company): RecomputePorts => {
  const { stores } = ports;
  const unmanned: Company = { ...company, sites: [] };
  return {
    ...ports,
    stores: {
      ...stores,
      config: { ...stores.config, get: async () => unmanned },
      sites: { ...stores.sites, stored: async () => [] },
      ticks: {
        ...stores.ticks,
        finish: (name, at, owner, note) => stores.ticks.finish(name, at, owner, { ...note, isQuiet: false }),
      },
    },
  };
});
