import { memoryStores } from '#lib/adapters/memory/stores.ts';
import type { Acknowledgement } from '#lib/domain/alerts/acknowledgement.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { AlertPublisher, Clock, Heartbeat, Ids, Log, MarketFeeds, Metrics, Stores } from '#lib/ports.ts';

/** Something that really happened, in order: what an invariant is judged on. */
export type Happened =
  | { readonly kind: 'committed'; readonly at: Instant; readonly item: SiteItem; readonly before: Instant | null }
  | { readonly kind: 'accepted'; readonly at: Instant; readonly message: RenderedMessage }
  /** A run of send-alerts has tried every group of tick `at`. */
  | { readonly kind: 'flushed'; readonly at: Instant }
  /** Somebody took an episode on. */
  | {
      readonly kind: 'acknowledged';
      readonly at: Instant;
      readonly record: EpisodeRecord;
      readonly taken: Acknowledgement;
    };

export type World = {
  readonly stores: Stores;
  /** Every effect, in order. */
  readonly happened: Happened[];
  /** The tick that the schedule stands at, and the seconds that have passed since it began. */
  now: { at: Instant; secondsIn: number };
  /** Ids that the topic refused for their content. */
  readonly refused: Set<string>;
  /** Whether it refuses one; never a message in the place of a refused one. */
  readonly refuses: (id: string) => boolean;
  /** Sites with a delivery that was cut short: its rows are merged at a later tick than they were known at. */
  readonly cutShort: Set<string>;
};

export type SimulatedPorts = {
  readonly stores: Stores;
  readonly feeds: MarketFeeds;
  readonly publisher: AlertPublisher;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly heartbeat: Heartbeat;
  readonly linkBase: string;
};

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

export function newWorld(stores: Stores = memoryStores(), refuses: World['refuses'] = () => false): World {
  const now = { at: 0 as Instant, secondsIn: 0 };
  return { stores, happened: [], now, refused: new Set(), refuses, cutShort: new Set() };
}

/** The ports of one function run, with every effect written down under the faults. */
export function portsOf(world: World, feeds: MarketFeeds, owner: string, secondsLater: number): SimulatedPorts {
  return {
    stores: { ...world.stores, sites: recordingSites(world), ticks: recordingTicks(world) },
    feeds,
    publisher: recordingPublisher(world),
    clock: { nowMilliseconds: () => (world.now.at + world.now.secondsIn + secondsLater) * 1000 },
    ids: { owner: () => owner },
    log: SILENT,
    metrics: { count: () => {} },
    heartbeat: { beat: async () => {} },
    linkBase: 'http://127.0.0.1:8787',
  };
}

function recordingSites(world: World): Stores['sites'] {
  const { sites } = world.stores;
  return {
    ...sites,
    putIfNewer: async (item) => {
      const before = (await sites.get(item.site))?.v ?? null;
      const written = await sites.putIfNewer(item);
      if (written) world.happened.push({ kind: 'committed', at: world.now.at, item, before });
      return written;
    },
  };
}

function recordingTicks(world: World): Stores['ticks'] {
  const { ticks } = world.stores;
  return {
    ...ticks,
    finish: async (functionName, at, owner, note) => {
      await ticks.finish(functionName, at, owner, note);
      if (functionName === 'send-alerts') world.happened.push({ kind: 'flushed', at });
    },
  };
}

function recordingPublisher(world: World): AlertPublisher {
  return {
    publish: async (message) => {
      if (world.refuses(message.id)) {
        world.refused.add(message.id);
        throw new NetbackError('publish-rejected', `The topic does not take ${message.id}: InvalidParameter.`);
      }
      world.happened.push({ kind: 'accepted', at: world.now.at, message });
    },
  };
}
