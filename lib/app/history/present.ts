import { advantageMilliUsdPerDay } from '../../domain/history/advantage.ts';
import type { Point } from '../../domain/history/point.ts';
import { toIso } from '../../domain/instant.ts';

/** Point as the API shows it (interfaces.md section 5): money in USD, volumes in Mcf, times in Z. */
export function presentPoint(point: Point, difficulty: number | null) {
  return {
    at: toIso(point.at),
    quality: point.quality,
    missing: [...point.missing],
    best: point.best,
    bestAlternative: point.bestAlternative,
    mineUsdPerDay: per(point.mineMilliUsdPerDay, 1000),
    sellUsdPerDay: per(point.sellMilliUsdPerDay, 1000),
    flareUsdPerDay: per(point.flareMilliUsdPerDay, 1000),
    advantageUsdPerDay: per(advantageMilliUsdPerDay(point), 1000),
    netbackUsdPerMmbtu: per(point.netbackMilliUsdPerMmbtu, 1000),
    netbackUsdPerMcf: per(point.netbackMilliUsdPerMcf, 1000),
    breakEvenBtcUsd: per(point.breakEvenBtcCents, 100),
    hashpriceUsdPerPhDay: per(point.hashpriceMilliUsdPerPhDay, 1000),
    btcUsd: per(point.btcUsdCents, 100),
    difficulty,
    binding: point.binding,
    gasUsedMcfPerDay: per(point.gasUsedScfPerDay, 1000),
    producedMcfPerDay: per(point.producedScfPerDay, 1000),
    soldMcfPerDay: per(point.soldScfPerDay, 1000),
    flaredMcfPerDay: per(point.flaredScfPerDay, 1000),
    ventedMcfPerDay: per(point.ventedScfPerDay, 1000),
    flaringRatio: flaringRatio(point),
    reportVersion: point.reportVersion,
    configVersion: point.configVersion,
    methodVersion: point.methodVersion,
  };
}

export type PresentedPoint = ReturnType<typeof presentPoint>;

function per(whole: number | null, unitsPerOne: number): number | null {
  return whole === null ? null : whole / unitsPerOne;
}

/** Flared ÷ produced, a fraction; null where either is unknown or nothing was produced. */
function flaringRatio(point: Point): number | null {
  const { flaredScfPerDay: flared, producedScfPerDay: produced } = point;
  if (flared === null || produced === null || produced === 0) return null;
  return Math.round((flared / produced) * 1e6) / 1e6;
}
