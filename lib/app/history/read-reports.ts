import { type Instant, instant, toIso } from '../../domain/instant.ts';
import type { StoredReportRow, Stores } from '../../ports.ts';

/** A stored row, and whether a higher version of the same stream and period is known. */
export type ListedRow = StoredReportRow & { readonly isNewestVersion: boolean };

/**
 * Every version of the report rows of a window and of those around it that may reach into its periods
 * (a meter's day may begin at another hour than the site's).
 */
export async function readReportsAround(
  stores: Pick<Stores, 'reports'>,
  site: string,
  from: Instant,
  to: Instant,
  margin: number,
): Promise<readonly StoredReportRow[]> {
  return to <= from ? [] : stores.reports.rows(site, instant(Math.max(0, from - margin)), instant(to + margin));
}

/** Of the rows those whose period starts in [from, to), by period, stream and version. */
export function listedRows(rows: readonly StoredReportRow[], from: Instant, to: Instant): readonly ListedRow[] {
  const stored = rows.filter(({ row }) => row.periodStart >= from && row.periodStart < to);
  const newest = new Map<string, number>();
  for (const { row } of stored) newest.set(periodKey(row), Math.max(newest.get(periodKey(row)) ?? 0, row.version));
  return stored
    .map((one) => ({ ...one, isNewestVersion: newest.get(periodKey(one.row)) === one.row.version }))
    .sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1));
}

/** Text that sorts as the list does. */
export function rowKey({ row }: StoredReportRow): string {
  return `${periodKey(row)}#${String(row.version).padStart(12, '0')}`;
}

function periodKey(row: StoredReportRow['row']): string {
  const [start, end] = [row.periodStart, row.periodEnd].map((at) => String(at).padStart(10, '0'));
  return `${start}#${end}#${row.stream}`;
}

/** A report row as an answer shows it. */
export function presentReport({ row, knownAt, isNewestVersion }: ListedRow) {
  return {
    stream: row.stream,
    periodStart: toIso(row.periodStart),
    periodEnd: toIso(row.periodEnd),
    volumeMcf: row.volumeMcf,
    hhvBtuPerScf: row.hhvBtuPerScf,
    evidence: row.evidence,
    cause: row.cause,
    version: row.version,
    isNewestVersion,
    reportedAt: toIso(row.reportedAt),
    knownAt: toIso(knownAt),
    original: row.original,
  };
}
