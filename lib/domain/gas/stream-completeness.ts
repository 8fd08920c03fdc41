import type { Instant } from '../instant.ts';
import type { GasDayCalendar, Period } from './gas-day.ts';
import { meteredWithin, overlapping, ratesOf } from './metered.ts';
import { completenessFraction, type PeriodCount } from './period-count.ts';
import type { Cadence, Evidence, ReportRow, Stream } from './report.ts';
import { LONGEST_SECONDS } from './reporting-periods.ts';
import { newestVersions } from './version.ts';

/** How a site reports: how often, over which days, and after how long a report is missed. */
export type ReportingPlan = {
  readonly cadence: Cadence;
  readonly calendar: GasDayCalendar;
  readonly staleAfterSeconds: number;
};

/** A window of report periods, those that start in [from, to), judged by what is known at `at`. */
export type ReportWindow = { readonly from: Instant; readonly to: Instant; readonly at: Instant };

/** A stretch that should have been reported and was not, or was with a blank or reversed volume. */
export type ReportGap = {
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: 'no-report' | 'unknown-volume';
};

/** How complete one stream is, and what its rows say of themselves. */
export type StreamCompleteness = PeriodCount & {
  readonly stream: Stream;
  /** Reported ÷ expected, 0 to 1; null = nothing was due yet. */
  readonly completenessFraction: number | null;
  /** Periods begun that are not reported and not yet missed. */
  readonly awaitedPeriods: number;
  /** Oldest first; neighbours with the same reason are one. */
  readonly gaps: readonly ReportGap[];
  /** Newest versions by evidence class; null = not stated. */
  readonly evidence: readonly { readonly evidence: Evidence | null; readonly rows: number }[];
  /** Newest versions of flared and vented by cause, and the known volume of each; null = not stated. */
  readonly causes: readonly { readonly cause: string | null; readonly rows: number; readonly volumeMcf: number }[];
};

/**
 * How many of `periods`, those of the plan's cadence in the window, a stream was reported for. A
 * period is reported where rows of it, or of finer periods that cover all of it, have a volume; a
 * coarser row says nothing of its parts. A period without one is missing from `staleAfter` after its
 * end on, and awaited until then, so that yesterday's report is not missed this morning.
 *
 * Give the rows of every version, those around the window too (`marginSeconds`): a meter's day may
 * begin at another hour than the site's.
 */
export function streamCompleteness(
  stream: Stream,
  rows: readonly ReportRow[],
  periods: readonly Period[],
  { cadence, staleAfterSeconds }: ReportingPlan,
  { from, to, at }: ReportWindow,
): StreamCompleteness {
  const ofStream = rows.filter((row) => row.stream === stream);
  const figures = overlapping(ratesOf(ofStream, LONGEST_SECONDS[cadence]));
  const gaps: ReportGap[] = [];
  let [reportedPeriods, missedPeriods, awaitedPeriods] = [0, 0, 0];
  for (const { start, end } of periods) {
    if (start > at) break;
    const { volumeMcf, unsaidSeconds } = meteredWithin(figures(start, end), start, end);
    if (volumeMcf !== null) reportedPeriods += 1;
    else if (end + staleAfterSeconds > at) awaitedPeriods += 1;
    else {
      missedPeriods += 1;
      addGap(gaps, { start, end }, unsaidSeconds > 0 ? 'no-report' : 'unknown-volume');
    }
  }
  const count = { expectedPeriods: reportedPeriods + missedPeriods, reportedPeriods };
  const shown = newestVersions(ofStream).filter((row) => row.periodStart >= from && row.periodStart < to);
  return {
    stream,
    ...count,
    completenessFraction: completenessFraction(count),
    awaitedPeriods,
    gaps,
    evidence: evidenceOf(shown),
    causes: stream === 'flared' || stream === 'vented' ? causesOf(shown) : [],
  };
}

function addGap(gaps: ReportGap[], { start, end }: Period, reason: ReportGap['reason']): void {
  const last = gaps.at(-1);
  const isNext = last?.to === start && last.reason === reason;
  if (isNext) gaps[gaps.length - 1] = { ...last, to: end };
  else gaps.push({ from: start, to: end, reason });
}

function evidenceOf(rows: readonly ReportRow[]): StreamCompleteness['evidence'] {
  const byClass = Map.groupBy(rows, ({ evidence }) => evidence);
  const counts = [...byClass].map(([evidence, of]) => ({ evidence, rows: of.length }));
  return counts.sort((a, b) => b.rows - a.rows || byName(a.evidence, b.evidence));
}

function causesOf(rows: readonly ReportRow[]): StreamCompleteness['causes'] {
  const byCause = Map.groupBy(rows, ({ cause }) => cause);
  const volume = (of: readonly ReportRow[]): number =>
    of.reduce((sum, row) => sum + Math.max(0, row.volumeMcf ?? 0), 0);
  const counts = [...byCause].map(([cause, of]) => ({ cause, rows: of.length, volumeMcf: volume(of) }));
  return counts.sort((a, b) => b.rows - a.rows || byName(a.cause, b.cause));
}

function byName(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
