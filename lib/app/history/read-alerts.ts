import { committedRecord, type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import { type Instant, instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import {
  type CommittedStates,
  committedRecords,
  openStates,
  readCommitted,
  readStateOf,
} from '../committed-episodes.ts';

export type AlertsQuery = {
  readonly state: 'open' | 'acknowledged' | 'resolved' | null;
  readonly site: string | null;
  readonly rule: string | null;
  readonly stateOf: (record: EpisodeRecord) => AlertsQuery['state'];
  /** Episodes opened in [from, to); `from` null = the 30 days before `to`, and whatever is still open. */
  readonly from: Instant | null;
  readonly to: Instant;
};

/** Episodes that one window holds at most; a longer one has to be narrowed. */
export const EPISODES_PER_WINDOW = 10_000;
const DEFAULT_WINDOW_SECONDS = 30 * SECONDS_PER_DAY;

/**
 * Episodes of a window as the committed items bear them out, newest first; null where the window
 * holds too many.
 */
export async function readAlerts(stores: Stores, query: AlertsQuery): Promise<readonly EpisodeRecord[] | null> {
  const from = query.from ?? instant(Math.max(0, query.to - DEFAULT_WINDOW_SECONDS));
  const inRange = await stores.episodes.range(from, query.to, EPISODES_PER_WINDOW + 1);
  if (inRange.length > EPISODES_PER_WINDOW) return null;
  const committed = await readCommitted(stores, 'eventual');
  const open = query.from === null ? await recordsOf(stores, committed) : [];
  const early = open.filter((record) => record.openedAt < query.to);
  const byId = new Map([...inRange, ...early].map((record) => [episodeId(record), record]));
  return committedRecords([...byId.values()], committed)
    .filter((record) => matches(record, query))
    .sort(newestFirst);
}

/** Order of the list: newest opening first, then by id. */
export function newestFirst(a: EpisodeRecord, b: EpisodeRecord): number {
  return b.openedAt - a.openedAt || (episodeId(a) < episodeId(b) ? -1 : 1);
}

/** One episode with its transitions, null when there is none of that id that an item bears out. */
export async function readAlert(stores: Stores, id: string): Promise<EpisodeRecord | null> {
  const record = /^\d{1,10}\./.test(id) ? await stores.episodes.get(id) : null;
  return record === null ? null : committedRecord(record, await readStateOf(stores, record));
}

/** The record of every open episode, of the sites and of the company. */
export async function openRecords(
  stores: Pick<Stores, 'sites' | 'company' | 'episodes'>,
): Promise<readonly EpisodeRecord[]> {
  const committed = await readCommitted(stores, 'eventual');
  return committedRecords(await recordsOf(stores, committed), committed);
}

async function recordsOf(
  stores: Pick<Stores, 'episodes'>,
  committed: CommittedStates,
): Promise<readonly EpisodeRecord[]> {
  const ids = openStates(committed).flatMap(({ site, rule, state: { episode, openedAt } }) =>
    openedAt === null ? [] : [episodeId({ site, rule, episode, openedAt })],
  );
  const records = await Promise.all(ids.map((id) => stores.episodes.get(id)));
  return records.filter((record) => record !== null);
}

function matches(record: EpisodeRecord, query: AlertsQuery): boolean {
  if (query.state !== null && query.stateOf(record) !== query.state) return false;
  if (query.site !== null && record.site !== query.site) return false;
  return query.rule === null || record.rule === query.rule;
}
