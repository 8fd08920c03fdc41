/**
 * What a site can do with its gas besides mining, in the company file's own units: everything per Mcf
 * is at the site's `volumeBase`.
 */
export type SellTerms = {
  readonly index: string;
  readonly basisUsdPerMmbtu: number;
  readonly gatheringUsdPerMcf: number;
  readonly shrinkFraction: number;
  readonly percentOfProceeds: number;
  readonly nglUsdPerMcf: number;
  readonly royaltyFraction: number;
  readonly severanceFraction: number;
  readonly firmMcfPerDay: number;
  /** Takeaway capacity; null = no limit. */
  readonly capMcfPerDay: number | null;
  /** Share of the capacity that is expected not to be there. */
  readonly curtailedFraction: number;
  readonly qualityDeductUsdPerMcf: number;
  /** Of the sale besides gathering; absent = none. */
  readonly compressionUsdPerMcf?: number;
  readonly treatingUsdPerMcf?: number;
  readonly processingUsdPerMcf?: number;
  /** Of the liquids, where it is not that of the gas; absent = all. */
  readonly nglPercentOfProceeds?: number;
  /** Paid for reserved capacity whether it is used or not; absent = none. */
  readonly demandChargeUsdPerDay?: number;
  /** Gas short of this volume costs `deficiencyUsdPerMcf`. */
  readonly takeOrPayMcfPerDay: number;
  readonly deficiencyUsdPerMcf: number;
};

/** Gas put back into the ground (economics/outlet-terms.ts). */
export type InjectTerms = {
  /** What an injected Mcf is worth to the oil, and what it costs to inject. */
  readonly valueUsdPerMcf: number;
  readonly costUsdPerMcf: number;
  /** Null = no limit. */
  readonly capMcfPerDay: number | null;
  /** To be injected in any case: an obligation to the reservoir. */
  readonly minimumMcfPerDay: number;
};

/** A daily volume of flaring above which it costs more. */
export type FlareThresholdTerms = {
  readonly mcfPerDay: number;
  readonly chargeUsdPerMcf: number;
  readonly feeUsdPerDay: number;
};
