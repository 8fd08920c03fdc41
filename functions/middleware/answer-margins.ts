import { csvHeader } from '#lib/app/history/csv.ts';
import { closeAtBytes, type HistoryPage } from '#lib/app/history/page.ts';
import { readAggregates } from '#lib/app/history/read-aggregates.ts';
import { presentGap, type MarginsQuery as ReadWanted, readMargins } from '#lib/app/history/read-margins.ts';
import { hasHistory } from '#lib/app/history/sites-known.ts';
import { tickSecondsAsOf } from '#lib/app/history/tick-length.ts';
import { MARGIN_COLUMNS } from '#lib/config/api-columns.ts';
import type { QueryOf } from '#lib/config/api-operations.ts';
import { checkWindow, WINDOW_DAYS_MAX } from '#lib/config/api-window.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { type CursorScope, decodeCursor, encodeCursor } from './answer-cursor.ts';
import { keptTexts } from './answer-kept.ts';
import { aggregateLines, type Format, type Lines, pointLines } from './answer-lines.ts';
import {
  cursorProblem,
  type HistoryApiPorts,
  newestTick,
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
  const wanted = { site, from: start, to, limit, asOf };
  const closed = closeAtBytes(await readLines(ports, wanted, step, format), ROWS_BYTES_MAX);
  const next = closed.nextFrom === null ? null : encodeCursor(scope, String(closed.nextFrom));
  const isImmutable = asOf !== null && asOf < (await newestTick(ports.stores));
  if (format === 'json') return { ...jsonPage(site, query, closed, next), isImmutable };
  const link: Record<string, string> = next === null ? {} : { link: `<${nextUrl(site, query, next)}>; rel="next"` };
  const count = closed.rows.reduce((sum, { rows }) => sum + rows, 0);
  const lines = closed.rows.map(({ text }) => text);
  const body = format === 'csv' ? [csvHeader(MARGIN_COLUMNS[step]), ...lines] : lines;
  return {
    status: 200,
    text: body.map((line) => line + (format === 'csv' ? '\r\n' : '\n')).join(''),
    contentType: format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8',
    isImmutable,
    headers: { ...link, 'netback-rows': String(count) },
  };
}

/** The page with its rows as the format has them. */
async function readLines(
  { stores, company }: HistoryApiPorts,
  wanted: ReadWanted,
  step: MarginsQuery['step'],
  format: Format,
): Promise<HistoryPage<Lines>> {
  const tickSeconds = await tickSecondsAsOf(stores, wanted.asOf, company.tickSeconds);
  if (step === 'tick') return pointLines(await readMargins(stores, tickSeconds, wanted), format);
  return aggregateLines(await readAggregates(stores, tickSeconds, step, wanted), step, format);
}

function placeOf(scope: CursorScope, cursor: string, from: Instant, to: Instant): Instant | null {
  const place = decodeCursor(scope, cursor);
  if (place === null || !/^\d{1,10}$/.test(place)) return null;
  const at = instant(Number(place));
  return at > from && at < to ? at : null;
}

function jsonPage(site: string, query: MarginsQuery, page: HistoryPage<Lines>, next: string | null): Answer {
  const { from, to, step, asOf = null } = query;
  const window = { from: toIso(from), to: toIso(to), asOf: asOf === null ? null : toIso(asOf) };
  const head = JSON.stringify({ site, step, timezone: 'UTC', ...window });
  const tail = JSON.stringify({ gaps: page.gaps.map(presentGap), next });
  const etagOf = [head, tail, ...page.rows.map(({ mark }) => mark)].join('|');
  const text = (): string => {
    const rows = page.rows.map((lines) => lines.text).join(',');
    return `${head.slice(0, -1)},"points":[${rows}],${tail.slice(1)}`;
  };
  return { status: 200, lazily: { etagOf, text: () => lastPages(etagOf, text) } };
}

/** Pages sent last: a chart that many look at is put together once. */
const lastPages = keptTexts(2);

/** The next page's address, as a path: whoever asked knows the host. */
function nextUrl(site: string, query: MarginsQuery, next: string): string {
  const { from, to, step, format, limit, asOf } = query;
  const known: Record<string, string> = asOf === undefined ? {} : { asOf: toIso(asOf) };
  const parameters = { from: toIso(from), to: toIso(to), step, format, limit: String(limit), ...known, cursor: next };
  return `/v1/sites/${encodeURIComponent(site)}/margins?${new URLSearchParams(parameters)}`;
}
