import { mergeRows } from '../gas/merge.ts';
import { type Cadence, EMPTY_GAS_STATE, type GasState, type ReportRow } from '../gas/report.ts';
import type { Instant } from '../instant.ts';

/**
 * What the reports said at a moment of the past, as they are known now: only rows of periods that
 * had begun by then, so that a stream which was first reported later was never reported then. Ask
 * from `start` on.
 */
export function reportsBegun(rows: readonly ReportRow[], cadence: Cadence, start: Instant): (at: Instant) => GasState {
  const before = rows.filter((row) => row.periodStart <= start);
  const during = rows.filter((row) => row.periodStart > start);
  const atStart = mergeRows(EMPTY_GAS_STATE, before, start, cadence);
  return (at) => {
    const begun = during.filter((row) => row.periodStart <= at);
    return begun.length === 0 ? atStart : mergeRows(atStart, begun, at, cadence);
  };
}
