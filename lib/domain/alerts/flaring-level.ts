import { isComplete } from '../gas/period-count.ts';
import type { FlareFigure } from '../gas/report.ts';
import { after, type Instant, SECONDS_PER_HOUR, toIsoDate } from '../instant.ts';

/** Reports looked at, and how many of them must be beyond the limit. */
const WINDOW_REPORTS = 3;
const BREACHES_NEEDED = 2;

/** A gas day starts at local morning or midnight: moved by this it falls into its own month, UTC−9 to UTC+6. */
const MONTH_SHIFT_SECONDS = 6 * SECONDS_PER_HOUR;

export type FlaringLevel = {
  /** The month's mean so far, which is what the whole month comes to if it goes on so, Mcf/day. */
  readonly projectedMcfPerDay: number;
  /** Whether enough of the month so far is known (80 % of its gas days) to say so. */
  readonly isKnown: boolean;
  /** Beyond the limit in 2 of the last 3 reports, each with enough of its month known. */
  readonly isBreach: boolean;
};

/**
 * Total flare against the permit limit, in Mcf/day: at each report the mean of its month to date
 * (of a monthly report the month itself). Blank figures are skipped; where they and absent days are
 * more than 20 % of the month to date, its mean is not known. Null = no report at all.
 * Source: docs/alerts.md, the least completeness of method A8.
 */
export function flaringLevel(
  figures: readonly FlareFigure[],
  cadence: '1h' | '1d' | '1mo',
  limitMcfPerDay: number,
): FlaringLevel | null {
  const known = figures.filter((figure) => figure.mcfPerDay !== null);
  const newest = known.slice(-WINDOW_REPORTS).map((figure) => {
    if (cadence === '1mo') return { mean: figure.mcfPerDay ?? 0, isKnown: true };
    return monthToDate(known, figure);
  });
  const last = newest.at(-1);
  if (last === undefined) return null;
  const breaches = newest.filter(({ mean, isKnown }) => isKnown && mean > limitMcfPerDay).length;
  return {
    projectedMcfPerDay: last.mean,
    isKnown: last.isKnown,
    isBreach: newest.length === WINDOW_REPORTS && breaches >= BREACHES_NEEDED,
  };
}

type MonthToDate = { readonly mean: number; readonly isKnown: boolean };

/** Of the gas days 1 to n of a month n are expected; a gas day that starts on the n-th ends them. */
function monthToDate(figures: readonly FlareFigure[], until: FlareFigure): MonthToDate {
  const date = dateOf(until.periodStart);
  const soFar = figures.filter(
    (figure) => figure.periodStart <= until.periodStart && monthOf(dateOf(figure.periodStart)) === monthOf(date),
  );
  return {
    mean: soFar.reduce((sum, figure) => sum + (figure.mcfPerDay ?? 0), 0) / soFar.length,
    isKnown: isComplete({ expectedPeriods: Number(date.slice(8)), reportedPeriods: soFar.length }),
  };
}

function dateOf(start: Instant): string {
  return toIsoDate(after(start, MONTH_SHIFT_SECONDS));
}

function monthOf(date: string): string {
  return date.slice(0, 7);
}
