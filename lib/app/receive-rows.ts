import type { ReportRow } from '../domain/gas/report.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';
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

/**
 * Stores delivered report rows, then leaves a pointer by which the next tick merges them: every way
 * in ends here. Rows before the pointer: a crash between the two loses nothing, since the sender
 * tries again and the pointer then covers rows that were already there. The same file twice changes
 * nothing. Rows of another site are a fault of the caller.
 */
export async function receiveRows(stores: Pick<Stores, 'reports'>, delivery: Delivery): Promise<Received> {
  const { site, file, knownAt } = delivery;
  const rows = delivery.hasVersions === false ? await counted(stores, site, delivery.rows) : delivery.rows;
  const received = { accepted: [] as ReportRow[], unchanged: [] as ReportRow[], conflicts: [] as ReportRow[] };
  await forEachBounded(rows, CALLS_AT_ONCE, async (row) => {
    const outcome = await stores.reports.putRowIfAbsent(row, knownAt);
    received[outcome === 'conflict' ? 'conflicts' : outcome].push(row);
  });
  const stored = [...received.accepted, ...received.unchanged];
  if (stored.length > 0) {
    const periodFrom = instant(
      stored.reduce((least, row) => Math.min(least, row.periodStart), Number.POSITIVE_INFINITY),
    );
    const periodTo = instant(stored.reduce((most, row) => Math.max(most, row.periodEnd), 0));
    await stores.reports.putPointer({ site, file, periodFrom, periodTo, knownAt });
  }
  return received;
}

/**
 * The rows with the versions they come in: the stored one's where nothing changed, else the next. A
 * restated file of a format without versions is then an amendment, and the same file again no change.
 */
async function counted(
  stores: Pick<Stores, 'reports'>,
  site: string,
  rows: readonly ReportRow[],
): Promise<readonly ReportRow[]> {
  const [first] = rows;
  if (first === undefined) return rows;
  const starts = rows.map((row): number => row.periodStart);
  const from = instant(starts.reduce((a, b) => Math.min(a, b)));
  const to = instant(starts.reduce((a, b) => Math.max(a, b)) + 1);
  const newest = new Map<string, ReportRow>();
  for (const { row } of await stores.reports.rows(site, from, to)) {
    const kept = newest.get(periodKey(row));
    if (kept === undefined || row.version > kept.version) newest.set(periodKey(row), row);
  }
  return rows.map((row) => {
    const stored = newest.get(periodKey(row));
    if (stored === undefined) return row;
    return { ...row, version: contentOf(stored) === contentOf(row) ? stored.version : stored.version + 1 };
  });
}

function periodKey(row: ReportRow): string {
  return `${row.periodStart}#${row.periodEnd}#${row.stream}`;
}

function contentOf(row: ReportRow): string {
  return JSON.stringify([row.volumeMcf, row.hhvBtuPerScf, row.evidence, row.cause, row.original]);
}
