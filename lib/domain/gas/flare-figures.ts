import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../instant.ts';
import { ratePerDay } from './rate.ts';
import type { Cadence, FlareFigure, InForceRow } from './report.ts';
import { LONGEST_SECONDS } from './reporting-periods.ts';

const DAYS_KEPT = 61;
const MONTHS_KEPT = 13;

/** A gas day is 24 hours, and 23 when the clock goes forward. */
const SHORTEST_DAY = 23 * SECONDS_PER_HOUR;
const SHORTEST_MONTH = 28 * SECONDS_PER_DAY - SECONDS_PER_HOUR;

/** The last 61 daily figures of total flare after more rows, oldest first; only periods of a day count. */
export function dailyFigures(before: readonly FlareFigure[], flared: readonly InForceRow[]): readonly FlareFigure[] {
  return newestFigures(before, flared, SHORTEST_DAY, LONGEST_SECONDS['1d'], DAYS_KEPT);
}

/** The last 13 monthly figures after more rows, oldest first; only periods of a month count. */
export function monthlyFigures(before: readonly FlareFigure[], flared: readonly InForceRow[]): readonly FlareFigure[] {
  return newestFigures(before, flared, SHORTEST_MONTH, LONGEST_SECONDS['1mo'], MONTHS_KEPT);
}

/** The last `kept` figures of the site's balance period: months on a monthly site, else gas days. */
export function balanceFigures(
  before: readonly FlareFigure[],
  rows: readonly InForceRow[],
  cadence: Cadence,
  kept: number,
): readonly FlareFigure[] {
  if (cadence === '1mo') return newestFigures(before, rows, SHORTEST_MONTH, LONGEST_SECONDS['1mo'], kept);
  return newestFigures(before, rows, SHORTEST_DAY, LONGEST_SECONDS['1d'], kept);
}

function newestFigures(
  before: readonly FlareFigure[],
  flared: readonly InForceRow[],
  shortest: number,
  longest: number,
  kept: number,
): readonly FlareFigure[] {
  const fitting = flared.filter((row) => {
    const seconds = row.periodEnd - row.periodStart;
    return seconds >= shortest && seconds <= longest;
  });
  if (fitting.length === 0) return before;
  const figures = [...before];
  for (const row of fitting) {
    const figure = figureOf(row);
    // Oldest first, and what comes is nearly always the newest.
    let behind = figures.length;
    while (behind > 0 && (figures[behind - 1]?.periodStart ?? 0) > figure.periodStart) behind -= 1;
    const stored = figures[behind - 1];
    if (stored?.periodStart !== figure.periodStart) figures.splice(behind, 0, figure);
    else if (isNewerFigure(figure, stored)) figures[behind - 1] = figure;
  }
  return figures.slice(-kept);
}

/** Figures are kept to a thousandth of an Mcf/day (one scf/day), as points are: a site's item has to stay small. */
function figureOf(row: InForceRow): FlareFigure {
  const { periodStart, periodEnd, version } = row;
  const rate = ratePerDay(row);
  return { periodStart, periodEnd, mcfPerDay: rate === null ? null : Math.round(rate * 1000) / 1000, version };
}

/** By version; of equal ones the unknown, then the larger, so that the order of arrival never decides. */
function isNewerFigure(a: FlareFigure, b: FlareFigure): boolean {
  if (a.version !== b.version) return a.version > b.version;
  if (a.periodEnd !== b.periodEnd) return a.periodEnd > b.periodEnd;
  const rank = (figure: FlareFigure): number => figure.mcfPerDay ?? Number.POSITIVE_INFINITY;
  return rank(a) > rank(b);
}
