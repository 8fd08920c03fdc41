import type { Site } from '../company.ts';
import type { Instant } from '../instant.ts';
import { keptUntil } from '../kept-with.ts';
import { gasInForce, nextGasChange } from './in-force.ts';
import { mergeReports } from './merge-reports.ts';
import type { GasInForce, GasState, ReportRow } from './report.ts';

/** What a site knows of its gas at a tick, and what of it is in force then. */
export type GasAt = { readonly state: GasState; readonly gas: GasInForce };

/** The gas of a site at a tick, from its state before and the rows that came since: mergeReports, then gasInForce. */
export function gasAt(before: GasState, newRows: readonly ReportRow[], at: Instant, site: Site): GasAt {
  return newRows.length === 0 ? withoutNews(before, at, site) : workOut(before, newRows, at, site);
}

/** Without news a state drops what has passed when a period begins or ends, and the gas in force changes then too. */
const withoutNews = keptUntil((before: GasState, at: Instant, site: Site) => {
  const value = workOut(before, [], at, site);
  const { staleAfterSeconds, cadence } = site.reports;
  return { value, until: nextGasChange(before, at, staleAfterSeconds, cadence) };
});

function workOut(before: GasState, newRows: readonly ReportRow[], at: Instant, site: Site): GasAt {
  const { staleAfterSeconds, cadence } = site.reports;
  const state = mergeReports(before, newRows, at, site);
  return { state, gas: gasInForce(state, at, staleAfterSeconds, cadence) };
}
