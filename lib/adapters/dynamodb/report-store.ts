import type { ReportRow } from '../../domain/gas/report.ts';
import type { InboxPointer, PulledFile, ReportStore, StoredReportRow } from '../../ports.ts';
import {
  inboxKey,
  lastKeyBefore,
  PARTITIONS,
  pulledFileKey,
  rawExpiry,
  reportPartition,
  reportSort,
  timeKey,
} from './keys.ts';
import { IF_ABSENT, type Row, type Table } from './table.ts';

/** R#site: report rows, never overwritten, and the file pulled last; INBOX: pointers to rows not yet merged. */
export function reportStore(table: Table, rawRetentionDays: number): ReportStore {
  return {
    putRowIfAbsent: async (row, knownAt) => {
      const key = { pk: reportPartition(row.site), sk: reportSort(row) };
      const stored: StoredReportRow = { row, knownAt };
      const expiry = rawExpiry(Math.max(row.periodEnd, knownAt), rawRetentionDays);
      if (await table.put({ ...key, j: JSON.stringify(stored), ...expiry }, IF_ABSENT)) return 'accepted';
      const before = await table.get(key, true);
      return before !== null && isSameReport(storedOf(before), row) ? 'unchanged' : 'conflict';
    },
    rows: async (site, from, to) => {
      if (to <= from) return [];
      const sorts = { from: timeKey(from), to: lastKeyBefore(to) };
      return (await table.query({ pk: reportPartition(site), ...sorts, isStrong: true })).map(storedOf);
    },
    putPointer: async (pointer) => {
      await table.put({ ...inboxKey(pointer), j: JSON.stringify(pointer) });
    },
    pointers: async () => {
      const rows = await table.query({ pk: PARTITIONS.inbox, isStrong: true });
      return rows.map((row) => JSON.parse(String(row.j)) as InboxPointer);
    },
    deletePointer: (pointer) => table.remove(inboxKey(pointer)),
    pulledFile: async (site) => {
      const item = await table.get(pulledFileKey(site), false);
      return item === null ? null : (JSON.parse(String(item.j)) as PulledFile);
    },
    keepPulledFile: async (site, file) => {
      const expiry = rawExpiry(file.storedAt, rawRetentionDays);
      await table.put({ ...pulledFileKey(site), j: JSON.stringify(file), ...expiry });
    },
  };
}

function storedOf(row: Row): StoredReportRow {
  return JSON.parse(String(row.j)) as StoredReportRow;
}

/** The same content again, whenever and by whichever file it is reported. */
function isSameReport(stored: StoredReportRow, row: ReportRow): boolean {
  const content = (one: ReportRow) => [one.volumeMcf, one.hhvBtuPerScf, one.evidence, one.cause, one.original];
  return JSON.stringify(content(stored.row)) === JSON.stringify(content(row));
}
