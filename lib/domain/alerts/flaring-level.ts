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
  /** Beyond the limit in 2 of the last 3 reports. */
  readonly isBreach: boolean;
};

/**
 * Total flare against the permit limit, in Mcf/day: at each report the mean of its month to date
 * (of a monthly report the month itself). Blank figures are skipped. Null = no report at all.
 */
export function flaringLevel(
  figures: readonly FlareFigure[],
  cadence: '1h' | '1d' | '1mo',
  limitMcfPerDay: number,
): FlaringLevel | null {
  const known = figures.filter((figure) => figure.mcfPerDay !== null);
  const newest = known.slice(-WINDOW_REPORTS).map((figure) => {
    if (cadence === '1mo') return figure.mcfPerDay ?? 0;
    return monthToDate(known, figure);
  });
  const projected = newest.at(-1);
  if (projected === undefined) return null;
  const breaches = newest.filter((value) => value > limitMcfPerDay).length;
  return { projectedMcfPerDay: projected, isBreach: newest.length === WINDOW_REPORTS && breaches >= BREACHES_NEEDED };
}

function monthToDate(figures: readonly FlareFigure[], until: FlareFigure): number {
  const month = monthOf(until.periodStart);
  const soFar = figures.filter(
    (figure) => figure.periodStart <= until.periodStart && monthOf(figure.periodStart) === month,
  );
  return soFar.reduce((sum, figure) => sum + (figure.mcfPerDay ?? 0), 0) / soFar.length;
}

function monthOf(start: Instant): string {
  return toIsoDate(after(start, MONTH_SHIFT_SECONDS)).slice(0, 7);
}
