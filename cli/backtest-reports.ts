import type { Site } from '#lib/domain/company.ts';
import { floorTo, type Instant, instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import type { InboxPointer, ReportStore, StoredReportRow } from '#lib/ports.ts';
import { rowsDue, type WaitingRows } from './waiting-rows.ts';

/** Report rows in the order in which they became known, handed to the engine tick by tick. */
export type HistoricReports = { readonly store: ReportStore; readonly deliver: (at: Instant) => Promise<void> };

/** Days of merged hours that are kept; an hour corrected later than that does not make its gas day anew. */
const DAYS_KEPT = 35;

/**
 * A report store that holds only what waits to be merged: a row is known at the tick that follows
 * its `reportedAt`, and is forgotten when the site's item holds it, so that the memory does not grow. Of
 * hourly sites the last five weeks are kept: a gas day is summed of all its hours.
 */
export function historicReports(rows: WaitingRows, sites: readonly Site[], storedRows: ReportStore): HistoricReports {
  const dueBy = rowsDue(rows);
  const waiting = new Map<string, StoredReportRow[]>();
  const merged = new Map(
    sites.filter(({ reports }) => reports.cadence === '1h').map(({ id }) => [id, mergedHours()] as const),
  );
  const store: ReportStore = {
    ...storedRows,
    rows: async (site, from, to) => {
      const held = waiting.get(site) ?? [];
      const hours = merged.get(site);
      return hours === undefined ? held : [...hours.between(from, to), ...held];
    },
    pointers: async () => [...waiting].map(([site, held]) => pointerTo(site, held)),
    deletePointer: async ({ site }) => {
      merged.get(site)?.add(waiting.get(site) ?? []);
      waiting.delete(site);
    },
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

function pointerTo(site: string, held: readonly StoredReportRow[]): InboxPointer {
  const periodFrom = instant(
    held.reduce((least, { row }) => Math.min(least, row.periodStart), Number.POSITIVE_INFINITY),
  );
  const periodTo = instant(held.reduce((most, { row }) => Math.max(most, row.periodEnd), 0));
  return { site, file: 'history', periodFrom, periodTo, knownAt: held.at(-1)?.knownAt ?? instant(0) };
}

/** The newest rows of an hourly site, by the UTC day in which their periods start. */
function mergedHours() {
  const days = new Map<Instant, StoredReportRow[]>();
  return {
    add: (rows: readonly StoredReportRow[]): void => {
      for (const one of rows) {
        const day = floorTo(one.row.periodStart, SECONDS_PER_DAY);
        const kept = days.get(day);
        if (kept === undefined) days.set(day, [one]);
        else kept.push(one);
      }
      if (days.size <= DAYS_KEPT) return;
      const oldest = [...days.keys()].sort((a, b) => a - b).slice(0, days.size - DAYS_KEPT);
      for (const day of oldest) days.delete(day);
    },
    between: (from: Instant, to: Instant): readonly StoredReportRow[] =>
      [...days]
        .filter(([day]) => day + SECONDS_PER_DAY > from && day < to)
        .flatMap(([, rows]) => rows.filter(({ row }) => row.periodStart >= from && row.periodStart < to)),
  };
}
