import { presentEpisode, readAcknowledgements, readAlertContext, stateOf } from '#lib/app/history/alert-context.ts';
import { pageOfList } from '#lib/app/history/list-page.ts';
import { readAlert, readAlerts } from '#lib/app/history/read-alerts.ts';
import type { QueryOf } from '#lib/config/api-operations.ts';
import { checkWindow, LIST_WINDOW_DAYS_MAX } from '#lib/config/api-window.ts';
import { type EpisodeRecord, episodeId } from '#lib/domain/alerts/episode-record.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { decodeCursor } from './answer-cursor.ts';
import { answerList, timeKey, tooMany } from './answer-lists.ts';
import { type HistoryApiPorts, newestTick, notFound, ok, refuse } from './answer-parts.ts';
import type { Answer } from './http.ts';

/** Episodes, newest first, each with its messages and what was held back. */
export async function answerAlerts(ports: HistoryApiPorts, query: QueryOf<'alerts'>): Promise<Answer> {
  const { state = null, site = null, rule = null, from = null } = query;
  const now = await nowOf(ports);
  const to = query.to ?? instant(Math.max(now, from ?? 0) + 1);
  const refused = from === null ? null : checkWindow(from, to, LIST_WINDOW_DAYS_MAX);
  if (refused !== null) return refuse(refused);
  const acknowledgements = await readAcknowledgements(ports.stores);
  const stateNow = (record: EpisodeRecord) => stateOf(record, acknowledgements, now);
  const episodes = await readAlerts(ports.stores, { state, site, rule, from, to, stateOf: stateNow });
  if (episodes === null) return refuse(tooMany(toIso(to)));
  const scope = { of: 'alerts', state, site, rule, from, to: query.to ?? null };
  const after = query.cursor === undefined ? null : decodeCursor(scope, query.cursor);
  const shown = episodes.filter((record) => after === null || newestKey(record) > after).slice(0, query.limit);
  const context = await readAlertContext(ports.stores, shown, acknowledgements, now);
  return answerList(scope, query, 'alerts', {}, (place) =>
    pageOfList(episodes, newestKey, (record) => presentEpisode(record, context), place),
  );
}

/** One episode. */
export async function answerAlert(ports: HistoryApiPorts, id: string): Promise<Answer> {
  const record = await readAlert(ports.stores, id);
  if (record === null) return notFound(`No alert "${id.slice(0, 120)}"; GET /v1/alerts lists them.`);
  const [now, acknowledgements] = [await nowOf(ports), await readAcknowledgements(ports.stores)];
  return ok(presentEpisode(record, await readAlertContext(ports.stores, [record], acknowledgements, now)));
}

/** Now, as acknowledgements and mutes end by it: the clock, or the newest tick where time is simulated. */
export async function nowOf(ports: HistoryApiPorts): Promise<Instant> {
  return ports.now() ?? (await newestTick(ports.stores));
}

function newestKey(record: EpisodeRecord): string {
  return `${timeKey(9_999_999_999 - record.openedAt)}#${episodeId(record)}`;
}
