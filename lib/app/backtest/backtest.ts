import type { EpisodeRecord } from '../../domain/alerts/episode-record.ts';
import type { RenderedMessage } from '../../domain/alerts/message.ts';
import type { Point } from '../../domain/history/point.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { Market } from '../../domain/market/market.ts';
import type { Stores } from '../../ports.ts';
import type { Deployment } from '../pull-market.ts';
import { sendAlerts } from '../send-alerts.ts';
import type { Advance } from './advance.ts';
import { newestMarket } from './newest-market.ts';
import { quietPorts } from './quiet-ports.ts';
import { recentEpisodes } from './recent-episodes.ts';
import { recentHistory } from './recent-history.ts';

/** What a back-test tells as it goes. */
export type BacktestListener = {
  /** A point of a site, as it was committed. */
  point(site: string, point: Point): void;
  /** An episode record as it stands after a tick that changed it. */
  episode(record: EpisodeRecord): void;
  /** A message that the live engine would have published. */
  message(message: RenderedMessage): void;
};

export type BacktestInput = {
  /** Stores of this run alone, empty at its start. */
  readonly stores: Stores;
  /** The frozen market of a tick; the same market as the live engine would have frozen. */
  readonly marketAt: (at: Instant) => Market;
  /** Brings all sites to a tick: here, or in parts beside each other (advance.ts). */
  readonly advance: Advance;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly listener: BacktestListener;
  readonly linkBase: string;
};

/**
 * Runs the live engine over recorded history: the same use cases, from the frozen market of a tick
 * to the messages of its flush; only the publisher tells the listener instead of a topic. What the
 * engine does not look back at is forgotten, so that the memory does not grow with the years.
 */
export async function backtest(input: BacktestInput, deployment: Deployment): Promise<void> {
  const { from, to, listener } = input;
  const { company, timeoutSeconds } = deployment;
  const episodes = recentEpisodes();
  const places = new Map(company.sites.map(({ id }, index) => [id, index]));
  const placeOf = (site: string | null): number => (site === null ? -1 : (places.get(site) ?? -1));
  const made: Made = { records: [], points: company.sites.map(() => null) };
  const stores = recording({ ...input.stores, episodes: episodes.store }, made, placeOf);
  let now = from;
  const ports = {
    ...quietPorts(stores, () => now),
    heartbeat: { beat: async () => {} },
    publisher: { publish: async (message: RenderedMessage) => listener.message(message) },
    linkBase: input.linkBase,
  };
  await stores.config.putIfAbsent(deployment.version, company);
  for (let at = from; at < to; at = after(at, company.tickSeconds)) {
    now = at;
    await stores.market.putIfAbsent(input.marketAt(at));
    await input.advance(ports, company, timeoutSeconds, at);
    // Sites are brought to the tick in any order; they are told of in the company's.
    for (const record of made.records.sort((a, b) => placeOf(a.site) - placeOf(b.site))) listener.episode(record);
    for (const [place, site] of company.sites.entries()) {
      const point = made.points[place] ?? null;
      if (point !== null) listener.point(site.id, point);
    }
    made.records.length = 0;
    made.points.fill(null);
    await sendAlerts(ports, deployment, at);
    if (at % SECONDS_PER_DAY === 0) episodes.forget(await stores.groups.all(), at);
  }
}

/** What a tick made: records in order of their writing, points by the place of their site in the company. */
type Made = { readonly records: EpisodeRecord[]; readonly points: (Point | null)[] };

function recording(stores: Stores, made: Made, placeOf: (site: string) => number): Stores {
  const { sites, episodes } = stores;
  return {
    ...stores,
    market: newestMarket(stores.market),
    history: recentHistory(stores.history),
    // Nothing is sealed, so no correction waits for it; and nobody reads what was sent or held back.
    dirty: { ...stores.dirty, put: async () => {} },
    messages: { ...stores.messages, put: async () => {} },
    suppressed: { ...stores.suppressed, putIfAbsent: async () => {} },
    sites: {
      ...sites,
      putIfNewer: async (item) => {
        const point = item.block.points.at(-1);
        const place = placeOf(item.site);
        if (point !== undefined && point.at === item.v && place >= 0) made.points[place] = point;
        return sites.putIfNewer(item);
      },
    },
    episodes: {
      ...episodes,
      put: async (record) => {
        made.records.push(record);
        await episodes.put(record);
      },
    },
  };
}
