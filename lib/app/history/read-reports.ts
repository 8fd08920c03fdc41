import { type Instant, toIso } from '../../domain/instant.ts';
import type { StoredReportRow, Stores } from '../../ports.ts';

/** A stored row, and whether a higher version of the same stream and period is known. */
export type ListedRow = StoredReportRow & { readonly isNewestVersion: boolean };

/** Every version of the report rows whose period starts in [from, to), by period, stream and version. */
export async function readReports(
  stores: Pick<Stores, 'reports'>,
  site: string,
  from: Instant,
  to: Instant,
): Promise<readonly ListedRow[]> {
  const stored = to <= from ? [] : await stores.reports.rows(site, from, to);
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
