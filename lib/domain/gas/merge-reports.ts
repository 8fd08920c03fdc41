import type { Site } from '../company.ts';
import type { Instant } from '../instant.ts';
import { summedGasDays } from './gas-day.ts';
import { mergeRows } from './merge.ts';
import type { GasState, ReportRow } from './report.ts';

/** What a site knows of its gas after more report rows; the days of an hourly site are summed of its hours. See mergeRows. */
export function mergeReports(state: GasState, rows: readonly ReportRow[], at: Instant, site: Site): GasState {
  const { cadence } = site.reports;
  const gasDays = cadence === '1h' ? summedGasDays(rows, site) : [];
  return mergeRows(state, rows, at, cadence, gasDays);
}
