import type { Best, Binding, Point } from '../../domain/history/point.ts';
import type { Instant } from '../../domain/instant.ts';
import { QUALITIES } from '../../domain/market/market.ts';

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
  quality: 15,
  best: 16,
  bestAlternative: 17,
  binding: 18,
} as const satisfies Partial<Record<keyof Point, number>>;

/** Figures of a row; whoever keeps more of a site in one puts it behind them. */
export const POINT_COLUMNS = Object.keys(COLUMN).length;

/** Words that change every few hours stand in the row by their place in these lists. */
const BESTS = ['mine', 'sell', 'flare', 'unknown'] as const satisfies readonly Best[];
const ALTERNATIVES = ['sell', 'flare', null] as const satisfies readonly Point['bestAlternative'][];
const BINDINGS = ['gas', 'power', 'fleet', 'none'] as const satisfies readonly Binding[];

/** What is not in the row; the same from tick to tick for days. */
export type PointWords = Omit<Point, keyof typeof COLUMN | 'at'>;

/** No figure of an item is NaN, so that NaN can stand for null. */
export const UNKNOWN = Number.NaN;

/** Null where the row says unknown. */
export function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/**
 * Writes a point's figures into the row that begins at `start` of the numbers. Written out, as is the way back, since a loop over
 * names takes several times as long and this is done at every tick of every site.
 */
export function writePoint(point: Point, numbers: Float64Array, start: number): void {
  numbers[start + COLUMN.mineMilliUsdPerDay] = point.mineMilliUsdPerDay ?? UNKNOWN;
  numbers[start + COLUMN.sellMilliUsdPerDay] = point.sellMilliUsdPerDay ?? UNKNOWN;
  numbers[start + COLUMN.flareMilliUsdPerDay] = point.flareMilliUsdPerDay ?? UNKNOWN;
  numbers[start + COLUMN.netbackMilliUsdPerMmbtu] = point.netbackMilliUsdPerMmbtu ?? UNKNOWN;
  numbers[start + COLUMN.netbackMilliUsdPerMcf] = point.netbackMilliUsdPerMcf ?? UNKNOWN;
  numbers[start + COLUMN.breakEvenBtcCents] = point.breakEvenBtcCents ?? UNKNOWN;
  numbers[start + COLUMN.gasUsedScfPerDay] = point.gasUsedScfPerDay ?? UNKNOWN;
  numbers[start + COLUMN.producedScfPerDay] = point.producedScfPerDay ?? UNKNOWN;
  numbers[start + COLUMN.soldScfPerDay] = point.soldScfPerDay ?? UNKNOWN;
  numbers[start + COLUMN.flaredScfPerDay] = point.flaredScfPerDay ?? UNKNOWN;
  numbers[start + COLUMN.ventedScfPerDay] = point.ventedScfPerDay ?? UNKNOWN;
  numbers[start + COLUMN.btcUsdCents] = point.btcUsdCents ?? UNKNOWN;
  numbers[start + COLUMN.hashpriceMilliUsdPerPhDay] = point.hashpriceMilliUsdPerPhDay ?? UNKNOWN;
  numbers[start + COLUMN.epoch] = point.epoch ?? UNKNOWN;
  numbers[start + COLUMN.reportVersion] = point.reportVersion ?? UNKNOWN;
  numbers[start + COLUMN.quality] = placeOf(QUALITIES, point.quality);
  numbers[start + COLUMN.best] = placeOf(BESTS, point.best);
  numbers[start + COLUMN.bestAlternative] = placeOf(ALTERNATIVES, point.bestAlternative);
  numbers[start + COLUMN.binding] = placeOf(BINDINGS, point.binding);
}

function placeOf<T>(words: readonly T[], word: T): number {
  const place = words.indexOf(word);
  if (place < 0) throw new Error(`"${word}" has no place in a row`);
  return place;
}

function wordOf<T>(words: readonly T[], place: number | undefined): T {
  return words[place ?? -1] as T;
}

/** What a tally counts of a point. */
export type PointFigures = Pick<
  Point,
  'at' | 'bestAlternative' | 'mineMilliUsdPerDay' | 'sellMilliUsdPerDay' | 'flareMilliUsdPerDay' | 'btcUsdCents'
>;

/** The few figures of a row's point that are counted at every tick. */
export function figuresOfRow(at: Instant, numbers: Float64Array, start: number): PointFigures {
  return {
    at,
    bestAlternative: wordOf(ALTERNATIVES, numbers[start + COLUMN.bestAlternative]),
    mineMilliUsdPerDay: known(numbers[start + COLUMN.mineMilliUsdPerDay]),
    sellMilliUsdPerDay: known(numbers[start + COLUMN.sellMilliUsdPerDay]),
    flareMilliUsdPerDay: known(numbers[start + COLUMN.flareMilliUsdPerDay]),
    btcUsdCents: known(numbers[start + COLUMN.btcUsdCents]),
  };
}

/** The point of a row that `writePoint` wrote. */
export function pointOfRow(words: PointWords, at: Instant, numbers: Float64Array, start: number): Point {
  return {
    at,
    quality: wordOf(QUALITIES, numbers[start + COLUMN.quality]),
    missing: words.missing,
    best: wordOf(BESTS, numbers[start + COLUMN.best]),
    bestAlternative: wordOf(ALTERNATIVES, numbers[start + COLUMN.bestAlternative]),
    binding: wordOf(BINDINGS, numbers[start + COLUMN.binding]),
    openAlerts: words.openAlerts,
    mineMilliUsdPerDay: known(numbers[start + COLUMN.mineMilliUsdPerDay]),
    sellMilliUsdPerDay: known(numbers[start + COLUMN.sellMilliUsdPerDay]),
    flareMilliUsdPerDay: known(numbers[start + COLUMN.flareMilliUsdPerDay]),
    netbackMilliUsdPerMmbtu: known(numbers[start + COLUMN.netbackMilliUsdPerMmbtu]),
    netbackMilliUsdPerMcf: known(numbers[start + COLUMN.netbackMilliUsdPerMcf]),
    breakEvenBtcCents: known(numbers[start + COLUMN.breakEvenBtcCents]),
    gasUsedScfPerDay: known(numbers[start + COLUMN.gasUsedScfPerDay]),
    producedScfPerDay: known(numbers[start + COLUMN.producedScfPerDay]),
    soldScfPerDay: known(numbers[start + COLUMN.soldScfPerDay]),
    flaredScfPerDay: known(numbers[start + COLUMN.flaredScfPerDay]),
    ventedScfPerDay: known(numbers[start + COLUMN.ventedScfPerDay]),
    btcUsdCents: known(numbers[start + COLUMN.btcUsdCents]),
    hashpriceMilliUsdPerPhDay: known(numbers[start + COLUMN.hashpriceMilliUsdPerPhDay]),
    epoch: known(numbers[start + COLUMN.epoch]),
    reportVersion: known(numbers[start + COLUMN.reportVersion]),
    configVersion: words.configVersion,
    methodVersion: words.methodVersion,
  };
}
