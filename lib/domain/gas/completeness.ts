import { completenessFraction, type PeriodCount, sumOfPeriods } from './period-count.ts';
import { type ReportRow, STREAMS, type Stream } from './report.ts';
import { periodsStarting } from './reporting-periods.ts';
import {
  type ReportingPlan,
  type ReportWindow,
  type StreamCompleteness,
  streamCompleteness,
} from './stream-completeness.ts';

/** How complete a site's reports of a window are, over every stream that it has ever reported. */
export type SiteCompleteness = PeriodCount & {
  /** Reported ÷ expected over all streams; null = unknown, for the reason. */
  readonly completenessFraction: number | null;
  readonly reason: 'never-reported' | 'nothing-due' | null;
  readonly streams: readonly StreamCompleteness[];
};

/**
 * The completeness of every stream of a site in a window, and of all together:
 * Σ reported ÷ Σ expected. A stream that was never reported is not expected; a site that never
 * reported is unknown, not complete. Rows as for `streamCompleteness`.
 */
export function siteCompleteness(
  rows: readonly ReportRow[],
  everReported: ReadonlySet<Stream>,
  plan: ReportingPlan,
  window: ReportWindow,
): SiteCompleteness {
  const periods = periodsStarting(plan.cadence, plan.calendar, window.from, window.to);
  const streams = STREAMS.filter((stream) => everReported.has(stream)).map((stream) =>
    streamCompleteness(stream, rows, periods, plan, window),
  );
  const count = sumOfPeriods(streams);
  const fraction = completenessFraction(count);
  const reason = streams.length === 0 ? 'never-reported' : fraction === null ? 'nothing-due' : null;
  return { ...count, completenessFraction: fraction, reason, streams };
}
