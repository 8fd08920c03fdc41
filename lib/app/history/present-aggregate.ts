import type { Aggregate } from '../../domain/history/fold.ts';
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, toIso } from '../../domain/instant.ts';

/**
 * An hour, a day or a month of UTC as the API shows it. Means are over the ticks that know the
 * figure, to a hundredth of a cent; a volume is the sum over the ticks that know it, in
 * Mcf. Nothing known is null.
 */
export function presentAggregate(sum: Aggregate) {
  return {
    from: toIso(sum.from),
    to: toIso(sum.to),
    ticks: sum.ticks,
    expectedTicks: sum.expectedTicks,
    coverage: sum.expectedTicks === 0 ? 0 : rounded(sum.ticks / sum.expectedTicks),
    advantageUsdPerDayMean: mean(sum.advantageMilliUsdPerDaySum, sum.advantageTicks, 1000),
    advantageUsdPerDayMin: per(sum.advantageMilliUsdPerDayMin, 1000),
    advantageUsdPerDayMax: per(sum.advantageMilliUsdPerDayMax, 1000),
    mineUsdPerDayMean: mean(sum.mineMilliUsdPerDaySum, sum.mineTicks, 1000),
    sellUsdPerDayMean: mean(sum.sellMilliUsdPerDaySum, sum.sellTicks, 1000),
    flareUsdPerDayMean: mean(sum.flareMilliUsdPerDaySum, sum.flareTicks, 1000),
    btcUsdMean: mean(sum.btcUsdCentsSum, sum.btcTicks, 100),
    gasUsedMcf: volume(sum.gasUsedScfPerDaySeconds, sum.gasUsedTicks),
    producedMcf: volume(sum.producedScfPerDaySeconds, sum.producedTicks),
    soldMcf: volume(sum.soldScfPerDaySeconds, sum.soldTicks),
    flaredMcf: volume(sum.flaredScfPerDaySeconds, sum.flaredTicks),
    ventedMcf: volume(sum.ventedScfPerDaySeconds, sum.ventedTicks),
    hoursUnprofitable: rounded(sum.secondsUnprofitable / SECONDS_PER_HOUR),
  };
}

const SCF_PER_MCF = 1000;

function per(whole: number | null, unitsPerOne: number): number | null {
  return whole === null ? null : whole / unitsPerOne;
}

function mean(sum: number, count: number, unitsPerOne: number): number | null {
  return count === 0 ? null : Math.round((sum / count / unitsPerOne) * 1e4) / 1e4 + 0;
}

/** scf/day × s ÷ 86,400 s/day = scf; ÷ 1,000 = Mcf. */
function volume(scfPerDaySeconds: number, knownTicks: number): number | null {
  return knownTicks === 0 ? null : rounded(scfPerDaySeconds / SECONDS_PER_DAY / SCF_PER_MCF);
}

/** To six decimals; beyond them there is only the noise of binary fractions. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
