import type { Instant } from '../instant.ts';

/**
 * Exact integer sums over the points of an hour, a day or a month (UTC). Sums stay sums, so that
 * a month is the fold of its days and a day the fold of its hours, to the last digit.
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
  /** Rate × step summed: scf/day × seconds; ÷ 86,400 gives scf. */
  readonly gasUsedScfPerDaySeconds: number;
  readonly producedScfPerDaySeconds: number;
  readonly soldScfPerDaySeconds: number;
  readonly flaredScfPerDaySeconds: number;
  readonly ventedScfPerDaySeconds: number;
  /** Seconds with advantage < 0. */
  readonly secondsUnprofitable: number;
};

export type DayAggregate = {
  readonly date: Instant;
  readonly version: number;
  readonly hours: readonly Aggregate[];
  readonly day: Aggregate;
};
export type MonthAggregate = {
  readonly month: Instant;
  readonly version: number;
  readonly days: readonly Aggregate[];
  readonly total: Aggregate;
};
