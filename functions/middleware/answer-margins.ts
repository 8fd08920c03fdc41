import { csvHeader, csvLine, type ExportRow } from '#lib/app/history/csv.ts';
import { closeAtBytes, type HistoryPage } from '#lib/app/history/page.ts';
import { readAggregates } from '#lib/app/history/read-aggregates.ts';
import { presentGap, readMargins } from '#lib/app/history/read-margins.ts';
import { hasHistory } from '#lib/app/history/sites-known.ts';
import { MARGIN_COLUMNS } from '#lib/config/api-columns.ts';
import type { QueryOf } from '#lib/config/api-operations.ts';
import { checkWindow, WINDOW_DAYS_MAX } from '#lib/config/api-window.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { type CursorScope, decodeCursor, encodeCursor } from './answer-cursor.ts';
import {
  cursorProblem,
  type HistoryApiPorts,
  newestTick,
  okJson,
  ROWS_BYTES_MAX,
  refuse,
  unknownSite,
} from './answer-parts.ts';
import type { Answer } from './http.ts';

type MarginsQuery = QueryOf<'margins'>;

/** History of a site as JSON, CSV or NDJSON, page by page. */
export async function answerMargins(ports: HistoryApiPorts, site: string, query: MarginsQuery): Promise<Answer> {
  if (!(await hasHistory(ports.stores, ports.company, site))) return unknownSite(site);
  const { from, to, step, limit, format, asOf = null } = query;
  const refused = checkWindow(from, to, WINDOW_DAYS_MAX[step], `with step=${step}`);
  if (refused !== null) return refuse(refused);
  const scope: CursorScope = { of: 'margins', site, from, to, step, asOf };
  const start = query.cursor === undefined ? from : placeOf(scope, query.cursor, from, to);
  if (start === null) {
    return refuse(cursorProblem(query.cursor ?? ''));
  }
  const { tickSeconds } = ports.company;
  const wanted = { site, from: start, to, limit, asOf };
  const page: HistoryPage<object> =
    step === 'tick'
      ? await readMargins(ports.stores, tickSeconds, wanted)
      : await readAggregates(ports.stores, tickSeconds, step, wanted);
  const columns = MARGIN_COLUMNS[step];
  const lines = page.rows.map((row) => (format === 'csv' ? csvLine(row as ExportRow, columns) : JSON.stringify(row)));
  const closed = closeAtBytes({ ...page, rows: lines }, ROWS_BYTES_MAX);
  const next = closed.nextFrom === null ? null : encodeCursor(scope, String(closed.nextFrom));
  const isImmutable = asOf !== null && asOf < (await newestTick(ports.stores));
  if (format === 'json') return { ...okJson(jsonPage(site, query, closed, next)), isImmutable };
  const link: Record<string, string> = next === null ? {} : { link: `<${nextUrl(site, query, next)}>; rel="next"` };
  const body = format === 'csv' ? [csvHeader(columns), ...closed.rows] : closed.rows;
  return {
    status: 200,
    text: body.map((line) => line + (format === 'csv' ? '\r\n' : '\n')).join(''),
    contentType: format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8',
    isImmutable,
    headers: { ...link, 'netback-rows': String(closed.rows.length) },
  };
}

function placeOf(scope: CursorScope, cursor: string, from: Instant, to: Instant): Instant | null {
  const place = decodeCursor(scope, cursor);
  if (place === null || !/^\d{1,10}$/.test(place)) return null;
  const at = instant(Number(place));
  return at > from && at < to ? at : null;
}

function jsonPage(site: string, query: MarginsQuery, page: HistoryPage<string>, next: string | null): string {
  const { from, to, step, asOf = null } = query;
  const window = { from: toIso(from), to: toIso(to), asOf: asOf === null ? null : toIso(asOf) };
  const head = JSON.stringify({ site, step, timezone: 'UTC', ...window });
  const tail = JSON.stringify({ gaps: page.gaps.map(presentGap), next });
  return `${head.slice(0, -1)},"points":[${page.rows.join(',')}],${tail.slice(1)}`;
}

/** The next page's address, as a path: whoever asked knows the host. */
function nextUrl(site: string, query: MarginsQuery, next: string): string {
  const { from, to, step, format, limit, asOf } = query;
  const known: Record<string, string> = asOf === undefined ? {} : { asOf: toIso(asOf) };
  const parameters = { from: toIso(from), to: toIso(to), step, format, limit: String(limit), ...known, cursor: next };
  return `/v1/sites/${encodeURIComponent(site)}/margins?${new URLSearchParams(parameters)}`;
}
