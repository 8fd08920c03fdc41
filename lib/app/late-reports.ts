import type { Site } from '../domain/company.ts';
import { gasDayAt } from '../domain/gas/gas-day.ts';
import type { ReportRow } from '../domain/gas/report.ts';
import { after, type Instant, instant } from '../domain/instant.ts';
import type { DirtyStore, InboxPointer, ReportStore } from '../ports.ts';

/** The rows that the pointers speak of, known at `at`; of an hourly site whole gas days, since days are summed of all their hours. */
export async function rowsOf(
  reports: ReportStore,
  site: Site,
  known: readonly InboxPointer[],
  at: Instant,
): Promise<readonly ReportRow[]> {
  if (known.length === 0) return [];
  const from = instant(Math.min(...known.map((pointer) => pointer.periodFrom)));
  const to = after(instant(Math.max(...known.map((pointer) => pointer.periodTo))), 1);
  const isHourly = site.reports.cadence === '1h';
  const first = isHourly ? gasDayAt(from, site).start : from;
  const stored = await reports.rows(site.id, first, isHourly ? gasDayAt(to, site).end : to);
  return stored.filter((one) => one.knownAt <= at).map((one) => one.row);
}

/**
 * Points before this tick were made without these rows: seal-history makes them again. Before the
 * site's item, so that a crash between the two loses nothing; the same bytes when it is done again.
 */
export async function markDirty(
  dirty: DirtyStore,
  site: string,
  known: readonly InboxPointer[],
  at: Instant,
): Promise<void> {
  const late = known.filter((pointer) => pointer.periodFrom < at);
  if (late.length === 0) return;
  const from = instant(Math.min(...late.map((pointer) => pointer.periodFrom)));
  const periodTo = instant(Math.max(...late.map((pointer) => pointer.periodTo)));
  await dirty.put({ site, from, periodTo, to: at });
}
