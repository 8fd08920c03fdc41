import {
  type Acknowledgement,
  type AcknowledgeRequest,
  acknowledge as acknowledgementOf,
} from '../domain/alerts/acknowledgement.ts';
import { isOpen } from '../domain/alerts/alert-state.ts';
import type { EpisodeRecord } from '../domain/alerts/episode-record.ts';
import type { Instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';
import { readStateOf } from './committed-episodes.ts';

export type AcknowledgeStores = Pick<Stores, 'episodes' | 'sites' | 'company' | 'acknowledgements'>;

/** `over` = the episode has ended, or the rule has gone on to another one. */
export type AcknowledgeOutcome = 'acknowledged' | 'not-found' | 'over' | 'too-early';

/**
 * Somebody takes the episode on: no reminders until it expires (8 h where `until` is not given), the
 * episode ends, or it becomes louder (unless sticky). A second one replaces the first.
 */
export async function acknowledge(
  stores: AcknowledgeStores,
  id: string,
  request: Omit<AcknowledgeRequest, 'episode'>,
  at: Instant,
): Promise<AcknowledgeOutcome> {
  const record = await recordOf(stores, id);
  if (record === null) return 'not-found';
  const state = await readStateOf(stores, record);
  if (state === null || state.openedAt !== record.openedAt) return 'over';
  if (request.until !== null && request.until <= at) return 'too-early';
  const acknowledgement = acknowledgementOf(record, state, { ...request, episode: record.episode }, at);
  if (acknowledgement === null) return 'over';
  await stores.acknowledgements.put(acknowledgement);
  return 'acknowledged';
}

/** Takes an acknowledgement back; reminders go on. One of another episode is left alone. */
export async function unacknowledge(
  stores: AcknowledgeStores,
  id: string,
): Promise<'unacknowledged' | 'not-found' | 'over'> {
  const record = await recordOf(stores, id);
  if (record === null) return 'not-found';
  const state = await readStateOf(stores, record);
  if (state === null || state.openedAt !== record.openedAt || !isOpen(state)) return 'over';
  const isOfEpisode = (one: Acknowledgement) =>
    one.site === record.site && one.rule === record.rule && one.episode === record.episode;
  const all = await stores.acknowledgements.all();
  if (all.some(isOfEpisode)) await stores.acknowledgements.remove(record.site, record.rule);
  return 'unacknowledged';
}

async function recordOf(stores: AcknowledgeStores, id: string): Promise<EpisodeRecord | null> {
  return /^\d{1,10}\./.test(id) ? stores.episodes.get(id) : null;
}
