import { type GroupTable, groupStore } from '#lib/adapters/dynamodb/group-store.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import type { Acknowledgement } from '#lib/domain/alerts/acknowledgement.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { AlertPublisher, Clock, Heartbeat, Ids, Log, MarketFeeds, Metrics, Stores } from '#lib/ports.ts';
import { groupTable } from './group-table.ts';

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
  /** Where groups are written in segments of two entries, call by call; null = each group is one row. */
  readonly groupTable: GroupTable | null;
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

/** So few that the three sites of a run make segments. */
const SEGMENT_ENTRIES = 2;

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

export type WorldOptions = {
  readonly stores?: Stores;
  readonly refuses?: World['refuses'];
  /** True = groups are split as in the table, where they hold more than two entries. */
  readonly splitsGroups?: boolean;
};

/** Nothing has happened yet. */
export function newWorld({ stores = memoryStores(), refuses, splitsGroups }: WorldOptions = {}): World {
  const table = splitsGroups === true ? groupTable() : null;
  return {
    stores: table === null ? stores : { ...stores, groups: groupStore(table, SEGMENT_ENTRIES) },
    groupTable: table,
    happened: [],
    now: { at: 0 as Instant, secondsIn: 0 },
    refused: new Set(),
    refuses: refuses ?? (() => false),
    cutShort: new Set(),
  };
}

/** The stores of one function run: a process of its own, whose calls of the groups' table pass one by one. */
export function storesOf({ stores, groupTable: table }: World, guard: <T extends object>(ports: T) => T): Stores {
  return table === null ? stores : { ...stores, groups: groupStore(guard({ table }).table, SEGMENT_ENTRIES) };
}

/** The ports of one function run, with every effect written down under the faults. */
export function portsOf(
  world: World,
  stores: Stores,
  feeds: MarketFeeds,
  owner: string,
  secondsLater: number,
): SimulatedPorts {
  return {
    stores: { ...stores, sites: recordingSites(world), ticks: recordingTicks(world) },
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
