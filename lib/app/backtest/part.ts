import type { EpisodeRecord } from '../../domain/alerts/episode-record.ts';
import type { Company } from '../../domain/company.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { recomputeMargins } from '../recompute-margins.ts';
import type { BacktestInput } from './backtest.ts';
import { newestMarket } from './newest-market.ts';
import { partSites } from './part-sites.ts';
import { quietPorts } from './quiet-ports.ts';
import { recentEpisodes } from './recent-episodes.ts';
import { changeOf, isNews, type SiteChange } from './site-news.ts';
import { NUMBERS_PER_SITE, startOfRow } from './site-row.ts';

/** What one tick made of the sites of a part, for whoever flushes; it crosses a thread's border. */
export type PartTick = {
  readonly at: Instant;
  /** A row of figures for each site, in the order of the part's company (site-news.ts). */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly changes: readonly (readonly [site: number, change: SiteChange])[];
  /** Episode records of its sites as they stand after the tick, in order of their writing. */
  readonly records: readonly EpisodeRecord[];
};

export type PartInput = Pick<BacktestInput, 'stores' | 'marketAt' | 'from' | 'to'> & {
  /** Makes the reports that became known by `at` wait in the inbox. */
  readonly deliver: (at: Instant) => Promise<void>;
  /** The company with this part's sites alone. */
  readonly company: Company;
  readonly version: string;
  readonly timeoutSeconds: number;
};

/**
 * The recompute half of a back-test for some of the sites: between two flushes no site depends on
 * another, so that parts run beside each other. Answers tick by tick what the flush needs to know.
 */
export async function* partOfSites(input: PartInput): AsyncGenerator<PartTick> {
  const { company, version, timeoutSeconds, from, to } = input;
  const episodes = recentEpisodes();
  const sites = company.sites.map(({ id }) => id);
  let tick = newTick(from, sites.length);
  const stores: Stores = {
    ...input.stores,
    episodes: {
      ...episodes.store,
      put: async (record) => {
        // Every part judges the company's own rules with its market; the flush does so itself.
        if (record.site !== null) tick.records.push(record);
        await episodes.store.put(record);
      },
    },
    market: newestMarket(input.stores.market),
    history: { ...input.stores.history, putBlock: async () => {} },
    dirty: { ...input.stores.dirty, put: async () => {} },
    sites: partSites(sites, (item, place, before) => {
      const change = changeOf(item, before, tick.numbers, startOfRow(place));
      if (isNews(change)) tick.changes.push([place, change]);
    }),
  };
  await stores.config.putIfAbsent(version, company);
  for (let at = from; at < to; at = after(at, company.tickSeconds)) {
    tick = newTick(at, sites.length);
    await input.deliver(at);
    await stores.market.putIfAbsent(input.marketAt(at));
    await recomputeMargins(
      quietPorts(stores, () => at),
      timeoutSeconds,
      at,
    );
    if (at % SECONDS_PER_DAY === 0) episodes.forget([], at);
    yield tick;
  }
}

function newTick(at: Instant, sites: number) {
  return {
    at,
    numbers: new Float64Array(sites * NUMBERS_PER_SITE),
    changes: [] as (readonly [number, SiteChange])[],
    records: [] as EpisodeRecord[],
  };
}
