import { isComplete } from '../gas/period-count.ts';
import type { FlareFigure } from '../gas/report.ts';
import { monthStart, nextMonthStart } from '../history/stretch.ts';
import { after, type Instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../instant.ts';
import { keptWith } from '../kept-with.ts';
import { spreadMcfPerDay } from './flaring-spread.ts';

/** Reports looked at, and how many of them must be beyond the limit. */
const WINDOW_REPORTS = 3;
const BREACHES_NEEDED = 2;

/** A gas day starts at local morning or midnight: moved by this it falls into its own month, UTC−9 to UTC+6. */
const MONTH_SHIFT_SECONDS = 6 * SECONDS_PER_HOUR;

export type FlaringLevel = {
  /** What the whole month comes to, at P80, Mcf/day. */
  readonly projectedMcfPerDay: number;
  /** Whether enough of the month so far is known (80 % of its gas days) to say so. */
  readonly isKnown: boolean;
  /** Beyond the limit in 2 of the last 3 reports, each with enough of its month known. */
  readonly isBreach: boolean;
};

/**
 * Total flare against the permit limit, in Mcf/day: at each report the month as it is heading for, of a
 * monthly report the month itself. The days left are taken at the mean of the month to date and, since
 * the permit is to hold at P80, by as much above it as the site's flaring swings (flaring-spread.ts).
 * Blank figures are skipped; where they and absent days are more than 20 % of the month to date, it is
 * not known. Null = no report at all. Source: docs/alerts.md, method A8.
 */
export function flaringLevel(
  figures: readonly FlareFigure[],
  cadence: '1h' | '1d' | '1mo',
  limitMcfPerDay: number,
): FlaringLevel | null {
  const newest: readonly Projection[] = cadence === '1mo' ? months(figures) : monthsOfDays(figures);
  const last = newest.at(-1);
  if (last === undefined) return null;
  const breaches = newest.filter(({ projected, isKnown }) => isKnown && projected > limitMcfPerDay).length;
  return {
    projectedMcfPerDay: last.projected,
    isKnown: last.isKnown,
    isBreach: newest.length === WINDOW_REPORTS && breaches >= BREACHES_NEEDED,
  };
}

type Projection = { readonly projected: number; readonly isKnown: boolean };

/** Of the newest three reports, oldest first; kept with the figures, which change once a day. */
const monthsOfDays = keptWith((figures: readonly FlareFigure[]) => {
  const known = figures.filter((figure) => figure.mcfPerDay !== null);
  const volumes = known.map(volumeOf);
  const newest = Math.max(0, known.length - WINDOW_REPORTS);
  return known.slice(newest).map((_, index) => projectedMonth(known, volumes, newest + index));
});
const months = keptWith((figures: readonly FlareFigure[]) => {
  const known = figures.filter((figure) => figure.mcfPerDay !== null);
  return known.slice(-WINDOW_REPORTS).map((figure): Projection => ({ projected: volumeOf(figure), isKnown: true }));
});

/**
 * The month of the figure at `until`, by it and the ones before it. Figures are oldest first, `volumes` are theirs.
 * Of the gas days 1 to n of a month n are expected; a gas day that starts on the n-th ends them. Example:
 * 12 of 30 days at 90 on the mean, spread 20: (12 × 90 + 18 × 110) ÷ 30 = 102.
 */
function projectedMonth(figures: readonly FlareFigure[], volumes: readonly number[], until: number): Projection {
  const at = monthMoment(figures[until] as FlareFigure);
  const first = monthStart(at);
  const days = (nextMonthStart(at) - first) / SECONDS_PER_DAY;
  const day = Math.floor((at - first) / SECONDS_PER_DAY) + 1;
  let from = until;
  while (from > 0 && monthMoment(figures[from - 1] as FlareFigure) >= first) from -= 1;
  const soFar = volumes.slice(from, until + 1);
  const spread = spreadMcfPerDay(volumes.slice(0, until + 1), days - day);
  return {
    projected: soFar.reduce((sum, volume) => sum + volume, 0) / soFar.length + (spread * (days - day)) / days,
    isKnown: isComplete({ expectedPeriods: day, reportedPeriods: soFar.length }),
  };
}

/** A moment that lies in the month that the gas day belongs to. */
function monthMoment({ periodStart }: FlareFigure): Instant {
  return after(periodStart, MONTH_SHIFT_SECONDS);
}

function volumeOf({ mcfPerDay }: FlareFigure): number {
  return mcfPerDay ?? 0;
}
