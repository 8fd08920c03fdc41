import { createHash } from 'node:crypto';
import { csvLine } from '#lib/app/history/csv.ts';
import type { HistoryPage } from '#lib/app/history/page.ts';
import type { PresentedPoint } from '#lib/app/history/present.ts';
import { presentAggregate } from '#lib/app/history/present-aggregate.ts';
import { MARGIN_COLUMNS } from '#lib/config/api-columns.ts';
import type { StepName } from '#lib/config/api-window.ts';
import type { Aggregate } from '#lib/domain/history/fold.ts';
import { type Instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';

export type Format = 'json' | 'csv' | 'ndjson';

/** Rows as they are sent: one, or the hours of a whole day at once. */
export type Lines = {
  readonly text: string;
  readonly length: number;
  readonly rows: number;
  /** Stands for the text in an ETag: the same text, the same mark. */
  readonly mark: string;
};

/** The points of a page in their format. */
export function pointLines(page: HistoryPage<PresentedPoint>, format: Format): HistoryPage<Lines> {
  const columns = MARGIN_COLUMNS.tick;
  return {
    ...page,
    rows: page.rows.map((row) => lineOf(format === 'csv' ? csvLine(row, columns) : JSON.stringify(row))),
  };
}

/** The hours, days or months of a page in their format. */
export function aggregateLines(page: HistoryPage<Aggregate>, step: StepName, format: Format): HistoryPage<Lines> {
  if (format !== 'csv') return inDays(page, format === 'json' ? ',' : '\n');
  const columns = MARGIN_COLUMNS[step];
  return { ...page, rows: page.rows.map((row) => lineOf(csvLine(presentAggregate(row), columns))) };
}

function lineOf(text: string): Lines {
  return { text, length: text.length, rows: 1, mark: text };
}

/** The rows of a closed day, by its first hour: the store gives the same objects for the same bytes. */
const closedDays = { ',': new WeakMap<Aggregate, Lines>(), '\n': new WeakMap<Aggregate, Lines>() };
const HOURS = 24;

/** Whole days of hours go as one, made once for as long as the store keeps the day. */
function inDays(page: HistoryPage<Aggregate>, separator: ',' | '\n'): HistoryPage<Lines> {
  const rows: Lines[] = [];
  const ends: Instant[] = [];
  let index = 0;
  for (let first = page.rows[0]; first !== undefined; first = page.rows[index]) {
    const last = wholeDayEnd(page.rows, index, first);
    rows.push(
      last === null ? lineOf(JSON.stringify(presentAggregate(first))) : dayLines(page.rows, index, first, separator),
    );
    ends.push((last ?? first).to);
    index += last === null ? 1 : HOURS;
  }
  return { ...page, rows, ends };
}

/** The last hour of the day that begins here, if all 24 of it are there. */
function wholeDayEnd(rows: readonly Aggregate[], index: number, first: Aggregate): Aggregate | null {
  const last = rows[index + HOURS - 1];
  if (last === undefined || first.from % SECONDS_PER_DAY !== 0) return null;
  return last.to === first.from + SECONDS_PER_DAY && first.to === first.from + SECONDS_PER_HOUR ? last : null;
}

function dayLines(rows: readonly Aggregate[], index: number, first: Aggregate, separator: ',' | '\n'): Lines {
  const known = closedDays[separator].get(first);
  if (known !== undefined) return known;
  const day = rows.slice(index, index + HOURS);
  const text = day.map((hour) => JSON.stringify(presentAggregate(hour))).join(separator);
  const mark = createHash('sha256').update(text).digest('base64url');
  const made: Lines = { text, length: text.length, rows: day.length, mark };
  closedDays[separator].set(first, made);
  return made;
}
