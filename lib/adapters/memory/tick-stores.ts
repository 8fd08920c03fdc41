import type { Company } from '../../domain/company.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Market } from '../../domain/market/market.ts';
import type {
  CompanyState,
  CompanyStateStore,
  ConfigStore,
  MarketStore,
  SiteStore,
  Stores,
  TickClaim,
  TickStore,
} from '../../ports.ts';
import { sortedRows, timeKey } from './sorted-rows.ts';

/** CFG, MKT, SITE, CO and TICK in memory. */
export function memoryTickStores(): Pick<Stores, 'config' | 'market' | 'sites' | 'company' | 'ticks'> {
  return {
    config: configStore(),
    market: marketStore(),
    sites: siteStore(),
    company: companyStateStore(),
    ticks: tickStore(),
  };
}

function configStore(): ConfigStore {
  const companies = new Map<string, Company>();
  return {
    putIfAbsent: async (version, company) => {
      if (!companies.has(version)) companies.set(version, company);
    },
    get: async (version) => companies.get(version) ?? null,
  };
}

function marketStore(): MarketStore {
  const rows = sortedRows<Market>();
  return {
    putIfAbsent: async (market) => {
      if (rows.get(timeKey(market.at)) !== undefined) return false;
      rows.set(timeKey(market.at), market);
      return true;
    },
    get: async (at) => rows.get(timeKey(at)) ?? null,
    latestBefore: async (before) => rows.lastBefore(timeKey(before)) ?? null,
    range: async (fromExclusive, toInclusive, limit) =>
      rows.between(timeKey(fromExclusive + 1), timeKey(toInclusive + 1)).slice(0, limit),
  };
}

function siteStore(): SiteStore {
  const items = sortedRows<SiteItem>();
  return {
    all: async () => items.all(),
    stored: async () => items.all().map((item) => ({ site: item.site, v: item.v, item: () => item })),
    get: async (site) => items.get(site) ?? null,
    putIfNewer: async (item) => {
      const stored = items.get(item.site);
      if (stored !== undefined && stored.v >= item.v) return false;
      items.set(item.site, item);
      return true;
    },
    remove: async (site) => items.delete(site),
  };
}

function companyStateStore(): CompanyStateStore {
  let stored: CompanyState | null = null;
  return {
    get: async () => stored,
    putIfNewer: async (state) => {
      if (stored !== null && stored.v >= state.v) return false;
      stored = state;
      return true;
    },
  };
}

function tickStore(): TickStore {
  const claims = new Map<string, TickClaim>();
  return {
    get: async (functionName) => claims.get(functionName) ?? null,
    all: async () => new Map(claims),
    claim: async (functionName, at, owner, nowMilliseconds, untilMilliseconds) => {
      const stored = claims.get(functionName);
      const done = stored?.done ?? null;
      if (done !== null && done >= at) return { outcome: 'done', done };
      const isHeld = stored?.running != null && stored.owner !== owner && stored.untilMilliseconds > nowMilliseconds;
      if (isHeld) return { outcome: 'held', done };
      const note = stored?.note === undefined ? {} : { note: stored.note };
      const running = stored?.running ?? null;
      const unfinished = running === null || running >= at ? {} : { unfinished: running };
      claims.set(functionName, { running: at, untilMilliseconds, owner, done, ...note });
      return { outcome: 'claimed', done, ...note, ...unfinished };
    },
    finish: async (functionName, at, owner, note) => {
      const stored = claims.get(functionName);
      if (stored?.running == null || stored.owner !== owner) return;
      const left = note === undefined ? {} : { note };
      claims.set(functionName, { ...stored, running: null, untilMilliseconds: 0, owner, done: at, ...left });
    },
  };
}
