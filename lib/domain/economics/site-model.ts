import type { Site } from '../company.ts';
import type { DatedIncentive } from '../cost-terms.ts';
import { US60, volumeFactor } from '../gas/volume.ts';
import { lastKeptWith } from '../kept-with.ts';
import { emissionsPerMcf, siteCo2eTonnes } from './emissions/per-mcf.ts';
import { type FlareThreshold, type FlareTierUsd, flareThresholdOf } from './flare-threshold.ts';
import { type FleetModel, fleetModel } from './fleet.ts';
import { type InjectionModel, injectionOf } from './injection.ts';
import { type PowerModel, powerModel } from './power/power-model.ts';
import { siteLines } from './power/site-rating.ts';
import type { FlaringRegime } from './regime/regime.ts';
import { restartUsdPerDay } from './restart.ts';
import type { SellModel } from './selling.ts';

/**
 * A site ready for evaluation: everything that does not change from tick to tick, worked out once,
 * and every per-Mcf or per-scf figure of the company file restated at 60 °F, 14.696 psia, dry.
 */
export type SiteModel = {
  readonly site: Site;
  /** The law on flaring; null where it can never cost anything. */
  readonly regime: FlaringRegime | null;
  readonly perspective: Site['perspective'];
  readonly fuelIncludesMining: boolean;
  readonly firmMcfPerDay: number;
  readonly hhvBtuPerScf: number;
  readonly lhvBtuPerScf: number;
  /** 1 − treatment shrink: the share of the raw gas's energy that reaches the engines. */
  readonly treatedFraction: number;
  readonly power: PowerModel;
  readonly fleet: FleetModel;
  readonly omUsdPerKwhGross: number;
  readonly omUsdPerUnitHour: number;
  readonly poolFeeFraction: number;
  readonly revenueShareFraction: number;
  readonly miningTaxFraction: number;
  readonly royaltyFraction: number;
  /** The index that the royalty on mined gas is reckoned by; null = none. */
  readonly royaltyIndex: string | null;
  readonly royaltyBasisUsdPerMmbtu: number;
  readonly gasPurchaseUsdPerMcf: number;
  readonly gasPurchaseIndexFraction: number;
  readonly hostingUsdPerKwh: number;
  readonly royaltyOn: Site['costs']['royaltyOn'];
  readonly minedGasIncentiveUsdPerMcf: number;
  /** Incentives with dates, at 60 °F, 14.696 psia; dated-terms.ts adds those in force. */
  readonly incentives: readonly DatedIncentive[];
  /** True = the revenue share is of what is left after costs (net-share.ts). */
  readonly isShareOfNet: boolean;
  readonly incomeTaxFraction: number;
  /** Royalty and production tax on the index value of flared gas. */
  readonly flareValueFraction: number;
  readonly btcRealisationFraction: number;
  readonly decisionHorizonDays: number;
  readonly avoidableSiteUsdPerDay: number;
  /** Site costs that stopping would not save within the decision horizon. */
  readonly unavoidableSiteUsdPerDay: number;
  /** Those, demand charges and capital. */
  readonly sunkUsdPerDay: number;
  /** What a change must gain a day to pay for a restart, USD/day; 0 = no restart cost given. */
  readonly restartUsdPerDay: number;
  readonly sell: SellModel | null;
  readonly flareChargeUsdPerMcf: number;
  /** Above so much flaring a day an Mcf costs more, and a fee is due once; null = no such threshold. */
  readonly flareThreshold: FlareThreshold | null;
  /**
   * What a law adds to flaring by tiers, USD, from the first Mcf on; null = `flareChargeUsdPerMcf` holds it.
   * Only the optimum sees it (regime/under-law.ts).
   */
  readonly flareTiers: readonly FlareTierUsd[] | null;
  /** Gas that can go back into the ground; null = none. */
  readonly injection: InjectionModel | null;
  readonly permitLimitMcfPerDay: number | null;
  /** What shutting in one Mcf of gas costs in oil not produced; null = unknown. */
  readonly shutInUsdPerMcf: number | null;
  /** CO2e of one Mcf burnt in the flare and in the engines; null without a composition. */
  readonly co2eTonnesPerMcfFlared: number | null;
  readonly co2eTonnesPerMcfMined: number | null;
  /** Carbon price on a flared and on a mined Mcf; null where it applies and the CO2e is unknown. */
  readonly carbonUsdPerMcfFlared: number | null;
  readonly carbonUsdPerMcfMined: number | null;
};

