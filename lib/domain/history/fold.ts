import type { Instant } from '../instant.ts';
import { advantageMilliUsdPerDay } from './advantage.ts';
import type { Point } from './point.ts';

/**
 * Exact integer sums over the points of an hour, a day or a month (UTC). Sums stay sums, so that
 * a month is the fold of its days and a day the fold of its hours, to the last digit. What a point
 * does not know is in no sum and in no count: a mean is sum ÷ its own count, and a count of 0 means
 * unknown, never 0.
 */
export type Aggregate = {
  readonly from: Instant;
  readonly to: Instant;
  /** Points there are, and points there should be. */
  readonly ticks: number;
  readonly expectedTicks: number;
  /** Points with a known advantage, mine, sell, flare, price. */
  readonly advantageTicks: number;
  readonly advantageMilliUsdPerDaySum: number;
  readonly advantageMilliUsdPerDayMin: number | null;
  readonly advantageMilliUsdPerDayMax: number | null;
  readonly mineTicks: number;
  readonly mineMilliUsdPerDaySum: number;
  readonly sellTicks: number;
  readonly sellMilliUsdPerDaySum: number;
  readonly flareTicks: number;
  readonly flareMilliUsdPerDaySum: number;
  readonly btcTicks: number;
  readonly btcUsdCentsSum: number;
  /** Rate × step summed: scf/day × seconds; ÷ 86,400 gives scf. Each with the points that know it. */
  readonly gasUsedTicks: number;
  readonly gasUsedScfPerDaySeconds: number;
  readonly producedTicks: number;
  readonly producedScfPerDaySeconds: number;
  readonly soldTicks: number;
  readonly soldScfPerDaySeconds: number;
  readonly flaredTicks: number;
  readonly flaredScfPerDaySeconds: number;
  readonly ventedTicks: number;
  readonly ventedScfPerDaySeconds: number;
  /** Seconds with advantage < 0. */
  readonly secondsUnprofitable: number;
};

/** How a day or month differs from the fold of the ticks as they came. */
export type Restated = 'points' | 'volumes-only';

export type DayAggregate = {
  readonly date: Instant;
  /** 1 as first sealed; one more with every correction. */
  readonly version: number;
  /** Null = as sealed; `points` = re-folded from corrected points; `volumes-only` = points were gone. */
  readonly restated: Restated | null;
  /** All 24 hours of the UTC day. */
  readonly hours: readonly Aggregate[];
  readonly day: Aggregate;
};
export type MonthAggregate = {
  readonly month: Instant;
  readonly version: number;
  readonly restated: Restated | null;
  /** All days of the UTC month. */
  readonly days: readonly Aggregate[];
  readonly total: Aggregate;
};

/** The counts and sums that add up when parts are joined. */
export const SUMMED = [
  'ticks',
  'expectedTicks',
  'advantageTicks',
  'advantageMilliUsdPerDaySum',
  'mineTicks',
  'mineMilliUsdPerDaySum',
  'sellTicks',
  'sellMilliUsdPerDaySum',
  'flareTicks',
  'flareMilliUsdPerDaySum',
  'btcTicks',
  'btcUsdCentsSum',
  'gasUsedTicks',
  'gasUsedScfPerDaySeconds',
  'producedTicks',
  'producedScfPerDaySeconds',
  'soldTicks',
  'soldScfPerDaySeconds',
  'flaredTicks',
  'flaredScfPerDaySeconds',
  'ventedTicks',
  'ventedScfPerDaySeconds',
  'secondsUnprofitable',
] as const satisfies readonly (keyof Aggregate)[];

type Sums = Record<(typeof SUMMED)[number], number>;

/**
 * The aggregate of the points of one site in [from, to), which are all one tick length apart.
 * Points outside the window are left out. Without points it is all zero counts: a gap, not a zero.
 */
export function foldPoints(points: readonly Point[], from: Instant, to: Instant, stepSeconds: number): Aggregate {
  const inside = points.filter((point) => point.at >= from && point.at < to);
  const sums = zeroSums();
  sums.expectedTicks = Math.ceil(to / stepSeconds) - Math.ceil(from / stepSeconds);
  const advantages: number[] = [];
  for (const point of inside) {
    sums.ticks += 1;
    const advantage = advantageMilliUsdPerDay(point);
    if (advantage !== null) advantages.push(advantage);
    if (advantage !== null && advantage < 0) sums.secondsUnprofitable += stepSeconds;
    add(sums, 'advantageTicks', 'advantageMilliUsdPerDaySum', advantage, 1);
    add(sums, 'mineTicks', 'mineMilliUsdPerDaySum', point.mineMilliUsdPerDay, 1);
    add(sums, 'sellTicks', 'sellMilliUsdPerDaySum', point.sellMilliUsdPerDay, 1);
    add(sums, 'flareTicks', 'flareMilliUsdPerDaySum', point.flareMilliUsdPerDay, 1);
    add(sums, 'btcTicks', 'btcUsdCentsSum', point.btcUsdCents, 1);
    add(sums, 'gasUsedTicks', 'gasUsedScfPerDaySeconds', point.gasUsedScfPerDay, stepSeconds);
    add(sums, 'producedTicks', 'producedScfPerDaySeconds', point.producedScfPerDay, stepSeconds);
    add(sums, 'soldTicks', 'soldScfPerDaySeconds', point.soldScfPerDay, stepSeconds);
    add(sums, 'flaredTicks', 'flaredScfPerDaySeconds', point.flaredScfPerDay, stepSeconds);
    add(sums, 'ventedTicks', 'ventedScfPerDaySeconds', point.ventedScfPerDay, stepSeconds);
  }
  return { from, to, ...sums, ...extremes(advantages, advantages) };
}

/** The aggregate of parts that do not overlap, as one stretch [from, to): exact, in any order, in any grouping. */
export function foldAggregates(parts: readonly Aggregate[], from: Instant, to: Instant): Aggregate {
  const sums = zeroSums();
  for (const part of parts) {
    for (const field of SUMMED) sums[field] += part[field];
  }
  const known = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);
  const minima = known(parts.map((part) => part.advantageMilliUsdPerDayMin));
  const maxima = known(parts.map((part) => part.advantageMilliUsdPerDayMax));
  return { from, to, ...sums, ...extremes(minima, maxima) };
}

function zeroSums(): Sums {
  return Object.fromEntries(SUMMED.map((field) => [field, 0])) as Sums;
}

function add(sums: Sums, count: keyof Sums, sum: keyof Sums, value: number | null, times: number): void {
  if (value === null) return;
  sums[count] += 1;
  sums[sum] += value * times;
}

function extremes(minima: readonly number[], maxima: readonly number[]) {
  return {
    advantageMilliUsdPerDayMin: minima.length === 0 ? null : Math.min(...minima),
    advantageMilliUsdPerDayMax: maxima.length === 0 ? null : Math.max(...maxima),
  };
}
