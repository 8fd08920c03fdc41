import type { EpisodeRecord } from '../../domain/alerts/episode-record.ts';
import type { RenderedMessage } from '../../domain/alerts/message.ts';
import type { Company } from '../../domain/company.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { Market } from '../../domain/market/market.ts';
import type { Stores } from '../../ports.ts';
import type { Deployment } from '../pull-market.ts';
import type { RecomputePorts } from '../recompute-margins.ts';
import { sendAlerts } from '../send-alerts.ts';
import { newestMarket } from './newest-market.ts';
import type { PointFigures } from './point-row.ts';
import { quietPorts } from './quiet-ports.ts';
import { recentEpisodes } from './recent-episodes.ts';

/** What a back-test tells as it goes. */
export type BacktestListener = {
  /** Of a point of a site, as it was committed. */
  point(site: string, figures: PointFigures): void;
  /** An episode record as it stands after a tick that changed it. */
  episode(record: EpisodeRecord): void;
  /** A message that the live engine would have published. */
  message(message: RenderedMessage): void;
};

/** A way to bring all sites of a company to a tick: here (sites-here.ts), or in parts beside each other (sites-in-parts.ts). */
export type BacktestSites = (
  stores: Stores,
  /** Where a site stands in the company. */
  placeOf: (site: string) => number,
  /** Told of each point that is committed, by the place of its site. */
  count: (place: number, figures: PointFigures) => void,
) => {
  /** The stores, with the sites and their history as this way keeps them. */
  readonly stores: Stores;
  /** Brings the company and all its sites to a tick, in the stores of the ports. */
  readonly advance: (ports: RecomputePorts, company: Company, timeoutSeconds: number, at: Instant) => Promise<void>;
};

export type BacktestInput = {
  /** Stores of this run alone, empty at its start. */
  readonly stores: Stores;
  /** The frozen market of a tick; the same market as the live engine would have frozen. */
  readonly marketAt: (at: Instant) => Market;
  readonly sites: BacktestSites;
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
  const ids = company.sites.map(({ id }) => id);
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = (site: string | null): number => (site === null ? -1 : (places.get(site) ?? -1));
  const made: Made = { records: [], points: company.sites.map(() => null) };
  const { stores, advance } = input.sites(
    recording({ ...input.stores, episodes: episodes.store }, made),
    placeOf,
    (place, point) => {
      made.points[place] = point;
    },
  );
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
    await advance(ports, company, timeoutSeconds, at);
    // Sites are brought to the tick in any order; they are told of in the company's.
    for (const record of made.records.sort((a, b) => placeOf(a.site) - placeOf(b.site))) listener.episode(record);
    for (let place = 0; place < made.points.length; place += 1) {
      const point = made.points[place] ?? null;
      if (point !== null) listener.point(ids[place] as string, point);
    }
    made.records.length = 0;
    made.points.fill(null);
    await sendAlerts(ports, deployment, at);
    if (at % SECONDS_PER_DAY === 0) episodes.forget(await stores.groups.all(), at);
  }
}

/** What a tick made: records in order of their writing, points by the place of their site in the company. */
type Made = { readonly records: EpisodeRecord[]; readonly points: (PointFigures | null)[] };

function recording(stores: Stores, { records }: Made): Stores {
  const { episodes } = stores;
  return {
    ...stores,
    market: newestMarket(stores.market),
    // Nothing is sealed, so no correction waits for it; and nobody reads what was sent or held back.
    dirty: { ...stores.dirty, put: async () => {} },
    messages: { ...stores.messages, put: async () => {} },
    suppressed: { ...stores.suppressed, putIfAbsent: async () => {} },
    episodes: {
      ...episodes,
      put: async (record) => {
        records.push(record);
        await episodes.put(record);
      },
    },
  };
}