/**
 * Works a site out for evaluation; `decisionHorizonDays` says which site costs stopping would save,
 * `regimes` are the company's documents (regime/under-law.ts applies the one of the site).
 */
export function siteModel(site: Site, decisionHorizonDays: number, regimes: readonly FlaringRegime[] = []): SiteModel {
  const { costs, flare } = site;
  const mcfPerFileMcf = volumeFactor(site.gas.volumeBase, US60);
  const perMcf = (value: number): number => value / mcfPerFileMcf;
  const isAvoidable = costs.siteAvoidableAfterDays !== null && costs.siteAvoidableAfterDays <= decisionHorizonDays;
  const isJoint = site.perspective === 'joint';
  const standing = costs.siteUsdPerDay + rentalUsdPerDay(site);
  const emitted = emissionsPerMcf(site, perMcf(site.gas.hhvBtuPerScf));
  const flaredCo2e = emitted === null ? null : siteCo2eTonnes(site, emitted.flared);
  const minedCo2e = emitted === null ? null : siteCo2eTonnes(site, emitted.mined);
  return {
    site,
    regime: costlyRegime(regimes.find((one) => one.id === flare.regime) ?? null, (flare.periodToDate ?? []).length > 0),
    perspective: site.perspective,
    fuelIncludesMining: site.fuelIncludesMining,
    firmMcfPerDay: (site.sell?.firmMcfPerDay ?? 0) * mcfPerFileMcf,
    hhvBtuPerScf: perMcf(site.gas.hhvBtuPerScf),
    lhvBtuPerScf: perMcf(site.gas.lhvBtuPerScf),
    treatedFraction: 1 - site.treatShrinkFraction,
    power: powerModel(siteLines(site.power, site.gas.methaneNumber), site.power.availability),
    fleet: fleetModel(site.fleet, site.power.parasiticFraction),
    omUsdPerKwhGross: site.power.omUsdPerKwhGross,
    omUsdPerUnitHour: site.power.omUsdPerUnitHour ?? 0,
    poolFeeFraction: site.pool.feeFraction,
    revenueShareFraction: costs.revenueShareFraction,
    miningTaxFraction: costs.miningTaxFraction,
    royaltyFraction: costs.royaltyOnMinedGasFraction,
    royaltyIndex: asName(costs.royaltyIndex ?? site.sell?.index ?? null),
    royaltyBasisUsdPerMmbtu:
      costs.royaltyIndex === null ? (site.sell?.basisUsdPerMmbtu ?? 0) : costs.royaltyBasisUsdPerMmbtu,
    gasPurchaseUsdPerMcf: isJoint ? 0 : perMcf(costs.gasPurchaseUsdPerMcf),
    gasPurchaseIndexFraction: isJoint ? 0 : costs.gasPurchaseIndexFraction,
    hostingUsdPerKwh: isJoint ? 0 : costs.hostingUsdPerKwh,
    royaltyOn: costs.royaltyOn,
    minedGasIncentiveUsdPerMcf: perMcf(costs.minedGasIncentiveUsdPerMcf),
    incentives: (costs.incentives ?? []).map((one) => ({ ...one, usdPerMcf: perMcf(one.usdPerMcf) })),
    isShareOfNet: costs.revenueShareOf === 'net' && costs.revenueShareFraction > 0,
    incomeTaxFraction: costs.incomeTaxFraction ?? 0,
    flareValueFraction: (flare.royaltyFraction ?? 0) + (flare.productionTaxFraction ?? 0),
    btcRealisationFraction: site.pool.btcRealisationFraction,
    decisionHorizonDays,
    avoidableSiteUsdPerDay: isAvoidable ? standing : 0,
    unavoidableSiteUsdPerDay: isAvoidable ? 0 : standing,
    sunkUsdPerDay: (isAvoidable ? 0 : standing) + (site.sell?.demandChargeUsdPerDay ?? 0) + site.capitalUsdPerDay,
    restartUsdPerDay: restartUsdPerDay(costs.restartUsd, decisionHorizonDays),
    sell: sellModelOf(site, mcfPerFileMcf),
    flareChargeUsdPerMcf: perMcf(flare.chargeUsdPerMcf),
    flareThreshold: flareThresholdOf(site, mcfPerFileMcf),
    flareTiers: null,
    injection: injectionOf(site, mcfPerFileMcf),
    permitLimitMcfPerDay: flare.permitLimitMcfPerDay === null ? null : flare.permitLimitMcfPerDay * mcfPerFileMcf,
    shutInUsdPerMcf: shutInOf(site, mcfPerFileMcf),
    co2eTonnesPerMcfFlared: flaredCo2e,
    co2eTonnesPerMcfMined: minedCo2e,
    carbonUsdPerMcfFlared: carbonOf(site, 'flared', flaredCo2e),
    carbonUsdPerMcfMined: carbonOf(site, 'fuel', minedCo2e),
  };
}

