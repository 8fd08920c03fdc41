import type { Company } from '../../domain/company.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Instant } from '../../domain/instant.ts';
import { type RecomputePorts, recomputeMargins } from '../recompute-margins.ts';
import type { PartTick } from './part.ts';
import { itemAfter, rowOf } from './site-news.ts';

/** Brings the company and all its sites to a tick, in the stores of the ports. */
export type Advance = (ports: RecomputePorts, company: Company, timeoutSeconds: number, at: Instant) => Promise<void>;

/** Everything here: reports come in, then every site is recomputed, as the live engine does it. */
export function advanceHere(deliver: (at: Instant) => Promise<void>): Advance {
  return async (ports, _company, timeoutSeconds, at) => {
    await deliver(at);
    await recomputeMargins(ports, timeoutSeconds, at);
  };
}

/** Some sites that are recomputed elsewhere. */
export type Part = {
  /** Ids, in the order in which the part numbers its sites. */
  readonly sites: readonly string[];
  /** The next tick of the part; ticks come one after the other. */
  readonly next: () => Promise<PartTick>;
};

/** The sites elsewhere, in parts; here only the company's own rules, before its sites, as ever. */
export function advanceInParts(parts: readonly Part[]): Advance {
  const items = new Map<string, SiteItem>();
  return async (ports, company, timeoutSeconds, at) => {
    await recomputeMargins(withoutSites(ports, company), timeoutSeconds, at);
    for (const part of parts) {
      const tick = await part.next();
      if (tick.at !== at) throw new Error(`a part is at ${tick.at}, not at ${at}`);
      const changes = new Map(tick.changes);
      for (const record of tick.records) await ports.stores.episodes.put(record);
      for (const [index, site] of part.sites.entries()) {
        const before = items.get(site) ?? null;
        const change = changes.get(index) ?? null;
        const row = rowOf(tick.numbers, index);
        const { item, sealed } = itemAfter(before, site, at, row, change, company.tickSeconds);
        for (const block of sealed) await ports.stores.history.putBlock(site, block);
        items.set(site, item);
        await ports.stores.sites.putIfNewer(item);
      }
    }
  };
}

/** Sees no site, and promises nothing of them: whether all are calm is for the flush to find out. */
function withoutSites(ports: RecomputePorts, company: Company): RecomputePorts {
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
}
