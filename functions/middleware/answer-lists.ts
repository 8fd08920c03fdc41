import { type ListPage, pageOfList } from '#lib/app/history/list-page.ts';
import { readFleet } from '#lib/app/history/read-fleet.ts';
import { presentMessage, readMessages } from '#lib/app/history/read-messages.ts';
import { readSites } from '#lib/app/history/read-sites.ts';
import type { QueryOf } from '#lib/config/api-operations.ts';
import { type ParameterProblem, parameterProblem } from '#lib/config/api-problem.ts';
import { checkWindow, LIST_WINDOW_DAYS_MAX, windowOrDefault } from '#lib/config/api-window.ts';
import { toIso } from '#lib/domain/instant.ts';
import { type CursorScope, decodeCursor, encodeCursor } from './answer-cursor.ts';
import { cursorProblem, type HistoryApiPorts, newestTick, okJson, ROWS_BYTES_MAX, refuse } from './answer-parts.ts';
import type { Answer } from './http.ts';

type Paging = { readonly limit: number; readonly cursor?: string | undefined };

/** Company totals and the sites' latest points, worst first. */
export async function answerFleet({ stores, company }: HistoryApiPorts, query: QueryOf<'fleet'>): Promise<Answer> {
  const { sites, ...rest } = await readFleet(stores, company);
  return answerList({ of: 'fleet' }, query, 'sites', rest, (place) => pageOfList(sites, rankKey, (row) => row, place));
}

/** Sites as deployed, by id. */
export async function answerSites({ stores, company }: HistoryApiPorts, query: QueryOf<'sites'>): Promise<Answer> {
  const sites = await readSites(stores, company);
  return answerList({ of: 'sites' }, query, 'sites', {}, (place) =>
    pageOfList(
      sites,
      (row) => row.site,
      (row) => row,
      place,
    ),
  );
}

/** Messages, oldest first. */
export async function answerMessages(ports: HistoryApiPorts, query: QueryOf<'messages'>): Promise<Answer> {
  const { audience = null } = query;
  const window = windowOrDefault(query.from, query.to, await newestTick(ports.stores));
  const refused = checkWindow(window.from, window.to, LIST_WINDOW_DAYS_MAX);
  if (refused !== null) return refuse(refused);
  const messages = await readMessages(ports.stores, { ...window, audience });
  if (messages === null) return refuse(tooMany(toIso(window.to)));
  const scope = { of: 'messages', audience, from: query.from ?? null, to: query.to ?? null };
  return answerList(scope, query, 'messages', {}, (place) =>
    pageOfList(messages, ({ message }) => `${timeKey(message.at)}#${message.id}`, presentMessage, place),
  );
}

type Pager = (place: { limit: number; after: string | null; maxBytes: number }) => ListPage;

/** A page of a list, with what stands beside it. */
export function answerList(scope: CursorScope, paging: Paging, plural: string, rest: object, pageAt: Pager): Answer {
  const after = paging.cursor === undefined ? null : decodeCursor(scope, paging.cursor);
  if (paging.cursor !== undefined && after === null) {
    return refuse(cursorProblem(paging.cursor));
  }
  const head = JSON.stringify({ ...rest, [plural]: [] }).slice(0, -2);
  const page = pageAt({ limit: paging.limit, after, maxBytes: ROWS_BYTES_MAX - head.length });
  const next = page.lastKey === null ? null : encodeCursor(scope, page.lastKey);
  return okJson(`${head}${page.json.join(',')}],"next":${JSON.stringify(next)}}`);
}

/** The refusal of a window that holds more than one answer can look through. */
export function tooMany(to: string): ParameterProblem {
  return parameterProblem('to', to, 'a window with at most 10,000 of them; narrow from and to');
}

const MILLI_USD_OFFSET = 1e15;

/** Text that sorts as the fleet does: lowest advantage first, unknown last, then by id. */
function rankKey(row: { site: string; latest: { advantageUsdPerDay: number | null } | null }): string {
  const advantage = row.latest?.advantageUsdPerDay ?? null;
  const rank = advantage === null ? '~' : String(Math.round(advantage * 1000) + MILLI_USD_OFFSET).padStart(16, '0');
  return `${rank}#${row.site}`;
}

/** A moment as text that sorts as moments do. */
export function timeKey(at: number): string {
  return String(at).padStart(10, '0');
}
