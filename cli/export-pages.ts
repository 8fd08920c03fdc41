import { setTimeout as wait } from 'node:timers/promises';
import { NetbackError } from '#lib/domain/errors.ts';
import { floorTo, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import { type ApiClient, ApiProblem, type ApiText } from '../web/api-client.js';
import type { ExportQuery } from './export.ts';
import type { ExportPlace, ExportTarget } from './export-target.ts';

export type Exported = {
  readonly rows: number;
  readonly pages: number;
  /** What the count was checked against. */
  readonly countedBy: string;
  /** Null where every check held. */
  readonly fault: string | null;
};

/** Longest window that the API takes at once, days, by step. */
const WINDOW_DAYS: Readonly<Record<ExportQuery['step'], number>> = { tick: 7, '1h': 400, '1d': 3653, '1mo': 3653 };
const ROWS_PER_PAGE = 10_000;
const ATTEMPTS = 4;

/**
 * Writes every row of the window to the target, page after page, a window longer than the API takes
 * in parts. Each page must hold as many rows as its header says, and rows must go forward in time.
 */
export async function exportPages(
  client: ApiClient,
  query: ExportQuery,
  target: ExportTarget,
  onPage: (position: number, rows: number) => void,
): Promise<Exported> {
  const before = await countTicks(client, query);
  let place: ExportPlace = target.begun ?? { windowFrom: query.from, cursor: null, rows: 0, pages: 0, lastRow: null };
  while (place.windowFrom < query.to || place.pages === 0) {
    const windowTo = Math.min(query.to, place.windowFrom + WINDOW_DAYS[query.step] * SECONDS_PER_DAY);
    const page = await askPage(client, query, place, windowTo);
    const lines = rowsOf(page, query.format);
    const fault = pageFault(page, lines, place);
    if (fault !== null) return { ...place, countedBy: 'page', fault };
    const last = lines.at(-1);
    const next: ExportPlace = {
      windowFrom: page.next === null ? windowTo : place.windowFrom,
      cursor: page.next,
      rows: place.rows + lines.length,
      pages: place.pages + 1,
      lastRow: last === undefined ? place.lastRow : timeOf(last),
    };
    target.write(place.pages === 0 ? page.text : withoutHeader(page.text, query.format), next);
    place = next;
    onPage(place.lastRow === null ? windowTo : Date.parse(place.lastRow) / 1000, place.rows);
  }
  onPage(query.to, place.rows);
  const after = await countTicks(client, query);
  const isCounted = before !== null && after !== null;
  const isRight = !isCounted || (place.rows >= before && place.rows <= after);
  const { rows, pages } = place;
  return {
    rows,
    pages,
    countedBy: isCounted ? `${after} ticks by the hour sums` : 'rows of each page, order of rows',
    fault: isRight ? null : `the hours of this window count ${after} ticks, but ${rows} rows came; export it again`,
  };
}

/** How many ticks the window holds, by another way: the sums of its hours. Null where it does not begin and end on the hour. */
async function countTicks(client: ApiClient, query: ExportQuery): Promise<number | null> {
  const isWhole = query.from % SECONDS_PER_HOUR === 0 && query.to % SECONDS_PER_HOUR === 0;
  if (query.step !== 'tick' || !isWhole) return null;
  let ticks = 0;
  for (let from: Instant = query.from; from < query.to; ) {
    const to = instant(Math.min(query.to, floorTo(from, SECONDS_PER_HOUR) + 400 * SECONDS_PER_DAY));
    const { site, asOf } = query;
    const given = { site, from, to, step: '1h' as const, limit: ROWS_PER_PAGE, ...(asOf === null ? {} : { asOf }) };
    const page = await patiently(() => client.margins(given));
    if (!('points' in page)) throw new NetbackError('bug', 'hours are asked for as JSON');
    for (const point of page.points) if ('ticks' in point) ticks += point.ticks;
    from = to;
  }
  return ticks;
}

async function askPage(client: ApiClient, query: ExportQuery, place: ExportPlace, windowTo: number): Promise<ApiText> {
  const { site, step, format, asOf } = query;
  const page = await patiently(() =>
    client.margins({
      site,
      from: place.windowFrom,
      to: windowTo,
      step,
      format,
      limit: ROWS_PER_PAGE,
      ...(place.cursor === null ? {} : { cursor: place.cursor }),
      ...(asOf === null ? {} : { asOf }),
    }),
  );
  if ('text' in page) return page;
  throw new NetbackError('bug', `${format} was asked for and JSON came`);
}

/** Asks again when the API is down or says to wait, some times; what it refuses, it will always refuse. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = !(error instanceof ApiProblem) || error.status === 429 || error.status >= 500;
      if (!isPassing || attempt >= ATTEMPTS) throw failed(error);
      const seconds = error instanceof ApiProblem ? (error.retryAfterSeconds ?? 2 ** attempt / 4) : 2 ** attempt / 4;
      await wait(Math.min(30, seconds) * 1000);
    }
  }
}

function failed(error: unknown): NetbackError {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof ApiProblem && error.status < 500)
    return new NetbackError('input-invalid', `The API refused: ${reason}`);
  return new NetbackError('feed-failed', `The API did not answer: ${reason}. Run the same command again to go on.`, {
    cause: error,
  });
}

function rowsOf(page: ApiText, format: ExportQuery['format']): readonly string[] {
  const lines = page.text.split('\n').filter((line) => line.trim() !== '');
  return format === 'csv' ? lines.slice(1) : lines;
}

function withoutHeader(text: string, format: ExportQuery['format']): string {
  return format === 'csv' ? text.slice(text.indexOf('\n') + 1) : text;
}

function pageFault(page: ApiText, lines: readonly string[], place: ExportPlace): string | null {
  if (page.rows !== null && page.rows !== lines.length) {
    return `a page of ${page.rows} rows came with ${lines.length}; run the same command again`;
  }
  let last = place.lastRow;
  for (const line of lines) {
    const time = timeOf(line);
    if (last !== null && time <= last) return `the row of ${time} came after that of ${last}`;
    last = time;
  }
  return null;
}

/** The time that a row begins with: its first cell, or its first field. */
function timeOf(line: string): string {
  const found = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/.exec(line);
  if (found === null) throw new NetbackError('input-invalid', `A row without a time came: ${line.slice(0, 80)}`);
  return found[0];
}
