import type { Site } from '../../domain/company.ts';
import type { SellTerms } from '../../domain/outlet-terms.ts';
import type { FlareBlock, InjectBlock, SellBlock } from '../schema/terms.ts';
import { givenOnly } from './given-only.ts';

const FURTHER_SALE_KEYS = [
  'compressionUsdPerMcf',
  'treatingUsdPerMcf',
  'processingUsdPerMcf',
  'nglPercentOfProceeds',
  'demandChargeUsdPerDay',
] as const;

type Or = <V>(key: string, value: V | undefined, fallback: V) => V;

/** The terms of a sale with every default filled in. */
export function sellOf(given: SellBlock, or: Or): SellTerms {
  return {
    index: given.index,
    basisUsdPerMmbtu: or('sell.basisUsdPerMmbtu', given.basisUsdPerMmbtu, 0),
    gatheringUsdPerMcf: or('sell.gatheringUsdPerMcf', given.gatheringUsdPerMcf, 0),
    shrinkFraction: or('sell.shrinkFraction', given.shrinkFraction, 0),
    percentOfProceeds: or('sell.percentOfProceeds', given.percentOfProceeds, 1),
    nglUsdPerMcf: or('sell.nglUsdPerMcf', given.nglUsdPerMcf, 0),
    royaltyFraction: or('sell.royaltyFraction', given.royaltyFraction, 0),
    severanceFraction: or('sell.severanceFraction', given.severanceFraction, 0),
    firmMcfPerDay: or('sell.firmMcfPerDay', given.firmMcfPerDay, 0),
    capMcfPerDay: given.capMcfPerDay ?? null,
    curtailedFraction: given.curtailedFraction ?? 0,
    qualityDeductUsdPerMcf: given.qualityDeductUsdPerMcf ?? 0,
    takeOrPayMcfPerDay: given.takeOrPayMcfPerDay ?? 0,
    deficiencyUsdPerMcf: given.deficiencyUsdPerMcf ?? 0,
    ...givenOnly(given, FURTHER_SALE_KEYS),
  };
}

/** The terms of injection; nothing where the file gives none. */
export function injectOf(given: InjectBlock | undefined, or: Or): Pick<Site, 'inject'> {
  if (given === undefined) return {};
  return {
    inject: {
      valueUsdPerMcf: or('inject.valueUsdPerMcf', given.valueUsdPerMcf, 0),
      costUsdPerMcf: given.costUsdPerMcf,
      capMcfPerDay: given.capMcfPerDay ?? null,
      minimumMcfPerDay: or('inject.minimumMcfPerDay', given.minimumMcfPerDay, 0),
    },
  };
}

/** The flaring threshold; above it the same charge and no fee hold where the file gives none. */
export function thresholdOf(flare: FlareBlock, or: Or): Pick<Site['flare'], 'threshold'> {
  const { threshold, chargeUsdPerMcf = 0 } = flare;
  if (threshold === undefined) return {};
  return {
    threshold: {
      mcfPerDay: threshold.mcfPerDay,
      chargeUsdPerMcf: or('flare.threshold.chargeUsdPerMcf', threshold.chargeUsdPerMcf, chargeUsdPerMcf),
      feeUsdPerDay: or('flare.threshold.feeUsdPerDay', threshold.feeUsdPerDay, 0),
    },
  };
}
