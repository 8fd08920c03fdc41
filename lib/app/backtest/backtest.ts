import type { EpisodeRecord } from '../../domain/alerts/episode-record.ts';
import type { RenderedMessage } from '../../domain/alerts/message.ts';
import type { Point } from '../../domain/history/point.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { Market } from '../../domain/market/market.ts';
import type { Log, Stores } from '../../ports.ts';
import type { Deployment } from '../pull-market.ts';
import { recomputeMargins } from '../recompute-margins.ts';
import { sendAlerts } from '../send-alerts.ts';
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
  /** Makes the reports that became known by `at` wait in the inbox. */
  readonly deliver: (at: Instant) => Promise<void>;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly listener: BacktestListener;
  readonly linkBase: string;
};

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Runs the live engine over recorded history: the same use cases, from the frozen market of a tick
 * to the messages of its flush; only the publisher tells the listener instead of a topic. What the
 * engine does not look back at is forgotten, so that the memory does not grow with the years.
 */
export async function backtest(input: BacktestInput, deployment: Deployment): Promise<void> {
  const { from, to, listener } = input;
  const episodes = recentEpisodes();
  const stores = listening({ ...input.stores, episodes: episodes.store }, listener);
  let now = from;
  const ports = {
    stores,
    clock: { nowMilliseconds: () => now * 1000 },
    ids: { owner: () => 'backtest' },
    log: SILENT,
    metrics: { count: () => {} },
    heartbeat: { beat: async () => {} },
    publisher: { publish: async (message: RenderedMessage) => listener.message(message) },
    linkBase: input.linkBase,
  };
  const { tickSeconds } = deployment.company;
  await stores.config.putIfAbsent(deployment.version, deployment.company);
  for (let at = from; at < to; at = after(at, tickSeconds)) {
    now = at;
    await input.deliver(at);
    await stores.market.putIfAbsent(input.marketAt(at));
    await recomputeMargins(ports, deployment.timeoutSeconds, at);
    await sendAlerts(ports, deployment, at);
    if (at % SECONDS_PER_DAY === 0) episodes.forget(await stores.groups.all(), at);
  }
}

/** Keeps the market of the current tick alone: the engine never looks further back when it misses none. */
function newestMarket(markets: Stores['market']): Stores['market'] {
  let newest: Market | null = null;
  return {
    ...markets,
    putIfAbsent: async (market) => {
      newest = market;
      return true;
    },
    get: async (at) => (newest?.at === at ? newest : null),
    range: async (fromExclusive, toInclusive) =>
      newest !== null && newest.at > fromExclusive && newest.at <= toInclusive ? [newest] : [],
  };
}

function listening(stores: Stores, listener: BacktestListener): Stores {
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
        if (point !== undefined && point.at === item.v) listener.point(item.site, point);
        return sites.putIfNewer(item);
      },
    },
    episodes: {
      ...episodes,
      put: async (record) => {
        listener.episode(record);
        await episodes.put(record);
      },
    },
  };
}
