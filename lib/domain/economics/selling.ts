import { as, type McfPerDay, type MmbtuPerMcf, type UsdPerDay, type UsdPerMcf, type UsdPerMmbtu } from '../units.ts';

/** Sales terms at 60 °F, 14.696 psia, dry (docs/method.md#M8). */
export type SellModel = {
  readonly index: string;
  readonly basisUsdPerMmbtu: number;
  /** (1 − shrink) × percent of proceeds. */
  readonly keptFraction: number;
  /** 1 − royalty − severance. */
  readonly afterTaxFraction: number;
  readonly nglUsdPerMcf: number;
  /** Gathering, compression, treating, processing and quality deducts. */
  readonly gatheringUsdPerMcf: number;
  /** Takeaway capacity that is expected to be there, Mcf/day; null = no limit. */
  readonly capMcfPerDay: number | null;
  readonly takeOrPayMcfPerDay: number;
  readonly deficiencyUsdPerMcf: number;
};

/**
 * What a sold Mcf leaves at the wellhead, USD/Mcf: proceeds × (1 − royalty − severance) + NGL −
 * gathering, with proceeds = (index + basis) × MMBtu per Mcf × (1 − shrink) × percent of proceeds.
 * Negative proceeds pass whole: nobody shares a loss.
 *
 * Example (E2E-01): (2.8 − 1.9) × 1.21 × 0.92 = 1.00188; × 0.7375 − 0.65 = 0.0888865.
 */
export function sellNetbackUsdPerMcf(sell: SellModel, index: UsdPerMmbtu, energy: MmbtuPerMcf): UsdPerMcf {
  const proceeds = (index + sell.basisUsdPerMmbtu) * energy * sell.keptFraction;
  const left = proceeds > 0 ? proceeds * sell.afterTaxFraction : proceeds;
  return as('usdPerMcf', left + sell.nglUsdPerMcf - sell.gatheringUsdPerMcf);
}

/**
 * How much of the gas that mining uses could be sold instead, Mcf/day: the takeaway capacity that
 * the residual gas leaves, at most all of it.
 */
export function sellableMcfPerDay(sell: SellModel, used: McfPerDay, residual: McfPerDay): McfPerDay {
  if (sell.capMcfPerDay === null) return used;
  const room = sell.capMcfPerDay - residual;
  return as('mcfPerDay', room <= 0 ? 0 : Math.min(room, used));
}

/**
 * What selling so much besides the residual gas saves under take-or-pay, USD/day: the deficiency on
 * the part of the volume to be paid that the residual gas leaves open. ToP 100, 60 residual, 50 sold,
 * 0.9 USD/Mcf: 40 Mcf no longer short, 36 USD.
 */
export function deficiencySaved(sell: SellModel, residual: McfPerDay, sold: McfPerDay): UsdPerDay {
  if (sell.deficiencyUsdPerMcf === 0) return as('usdPerDay', 0);
  const already = Math.min(residual, sell.capMcfPerDay ?? residual);
  const open = Math.max(0, sell.takeOrPayMcfPerDay - already);
  return as('usdPerDay', sell.deficiencyUsdPerMcf * Math.min(open, sold));
}
