import type { Instant } from './instant.ts';

/** What mining costs a site, in the company file's own units (docs/method.md#M7). */
export type Costs = {
  readonly siteUsdPerDay: number;
  readonly siteAvoidableAfterDays: number | null;
  readonly royaltyOnMinedGasFraction: number;
  readonly royaltyIndex: string | null;
  readonly royaltyBasisUsdPerMmbtu: number;
  readonly revenueShareFraction: number;
  readonly miningTaxFraction: number;
  readonly gasPurchaseUsdPerMcf: number;
  /** The gas price as a share of its index value, on top of `gasPurchaseUsdPerMcf`. */
  readonly gasPurchaseIndexFraction: number;
  /** What the miner pays for a kWh at his plugs where the producer makes the power. */
  readonly hostingUsdPerKwh: number;
  /** Rental of the generators, a site cost like the others. */
  readonly rentalUsdPerKwMonth: number;
  /** What the royalty is reckoned on: index value, proceeds with NGL, or the higher of them. */
  readonly royaltyOn: 'index' | 'proceeds' | 'higher';
  /** Paid by the state or earned in tax for gas that is mined instead of flared. */
  readonly minedGasIncentiveUsdPerMcf: number;
  /** What stopping the miners and starting them again costs; absent = not given, and weighed in no decision. */
  readonly restartUsd?: number;
  /** `net`: the revenue share is of what is left after costs, never of a loss; absent = of gross revenue. */
  readonly revenueShareOf?: 'gross' | 'net';
  /** On a positive full margin; absent = none. */
  readonly incomeTaxFraction?: number;
  /** Incentives for mined gas with their dates, beside the one without; absent = none. */
  readonly incentives?: readonly DatedIncentive[];
};

/** Paid or saved per mined Mcf from `from` (inclusive) to `to` (exclusive; null = until further notice). */
export type DatedIncentive = {
  readonly name: string;
  readonly usdPerMcf: number;
  readonly from: Instant;
  readonly to: Instant | null;
};
