import type { ReportRow } from '../domain/gas/report.ts';
import { after, type Instant, instant, SECONDS_PER_MINUTE } from '../domain/instant.ts';
import type { InboxPointer, StoredReportRow, Stores } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';

/** Normalised rows of one delivered file, and when they became known. */
export type Delivery = {
  readonly site: string;
  /** Names the delivery; the same name again replaces the pointer, never the rows. */
  readonly file: string;
  readonly rows: readonly ReportRow[];
  readonly knownAt: Instant;
  /** False = rows of a format without versions: one that differs from the stored row becomes its next version. */
  readonly hasVersions?: boolean;
};

/** What became of each row: stored, already there with the same bytes, or refused for other bytes. */
export type Received = {
  readonly accepted: readonly ReportRow[];
  readonly unchanged: readonly ReportRow[];
  /** Same site, period, stream and version as a stored row, with other figures: a new version was due. */
  readonly conflicts: readonly ReportRow[];
};

/** A tick leaves a delivery under way alone for so long: more than any function lives. */
const UNDER_WAY_SECONDS = 15 * SECONDS_PER_MINUTE;

/**
 * Stores delivered report rows, then leaves a pointer by which the next tick merges them: every way
 * in ends here. Only rows that are new are written, so that a file sent again and again costs one
 * query and marks nothing as changed. A crash loses nothing: before the first row a pointer over all
 * new ones is left that ticks take up 15 minutes later; the last write makes it due at once. Run again
 * for the same `knownAt` after a crash, it makes due what the first run had stored.
 * Rows of another site are a fault of the caller.
 */
export async function receiveRows(stores: Pick<Stores, 'reports'>, delivery: Delivery): Promise<Received> {
  const { site, file, knownAt } = delivery;
  const received = { accepted: [] as ReportRow[], unchanged: [] as ReportRow[], conflicts: [] as ReportRow[] };
  if (delivery.rows.length === 0) return received;
  const stored = await storedRows(stores, site, delivery.rows);
  const rows = delivery.hasVersions === false ? counted(stored, delivery.rows) : delivery.rows;
  const cutShort: ReportRow[] = [];
  const fresh = rows.filter((row) => {
    const before = stored.get(periodKey(row))?.find((one) => one.row.version === row.version);
    if (before === undefined) return true;
    const isSame = contentOf(before.row) === contentOf(row);
    received[isSame ? 'unchanged' : 'conflicts'].push(row);
    if (isSame && before.knownAt === knownAt) cutShort.push(row);
    return false;
  });
  const pointed = [...fresh, ...cutShort];
  if (pointed.length === 0) return received;
  if (fresh.length > 0)
    await stores.reports.putPointer(pointerTo(site, file, pointed, after(knownAt, UNDER_WAY_SECONDS)));
  await forEachBounded(fresh, CALLS_AT_ONCE, async (row) => {
    const outcome = await stores.reports.putRowIfAbsent(row, knownAt);
    received[outcome === 'conflict' ? 'conflicts' : outcome].push(row);
  });
  await stores.reports.putPointer(pointerTo(site, file, pointed, knownAt));
  return received;
}

function pointerTo(site: string, file: string, rows: readonly ReportRow[], knownAt: Instant): InboxPointer {
  const periodFrom = instant(rows.reduce((least, row) => Math.min(least, row.periodStart), Number.POSITIVE_INFINITY));
  const periodTo = instant(rows.reduce((most, row) => Math.max(most, row.periodEnd), 0));
  return { site, file, periodFrom, periodTo, knownAt };
}

/** Rows of the delivery's periods that are stored already, by period and stream. */
async function storedRows(
  stores: Pick<Stores, 'reports'>,
  site: string,
  rows: readonly ReportRow[],
): Promise<ReadonlyMap<string, readonly StoredReportRow[]>> {
  const starts = rows.map((row): number => row.periodStart);
  const from = instant(starts.reduce((a, b) => Math.min(a, b)));
  const to = instant(starts.reduce((a, b) => Math.max(a, b)) + 1);
  const stored = await stores.reports.rows(site, from, to);
  return Map.groupBy(stored, ({ row }) => periodKey(row));
}

/**
 * The rows with the versions they come in: the stored one's where nothing changed, else the next. A
 * restated file of a format without versions is then an amendment, and the same file again no change.
 */
function counted(
  stored: ReadonlyMap<string, readonly StoredReportRow[]>,
  rows: readonly ReportRow[],
): readonly ReportRow[] {
  return rows.map((row) => {
    const versions = (stored.get(periodKey(row)) ?? []).map((one) => one.row);
    const newest = versions.reduce<ReportRow | null>((a, b) => (a !== null && a.version > b.version ? a : b), null);
    if (newest === null) return row;
    return { ...row, version: contentOf(newest) === contentOf(row) ? newest.version : newest.version + 1 };
  });
}

function periodKey(row: ReportRow): string {
  return `${row.periodStart}#${row.periodEnd}#${row.stream}`;
}

function contentOf(row: ReportRow): string {
  return JSON.stringify([row.volumeMcf, row.hhvBtuPerScf, row.evidence, row.cause, row.original]);
}
