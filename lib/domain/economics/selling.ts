/** Sales terms at 60 °F, 14.696 psia, dry (docs/method.md#M8). */
export type SellModel = {
  readonly index: string;
  readonly basisUsdPerMmbtu: number;
  /** (1 − shrink) × percent of proceeds. */
  readonly keptFraction: number;
  /** 1 − royalty − severance. */
  readonly afterTaxFraction: number;
  readonly nglUsdPerMcf: number;
  readonly gatheringUsdPerMcf: number;
  /** Takeaway capacity, Mcf/day; null = no limit. */
  readonly capMcfPerDay: number | null;
};

/**
 * What a sold Mcf leaves at the wellhead, USD/Mcf: proceeds × (1 − royalty − severance) + NGL −
 * gathering, with proceeds = (index + basis) × MMBtu per Mcf × (1 − shrink) × percent of proceeds.
 * Negative proceeds pass whole: nobody shares a loss.
 *
 * Example (E2E-01): (2.8 − 1.9) × 1.21 × 0.92 = 1.00188; × 0.7375 − 0.65 = 0.0888865.
 */
export function sellNetbackUsdPerMcf(sell: SellModel, indexUsdPerMmbtu: number, mmbtuPerMcf: number): number {
  const proceeds = (indexUsdPerMmbtu + sell.basisUsdPerMmbtu) * mmbtuPerMcf * sell.keptFraction;
  const left = proceeds > 0 ? proceeds * sell.afterTaxFraction : proceeds;
  return left + sell.nglUsdPerMcf - sell.gatheringUsdPerMcf;
}

/**
 * How much of the gas that mining uses could be sold instead, Mcf/day: the takeaway capacity that
 * the residual gas leaves, at most all of it.
 */
export function sellableMcfPerDay(sell: SellModel, usedMcfPerDay: number, residualMcfPerDay: number): number {
  if (sell.capMcfPerDay === null) return usedMcfPerDay;
  const room = sell.capMcfPerDay - residualMcfPerDay;
  return room <= 0 ? 0 : Math.min(room, usedMcfPerDay);
}
