import type { Point } from '../../domain/history/point.ts';
import type { Instant } from '../../domain/instant.ts';

/** The figures of a point, by their place in a row. */
const COLUMN = {
  mineMilliUsdPerDay: 0,
  sellMilliUsdPerDay: 1,
  flareMilliUsdPerDay: 2,
  netbackMilliUsdPerMmbtu: 3,
  netbackMilliUsdPerMcf: 4,
  breakEvenBtcCents: 5,
  gasUsedScfPerDay: 6,
  producedScfPerDay: 7,
  soldScfPerDay: 8,
  flaredScfPerDay: 9,
  ventedScfPerDay: 10,
  btcUsdCents: 11,
  hashpriceMilliUsdPerPhDay: 12,
  epoch: 13,
  reportVersion: 14,
} as const satisfies Partial<Record<keyof Point, number>>;

/** Figures of a row; whoever keeps more of a site in one puts it behind them. */
export const POINT_COLUMNS = Object.keys(COLUMN).length;

/** What is not a number in a point; the same from tick to tick for days. */
export type PointWords = Omit<Point, keyof typeof COLUMN | 'at'>;

/** No figure of an item is NaN, so that NaN can stand for null. */
export const UNKNOWN = Number.NaN;

/** Null where the row says unknown. */
export function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/**
 * Writes a point's figures to the start of a row. Written out, as is the way back, since a loop over
 * names takes several times as long and this is done at every tick of every site.
 */
export function writePoint(point: Point, row: Float64Array): void {
  row[COLUMN.mineMilliUsdPerDay] = point.mineMilliUsdPerDay ?? UNKNOWN;
  row[COLUMN.sellMilliUsdPerDay] = point.sellMilliUsdPerDay ?? UNKNOWN;
  row[COLUMN.flareMilliUsdPerDay] = point.flareMilliUsdPerDay ?? UNKNOWN;
  row[COLUMN.netbackMilliUsdPerMmbtu] = point.netbackMilliUsdPerMmbtu ?? UNKNOWN;
  row[COLUMN.netbackMilliUsdPerMcf] = point.netbackMilliUsdPerMcf ?? UNKNOWN;
  row[COLUMN.breakEvenBtcCents] = point.breakEvenBtcCents ?? UNKNOWN;
  row[COLUMN.gasUsedScfPerDay] = point.gasUsedScfPerDay ?? UNKNOWN;
  row[COLUMN.producedScfPerDay] = point.producedScfPerDay ?? UNKNOWN;
  row[COLUMN.soldScfPerDay] = point.soldScfPerDay ?? UNKNOWN;
  row[COLUMN.flaredScfPerDay] = point.flaredScfPerDay ?? UNKNOWN;
  row[COLUMN.ventedScfPerDay] = point.ventedScfPerDay ?? UNKNOWN;
  row[COLUMN.btcUsdCents] = point.btcUsdCents ?? UNKNOWN;
  row[COLUMN.hashpriceMilliUsdPerPhDay] = point.hashpriceMilliUsdPerPhDay ?? UNKNOWN;
  row[COLUMN.epoch] = point.epoch ?? UNKNOWN;
  row[COLUMN.reportVersion] = point.reportVersion ?? UNKNOWN;
}

/** What a tally counts of a point. */
export type PointFigures = Pick<
  Point,
  'at' | 'bestAlternative' | 'mineMilliUsdPerDay' | 'sellMilliUsdPerDay' | 'flareMilliUsdPerDay' | 'btcUsdCents'
>;

/** The few figures of a row's point that are counted at every tick. */
export function figuresOfRow({ bestAlternative }: PointWords, at: Instant, row: Float64Array): PointFigures {
  return {
    at,
    bestAlternative,
    mineMilliUsdPerDay: known(row[COLUMN.mineMilliUsdPerDay]),
    sellMilliUsdPerDay: known(row[COLUMN.sellMilliUsdPerDay]),
    flareMilliUsdPerDay: known(row[COLUMN.flareMilliUsdPerDay]),
    btcUsdCents: known(row[COLUMN.btcUsdCents]),
  };
}

/** The point of a row that `writePoint` wrote. */
export function pointOfRow(words: PointWords, at: Instant, row: Float64Array): Point {
  return {
    at,
    quality: words.quality,
    missing: words.missing,
    best: words.best,
    bestAlternative: words.bestAlternative,
    binding: words.binding,
    openAlerts: words.openAlerts,
    mineMilliUsdPerDay: known(row[COLUMN.mineMilliUsdPerDay]),
    sellMilliUsdPerDay: known(row[COLUMN.sellMilliUsdPerDay]),
    flareMilliUsdPerDay: known(row[COLUMN.flareMilliUsdPerDay]),
    netbackMilliUsdPerMmbtu: known(row[COLUMN.netbackMilliUsdPerMmbtu]),
    netbackMilliUsdPerMcf: known(row[COLUMN.netbackMilliUsdPerMcf]),
    breakEvenBtcCents: known(row[COLUMN.breakEvenBtcCents]),
    gasUsedScfPerDay: known(row[COLUMN.gasUsedScfPerDay]),
    producedScfPerDay: known(row[COLUMN.producedScfPerDay]),
    soldScfPerDay: known(row[COLUMN.soldScfPerDay]),
    flaredScfPerDay: known(row[COLUMN.flaredScfPerDay]),
    ventedScfPerDay: known(row[COLUMN.ventedScfPerDay]),
    btcUsdCents: known(row[COLUMN.btcUsdCents]),
    hashpriceMilliUsdPerPhDay: known(row[COLUMN.hashpriceMilliUsdPerPhDay]),
    epoch: known(row[COLUMN.epoch]),
    reportVersion: known(row[COLUMN.reportVersion]),
    configVersion: words.configVersion,
    methodVersion: words.methodVersion,
  };
}
