import {
  type BalanceOfPeriod,
  type BalanceTerms,
  balanceOfPeriod,
  type NoBalance,
  whyNoBalance,
} from './mass-balance.ts';
import { overlapping, type RateFigure, ratesOf } from './metered.ts';
import { type ReportRow, STREAMS, type Stream } from './report.ts';
import { balanceCadence, LONGEST_SECONDS, periodsStarting } from './reporting-periods.ts';
import type { ReportingPlan, ReportWindow } from './stream-completeness.ts';

/** The mass balance of a window, and over all its periods that are known. */
export type WindowBalance = {
  /** Null = there is something to balance; else `periods` is empty. */
  readonly reason: NoBalance | null;
  readonly periods: readonly BalanceOfPeriod[];
  readonly knownPeriods: number;
  /** Σ unaccounted over the known periods, Mcf; null = none is known. */
  readonly unaccountedMcf: number | null;
  /** Σ unaccounted ÷ Σ produced over the known periods; null also where nothing was produced. */
  readonly unaccountedFraction: number | null;
};

/**
 * The mass balance of every gas day (month on a monthly site) that starts in [from, to) and has ended
 * at `at`, oldest first, from report rows of every version. Days of hourly rows are their sums. Give
 * the rows around the window too (`marginSeconds`).
 */
export function windowBalance(
  rows: readonly ReportRow[],
  { cadence, calendar }: ReportingPlan,
  terms: BalanceTerms,
  { from, to, at }: ReportWindow,
): WindowBalance {
  const reason = whyNoBalance(terms);
  const by = balanceCadence(cadence);
  const byStream = new Map(
    STREAMS.map((stream) => [stream, overlapping(ratesOf(ofStream(rows, stream), LONGEST_SECONDS[by]))]),
  );
  const ended = reason === null ? periodsStarting(by, calendar, from, to).filter(({ end }) => end <= at) : [];
  const periods = ended.map((period) => {
    const figuresOf = (stream: Stream): readonly RateFigure[] => byStream.get(stream)?.(period.start, period.end) ?? [];
    return balanceOfPeriod(period, figuresOf, terms);
  });
  const known = periods.filter(({ unaccountedMcf }) => unaccountedMcf !== null);
  const unaccountedMcf = known.length === 0 ? null : sum(known.map((one) => one.unaccountedMcf));
  const producedMcf = sum(known.map((one) => one.volumesMcf.produced));
  const unaccountedFraction = unaccountedMcf === null || producedMcf === 0 ? null : unaccountedMcf / producedMcf;
  return { reason, periods, knownPeriods: known.length, unaccountedMcf, unaccountedFraction };
}

function ofStream(rows: readonly ReportRow[], stream: Stream): readonly ReportRow[] {
  return rows.filter((row) => row.stream === stream);
}

function sum(volumes: readonly (number | null)[]): number {
  return volumes.reduce<number>((total, volume) => total + (volume ?? 0), 0);
}
