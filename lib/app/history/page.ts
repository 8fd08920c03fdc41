import type { Instant } from '../../domain/instant.ts';
import type { Gap } from './gaps.ts';

/** A part of a window: rows, the moment each row reaches to, and the gaps among them. */
export type HistoryPage<Row> = {
  readonly rows: readonly Row[];
  /** Exclusive end of each row. */
  readonly ends: readonly Instant[];
  readonly gaps: readonly Gap[];
  /** Where the next page begins; null = this page closes the window. */
  readonly nextFrom: Instant | null;
};

/** A row, or some at once, as they will be sent; all of it ASCII. */
export type Sized = { readonly length: number };

/** Bytes that one gap takes in an answer, at most. */
export const GAP_BYTES = 96;

/**
 * Closes a page where its rows would grow beyond `maxBytes`, gaps counted in; at least one row
 * stays, so that every page takes the window further. Rows are given as they will be sent.
 */
export function closeAtBytes<Row extends Sized>(page: HistoryPage<Row>, maxBytes: number): HistoryPage<Row> {
  let bytes = 0;
  let gapsBefore = 0;
  for (const [index, row] of page.rows.entries()) {
    const end = page.ends[index] as Instant;
    while ((page.gaps[gapsBefore]?.from ?? Number.POSITIVE_INFINITY) < end) gapsBefore += 1;
    bytes += row.length + 1;
    if (index > 0 && bytes + gapsBefore * GAP_BYTES > maxBytes) return cutAt(page, index);
  }
  return page;
}

function cutAt<Row>(page: HistoryPage<Row>, count: number): HistoryPage<Row> {
  const nextFrom = page.ends[count - 1] as Instant;
  const gaps = page.gaps.filter((gap) => gap.from < nextFrom).map((gap) => ({ ...gap, to: earlier(gap.to, nextFrom) }));
  return { rows: page.rows.slice(0, count), ends: page.ends.slice(0, count), gaps, nextFrom };
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
