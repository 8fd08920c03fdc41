import type { Site } from '../company.ts';

/** A daily volume of flaring above which it costs more, at 60 °F, 14.696 psia, dry. */
export type FlareThreshold = {
  readonly mcfPerDay: number;
  /** Charge above it − charge below it, at least 0. */
  readonly moreUsdPerMcf: number;
  /** Due once on a day that is above. */
  readonly feeUsdPerDay: number;
};

/** Flaring at one price: so many Mcf/day beyond the tier before (null = without limit), and what its use costs once a day. */
export type FlareTierUsd = {
  readonly mcfPerDay: number | null;
  readonly usdPerMcf: number;
  readonly usdPerDay: number;
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

/**
 * The tiers of a law cut at the site's own threshold, so that each piece has one price: what the law and
 * the threshold add to the charge of the company file.
 *
 * Example: 50 Mcf at 1 and the rest at 25; threshold 100, 2 more above, fee 500: 50 at 1, 50 at 25, the rest at 27 and 500.
 */
export function tiersWithThreshold(
  tiers: readonly FlareTierUsd[],
  threshold: FlareThreshold | null,
): readonly FlareTierUsd[] {
  if (threshold === null) return tiers;
  const pieces: FlareTierUsd[] = [];
  let from = 0;
  for (const { mcfPerDay, usdPerMcf, usdPerDay } of tiers) {
    const to = mcfPerDay === null ? Number.POSITIVE_INFINITY : from + mcfPerDay;
    const cut = Math.min(Math.max(threshold.mcfPerDay, from), to);
    if (cut > from) pieces.push({ mcfPerDay: cut - from, usdPerMcf, usdPerDay });
    if (to > cut)
      pieces.push({
        mcfPerDay: mcfPerDay === null ? null : to - cut,
        usdPerMcf: usdPerMcf + threshold.moreUsdPerMcf,
        usdPerDay: (cut > from ? 0 : usdPerDay) + (cut === threshold.mcfPerDay ? threshold.feeUsdPerDay : 0),
      });
    from = to;
  }
  return pieces;
}
