import type { Point } from './point.ts';

/** What the three uses of the same gas are worth. */
type Uses = Pick<Point, 'bestAlternative' | 'mineMilliUsdPerDay' | 'sellMilliUsdPerDay' | 'flareMilliUsdPerDay'>;

/**
 * What mining earned above the best other use of the same gas, milli-USD/day: mine − the value of
 * `bestAlternative`, on the stored integers. Null where either is unknown.
 */
export function advantageMilliUsdPerDay(point: Uses): number | null {
  const alternative = alternativeMilliUsdPerDay(point);
  const mine = point.mineMilliUsdPerDay;
  return mine === null || alternative === null ? null : mine - alternative;
}

/** The value of the best other use of the same gas, milli-USD/day; null where there is none known. */
export function alternativeMilliUsdPerDay(point: Omit<Uses, 'mineMilliUsdPerDay'>): number | null {
  if (point.bestAlternative === 'sell') return point.sellMilliUsdPerDay;
  return point.bestAlternative === 'flare' ? point.flareMilliUsdPerDay : null;
}
