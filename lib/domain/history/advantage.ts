import type { Point } from './point.ts';

/**
 * What mining earned above the best other use of the same gas, milli-USD/day: mine − the value of
 * `bestAlternative`, on the stored integers. Null where either is unknown.
 */
export function advantageMilliUsdPerDay(point: Point): number | null {
  const alternative = alternativeMilliUsdPerDay(point);
  const mine = point.mineMilliUsdPerDay;
  return mine === null || alternative === null ? null : mine - alternative;
}

/** The value of the best other use of the same gas, milli-USD/day; null where there is none known. */
export function alternativeMilliUsdPerDay(point: Point): number | null {
  if (point.bestAlternative === 'sell') return point.sellMilliUsdPerDay;
  return point.bestAlternative === 'flare' ? point.flareMilliUsdPerDay : null;
}
