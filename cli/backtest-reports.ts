import { type Instant, instant } from '#lib/domain/instant.ts';
import type { ReportStore, StoredReportRow } from '#lib/ports.ts';
import { rowsDue, type WaitingRows } from './waiting-rows.ts';

/** Report rows in the order in which they became known, handed to the engine tick by tick. */
export type HistoricReports = { readonly store: ReportStore; readonly deliver: (at: Instant) => Promise<void> };

/**
 * A report store that holds only what waits to be merged: a row is known at the tick that follows
 * its `reportedAt`, and is forgotten when the site's item holds it, so that the memory does not grow.
 */
export function historicReports(rows: WaitingRows, storedRows: ReportStore): HistoricReports {
  const dueBy = rowsDue(rows);
  const waiting = new Map<string, StoredReportRow[]>();
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
      for (const row of dueBy(at)) {
        const held = waiting.get(row.site);
        if (held === undefined) waiting.set(row.site, [{ row, knownAt: at }]);
        else held.push({ row, knownAt: at });
      }
    },
  };
}
