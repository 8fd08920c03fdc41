import type { Site } from '../company.ts';

/** A daily volume of flaring above which it costs more, at 60 °F, 14.696 psia, dry. */
export type FlareThreshold = {
  readonly mcfPerDay: number;
  /** Charge above it − charge below it, at least 0. */
  readonly moreUsdPerMcf: number;
  /** Due once on a day that is above. */
  readonly feeUsdPerDay: number;
};

/** The site's flaring threshold; `mcfPerFileMcf` restates a volume of the company file. */
export function flareThresholdOf({ flare }: Site, mcfPerFileMcf: number): FlareThreshold | null {
  const { threshold } = flare;
  if (threshold === undefined) return null;
  return {
    mcfPerDay: threshold.mcfPerDay * mcfPerFileMcf,
    moreUsdPerMcf: (threshold.chargeUsdPerMcf - flare.chargeUsdPerMcf) / mcfPerFileMcf,
    feeUsdPerDay: threshold.feeUsdPerDay,
  };
}

/**
 * What the threshold adds to flaring so much more when so much is flared already, USD/day: the dearer
 * charge on the part above, and the fee where the day was below and now is above.
 *
 * Example: threshold 100, 2 USD/Mcf more above, fee 500: 60 more on 80 cost 40 × 2 + 500 = 580; 60 more on 120 cost 120.
 */
export function aboveThresholdUsd(threshold: FlareThreshold, alreadyMcf: number, moreMcf: number): number {
  const above = (mcf: number): number => Math.max(0, mcf - threshold.mcfPerDay);
  const [before, after] = [above(alreadyMcf), above(alreadyMcf + moreMcf)];
  const fee = before === 0 && after > 0 ? threshold.feeUsdPerDay : 0;
  return (after - before) * threshold.moreUsdPerMcf + fee;
}
