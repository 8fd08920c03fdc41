import { type Acknowledgement, type AcknowledgeRequest, acknowledge } from '../domain/alerts/acknowledgement.ts';
import type { AlertState } from '../domain/alerts/alert-state.ts';
import type { EpisodeRecord } from '../domain/alerts/episode-record.ts';
import type { Instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';

export type AcknowledgeStores = Pick<Stores, 'episodes' | 'sites' | 'company' | 'acknowledgements'>;

/** `over` = the episode has ended, or the rule has gone on to another one. */
export type AcknowledgeOutcome =
  | { readonly outcome: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly outcome: 'not-found' | 'over' | 'until-past' };

/**
 * Somebody takes the episode on: no reminders until it expires (8 h where `until` is not given), the
 * episode ends, or it becomes louder (unless sticky). A second one replaces the first.
 */
export async function acknowledgeEpisode(
  stores: AcknowledgeStores,
  id: string,
  request: Omit<AcknowledgeRequest, 'episode'>,
  at: Instant,
): Promise<AcknowledgeOutcome> {
  const record = await stores.episodes.get(id);
  if (record === null) return { outcome: 'not-found' };
  const state = await stateOf(stores, record);
  if (state === null || state.openedAt !== record.openedAt) return { outcome: 'over' };
  if (request.until !== null && request.until <= at) return { outcome: 'until-past' };
  const acknowledgement = acknowledge(record, state, { ...request, episode: record.episode }, at);
  if (acknowledgement === null) return { outcome: 'over' };
  await stores.acknowledgements.put(acknowledgement);
  return { outcome: 'acknowledged', acknowledgement };
}

/** Takes an acknowledgement back; reminders go on. An acknowledgement of another episode is left alone. */
export async function withdrawAcknowledgement(
  stores: AcknowledgeStores,
  id: string,
): Promise<'withdrawn' | 'not-found' | 'not-acknowledged'> {
  const record = await stores.episodes.get(id);
  if (record === null) return 'not-found';
  const all = await stores.acknowledgements.all();
  const isOfEpisode = (one: Acknowledgement) =>
    one.site === record.site && one.rule === record.rule && one.episode === record.episode;
  if (!all.some(isOfEpisode)) return 'not-acknowledged';
  await stores.acknowledgements.remove(record.site, record.rule);
  return 'withdrawn';
}

/** The state of the episode's rule as it is committed now; null where the site has none. */
async function stateOf(stores: AcknowledgeStores, record: EpisodeRecord): Promise<AlertState | null> {
  if (record.site === null) return (await stores.company.get())?.priceFeedStale ?? null;
  const item = await stores.sites.get(record.site);
  const alerts: Readonly<Record<string, AlertState>> = item?.alerts ?? {};
  return alerts[record.rule] ?? null;
}