/** One and the same model while the site, the horizon and the laws are, so that what is kept with a model is there for whoever asks. */
export const keptSiteModel: (site: Site, decisionHorizonDays: number, regimes: readonly FlaringRegime[]) => SiteModel =
  lastKeptWith(siteModel);

/**
 * The document, unless none of its rows could ever charge for a flared Mcf nor is to be verified. A
 * penalty by months in breach counts only where the producer's books tell of those months.
 */
function costlyRegime(regime: FlaringRegime | null, hasBooks: boolean): FlaringRegime | null {
  const isCostly =
    regime?.rows.some(
      (row) => row.charges.length > 0 || row.status === 'verify' || (hasBooks && row.ladder !== null),
    ) ?? false;
  return isCostly ? regime : null;
}

const MONTHS_PER_DAY = 12 / 365.25;

/** Rental of every generator: kW × USD per kW and month. 1,000 kW at 15 is 492.81 USD/day. */
export function rentalUsdPerDay(site: Site): number {
  const kw = site.power.generators.reduce((sum, { count, ratedKw }) => sum + count * ratedKw, 0);
  return kw * site.costs.rentalUsdPerKwMonth * MONTHS_PER_DAY;
}

function sellModelOf(site: Site, mcfPerFileMcf: number): SellModel | null {
  const { sell } = site;
  if (sell === null) return null;
  const { compressionUsdPerMcf = 0, treatingUsdPerMcf = 0, processingUsdPerMcf = 0 } = sell;
  const furtherFees = compressionUsdPerMcf + treatingUsdPerMcf + processingUsdPerMcf;
  return {
    index: asName(sell.index),
    basisUsdPerMmbtu: sell.basisUsdPerMmbtu,
    keptFraction: (1 - sell.shrinkFraction) * sell.percentOfProceeds,
    afterTaxFraction: 1 - sell.royaltyFraction - sell.severanceFraction,
    nglUsdPerMcf: (sell.nglUsdPerMcf * (sell.nglPercentOfProceeds ?? 1)) / mcfPerFileMcf,
    gatheringUsdPerMcf: (sell.gatheringUsdPerMcf + sell.qualityDeductUsdPerMcf + furtherFees) / mcfPerFileMcf,
    capMcfPerDay: sell.capMcfPerDay === null ? null : sell.capMcfPerDay * (1 - sell.curtailedFraction) * mcfPerFileMcf,
    takeOrPayMcfPerDay: sell.takeOrPayMcfPerDay * mcfPerFileMcf,
    deficiencyUsdPerMcf: sell.deficiencyUsdPerMcf / mcfPerFileMcf,
  };
}

/** Oil margin ÷ gas-oil ratio: the oil that would stay in the ground with one Mcf of gas. */
function shutInOf(site: Site, mcfPerFileMcf: number): number | null {
  const { oilMarginUsdPerBbl, gorMcfPerBbl } = site.flare;
  if (oilMarginUsdPerBbl === null || gorMcfPerBbl === null || gorMcfPerBbl === 0) return null;
  return oilMarginUsdPerBbl / (gorMcfPerBbl * mcfPerFileMcf);
}

function carbonOf(site: Site, stream: 'flared' | 'fuel', co2eTonnesPerMcf: number | null): number | null {
  const { usdPerTonneCo2e, appliesTo } = site.carbon;
  if (usdPerTonneCo2e === 0 || !appliesTo.includes(stream)) return 0;
  return co2eTonnesPerMcf === null ? null : co2eTonnesPerMcf * usdPerTonneCo2e;
}

/** An id as objects keep it as the name of a property: one and the same string wherever it was read, which is found without comparing. */
function asName<Id extends string | null>(id: Id): Id {
  return id === null ? id : (Object.keys({ [id]: true })[0] as Id);
}
