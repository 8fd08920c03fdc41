import type { ReportRow } from '#lib/domain/gas/report.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import type { ReportStore, StoredReportRow } from '#lib/ports.ts';

/** Report rows in the order in which they became known, handed to the engine tick by tick. */
export type HistoricReports = { readonly store: ReportStore; readonly deliver: (at: Instant) => Promise<void> };

/** Rows handed over are forgotten in batches: a shift for each would move all that wait behind it. */
const FORGOTTEN_AT_ONCE = 10_000;

/**
 * A report store that holds only what waits to be merged: a row is known at the tick that follows
 * its `reportedAt`, and is forgotten when the site's item holds it, so that the memory does not grow.
 */
export function historicReports(rows: readonly ReportRow[], storedRows: ReportStore): HistoricReports {
  const queue = [...rows].sort((a, b) => a.reportedAt - b.reportedAt);
  const waiting = new Map<string, StoredReportRow[]>();
  let next = 0;
  const store: ReportStore = {
    ...storedRows,
    rows: async (site) => waiting.get(site) ?? [],
    pointers: async () =>
      [...waiting].map(([site, held]) => ({
        site,
        file: 'history',
        periodFrom: instant(0),
        periodTo: instant(0),
        knownAt: held.at(-1)?.knownAt ?? instant(0),
      })),
    deletePointer: async ({ site }) => void waiting.delete(site),
  };
  return {
    store,
    deliver: async (at) => {
      for (let row = queue[next]; row !== undefined && row.reportedAt <= at; row = queue[next]) {
        waiting.set(row.site, [...(waiting.get(row.site) ?? []), { row, knownAt: at }]);
        next += 1;
      }
      if (next < FORGOTTEN_AT_ONCE) return;
      queue.splice(0, next);
      next = 0;
    },
  };
}
