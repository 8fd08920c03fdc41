import { floorTo, type Instant, SECONDS_PER_DAY, toIsoDate } from '../../instant.ts';
import { keptUntil } from '../../kept-with.ts';
import type { DatedFigure, FlaringRegime, RegimeRow } from './regime.ts';

/** The row that may be charged by, or why none may. */
export type RowInForce =
  | { readonly trusted: true; readonly row: RegimeRow }
  | { readonly trusted: false; readonly reason: string };

/**
 * The law of the day. A row marked `verify`, a gap between rows and a date after the last row are
 * not trusted: whoever asks gets the reason and must not charge an old rate. Enjoined, repealed and
 * proposed rows are trusted to cost nothing: they are not in force.
 *
 * Example: a document whose last row ends on 2025-12-31 says on 2026-03-01
 * "no row of kazakhstan covers 2026-03-01; its last ends on 2026-01-01".
 */
export const rowInForce: (regime: FlaringRegime, at: Instant) => RowInForce = keptUntil((regime, at) => {
  const value = lookedUp(regime, at);
  // The reason of a gap names its day.
  const day = floorTo(at, SECONDS_PER_DAY) + SECONDS_PER_DAY;
  const edges = regime.rows.flatMap(({ from, to }) => [from, to ?? Number.POSITIVE_INFINITY]);
  return { value, until: Math.min(day, ...edges.filter((edge) => edge > at)) };
});

function lookedUp(regime: FlaringRegime, at: Instant): RowInForce {
  const row = regime.rows.find((one) => one.from <= at && (one.to === null || at < one.to));
  if (row === undefined) return { trusted: false, reason: noRow(regime, at) };
  if (row.status !== 'verify') return { trusted: true, row };
  return {
    trusted: false,
    reason: `the row of ${regime.id} from ${toIsoDate(row.from)} is to be verified${row.note === null ? '' : `: ${row.note}`}`,
  };
}

function noRow(regime: FlaringRegime, at: Instant): string {
  const ends = regime.rows.map((row) => row.to).filter((to): to is Instant => to !== null && to <= at);
  const last = ends.length === 0 ? 'it begins later' : `its last ends on ${toIsoDate(Math.max(...ends) as Instant)}`;
  return `no row of ${regime.id} covers ${toIsoDate(at)}; ${last}`;
}

/** The figure that holds on a day: the newest that began; null before the first. */
export function figureAt(figures: readonly DatedFigure[], at: Instant): number | null {
  let newest: DatedFigure | null = null;
  for (const figure of figures) {
    if (figure.from <= at && (newest === null || figure.from >= newest.from)) newest = figure;
  }
  return newest === null ? null : newest.value;
}

/** The index that holds on a day; 1 where there is none. */
export function indexAt(figures: readonly DatedFigure[], at: Instant): number {
  return figureAt(figures, at) ?? 1;
}

/** The largest of all figures that were ever in force, for the upper end of an interval. */
export function largest(figures: readonly DatedFigure[]): number | null {
  return figures.length === 0 ? null : Math.max(...figures.map((figure) => figure.value));
}
