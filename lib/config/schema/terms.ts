import * as z from 'zod';
import { FLARE_CAUSES } from '../../domain/economics/regime/regime.ts';
import {
  block,
  day,
  finite,
  fraction,
  knownKeys,
  nonNegative,
  partFraction,
  positive,
  positiveFraction,
  title,
  word,
} from './scalars.ts';

/** An incentive for mined gas between two days (UTC): `to` is the first day without it. */
const incentive = block({ name: title, usdPerMcf: nonNegative, from: day, to: day.nullish() });

export const costsBlock = block({
  siteUsdPerDay: nonNegative.optional(),
  siteAvoidableAfterDays: nonNegative.nullish(),
  royaltyOnMinedGasFraction: partFraction.optional(),
  royaltyIndex: word.nullish(),
  royaltyBasisUsdPerMmbtu: finite.optional(),
  revenueShareFraction: partFraction.optional(),
  miningTaxFraction: partFraction.optional(),
  gasPurchaseUsdPerMcf: finite.optional(),
  gasPurchaseIndexFraction: fraction.optional(),
  hostingUsdPerKwh: nonNegative.optional(),
  rentalUsdPerKwMonth: nonNegative.optional(),
  royaltyOn: z.enum(['index', 'proceeds', 'higher']).optional(),
  minedGasIncentiveUsdPerMcf: nonNegative.optional(),
  revenueShareOf: z.enum(['gross', 'net']).optional(),
  incomeTaxFraction: partFraction.optional(),
  incentives: z.array(incentive).max(50).optional(),
  restartUsd: nonNegative.optional(),
});

export type CostsBlock = z.output<typeof costsBlock>;

const sellTerms = block({
  index: word,
  basisUsdPerMmbtu: finite.optional(),
  gatheringUsdPerMcf: finite.optional(),
  shrinkFraction: partFraction.optional(),
  percentOfProceeds: positiveFraction.optional(),
  nglUsdPerMcf: nonNegative.optional(),
  royaltyFraction: partFraction.optional(),
  severanceFraction: partFraction.optional(),
  firmMcfPerDay: nonNegative.optional(),
  capMcfPerDay: nonNegative.nullish(),
  curtailedFraction: fraction.optional(),
  qualityDeductUsdPerMcf: nonNegative.optional(),
  compressionUsdPerMcf: nonNegative.optional(),
  treatingUsdPerMcf: nonNegative.optional(),
  processingUsdPerMcf: nonNegative.optional(),
  nglPercentOfProceeds: fraction.optional(),
  demandChargeUsdPerDay: nonNegative.optional(),
  takeOrPayMcfPerDay: nonNegative.optional(),
  deficiencyUsdPerMcf: nonNegative.optional(),
});
export type SellBlock = z.output<typeof sellTerms>;
export const sellBlock = z.union([z.literal('none'), sellTerms], { error: 'none, or the terms of the sale' });

const byCause = z.partialRecord(z.enum(FLARE_CAUSES), nonNegative, { error: knownKeys(FLARE_CAUSES) });
const gasOfScope = {
  produced: nonNegative.optional(),
  flared: z.union([nonNegative, byCause], { error: 'Mcf, or Mcf by cause' }).optional(),
  vented: nonNegative.optional(),
  fuel: nonNegative.optional(),
  captured: nonNegative.optional(),
};

/** What the law's whole scope (a licence, an operator) has behind it in the period, by the producer's own books. */
const periodToDate = block({
  through: day,
  mcf: block(gasOfScope),
  otherSitesMcfPerDay: block(gasOfScope).optional(),
  monthsInBreach: z.int().nonnegative().optional(),
  creditedSpend: nonNegative.optional(),
});

export const injectBlock = block({
  costUsdPerMcf: finite,
  valueUsdPerMcf: nonNegative.optional(),
  capMcfPerDay: nonNegative.nullish(),
  minimumMcfPerDay: nonNegative.optional(),
});

export type InjectBlock = z.output<typeof injectBlock>;

const flareThreshold = block({
  mcfPerDay: nonNegative,
  chargeUsdPerMcf: nonNegative.optional(),
  feeUsdPerDay: nonNegative.optional(),
});

export const flareBlock = block({
  regime: word,
  scenario: z.boolean().optional(),
  oilBblPerDay: nonNegative.nullish(),
  conditions: z.array(z.enum(['no-meter', 'unauthorised', 'arctic-offshore', 'protected-area'])).optional(),
  periodToDate: z.array(periodToDate).max(60).optional(),
  chargeUsdPerMcf: nonNegative.optional(),
  threshold: flareThreshold.optional(),
  royaltyFraction: partFraction.optional(),
  productionTaxFraction: partFraction.optional(),
  permitLimitMcfPerDay: nonNegative.nullish(),
  oilMarginUsdPerBbl: finite.nullish(),
  gorMcfPerBbl: positive.nullish(),
});

export type FlareBlock = z.output<typeof flareBlock>;

const annuity = block({ usd: nonNegative, interestFraction: fraction, years: positive });
export const capitalBlock = z.union(
  [block({ usdPerDay: nonNegative }), block({ annuities: z.array(annuity).min(1).max(50) })],
  { error: '{ usdPerDay } or { annuities: [{ usd, interestFraction, years }] }' },
);
export type CapitalBlock = z.output<typeof capitalBlock>;
