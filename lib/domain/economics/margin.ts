import { BTU_PER_MMBTU, SCF_PER_MCF } from '../conversions.ts';
import { as, type BtuPerScf, type MmbtuPerMcf, type UsdPerMcf, type UsdPerMmbtu } from '../units.ts';
import type { Operation } from './operation.ts';
import type { SiteModel } from './site-model.ts';

/** What mining costs, USD/day, by kind; none of it depends on the coin's price. */
export type MiningCosts = {
  readonly generatorOm: number;
  readonly royalty: number;
  readonly carbon: number;
  readonly gasPurchase: number;
  /** What the miner pays for power. */
  readonly hosting: number;
  /** Income for mined gas. */
  readonly incentive: number;
  readonly site: number;
};

/** The avoidable costs of running so (docs/method.md#M7). */
export function miningCosts(
  model: SiteModel,
  operation: Operation,
  hhvBtuPerScf: BtuPerScf,
  royaltyIndexUsdPerMmbtu: UsdPerMmbtu,
): MiningCosts {
  const used = operation.gasUsedMcfPerDay;
  return {
    generatorOm: operation.grossKwhPerDay * model.omUsdPerKwhGross + operation.unitHoursPerDay * model.omUsdPerUnitHour,
    royalty: used * royaltyUsdPerMcf(model, hhvBtuPerScf, royaltyIndexUsdPerMmbtu),
    carbon: used * (model.carbonUsdPerMcfMined ?? 0),
    gasPurchase: used * gasPurchaseUsdPerMcf(model, hhvBtuPerScf, royaltyIndexUsdPerMmbtu),
    hosting: operation.asicKwhPerDay * model.hostingUsdPerKwh,
    incentive: used * model.minedGasIncentiveUsdPerMcf,
    site: model.avoidableSiteUsdPerDay,
  };
}

/**
 * Royalty on an Mcf burnt for mining: fraction × max(0, (index + basis) × MMBtu per Mcf). A negative
 * price gives no royalty. On `proceeds`: what a sale would have brought with its NGL, before royalty;
 * `higher`: the higher of the two.
 */
export function royaltyUsdPerMcf(model: SiteModel, hhvBtuPerScf: BtuPerScf, index: UsdPerMmbtu): UsdPerMcf {
  const value = indexValueUsdPerMcf(model, hhvBtuPerScf, index);
  let price: number = value;
  if (model.royaltyOn !== 'index' && model.sell !== null) {
    const proceeds = value * model.sell.keptFraction + model.sell.nglUsdPerMcf;
    price = model.royaltyOn === 'higher' && value > proceeds ? value : proceeds;
  }
  return as('usdPerMcf', price > 0 ? model.royaltyFraction * price : 0);
}

/** Price of a bought Mcf: fixed (negative where the miner is paid to take it) + share × index value. */
export function gasPurchaseUsdPerMcf(model: SiteModel, hhvBtuPerScf: BtuPerScf, index: UsdPerMmbtu): UsdPerMcf {
  if (model.gasPurchaseIndexFraction === 0) return as('usdPerMcf', model.gasPurchaseUsdPerMcf);
  const value = indexValueUsdPerMcf(model, hhvBtuPerScf, index);
  return as('usdPerMcf', model.gasPurchaseUsdPerMcf + model.gasPurchaseIndexFraction * value);
}

function indexValueUsdPerMcf(model: SiteModel, hhvBtuPerScf: BtuPerScf, index: UsdPerMmbtu): UsdPerMcf {
  return as('usdPerMcf', (index + model.royaltyBasisUsdPerMmbtu) * mmbtuPerMcf(hhvBtuPerScf));
}

/**
 * What a flared Mcf is worth, USD/Mcf: −(charge + carbon + fraction × max(0, (index + basis) × MMBtu per
 * Mcf)), the fraction being royalty and production tax on flared gas.
 */
export function flareUsdPerMcf(model: SiteModel, hhvBtuPerScf: BtuPerScf, index: UsdPerMmbtu): UsdPerMcf {
  const plain = 0 - model.flareChargeUsdPerMcf - (model.carbonUsdPerMcfFlared ?? 0);
  if (model.flareValueFraction === 0) return as('usdPerMcf', plain);
  const value = indexValueUsdPerMcf(model, hhvBtuPerScf, index);
  return as('usdPerMcf', value > 0 ? plain - model.flareValueFraction * value : plain);
}

/** True where flaring cannot be priced without the index of royalty and gas price. */
export function needsFlareIndex(model: SiteModel): boolean {
  return model.flareValueFraction > 0 && model.perspective !== 'miner';
}

/** True where mining cannot be priced without the index of royalty and gas price. */
export function needsRoyaltyIndex(model: SiteModel): boolean {
  return model.royaltyFraction > 0 || model.gasPurchaseIndexFraction > 0;
}

/** MMBtu (HHV) in one Mcf: Btu/scf ÷ 1000. 1,210 Btu/scf is 1.21. */
export function mmbtuPerMcf(hhvBtuPerScf: BtuPerScf): MmbtuPerMcf {
  return as('mmbtuPerMcf', (hhvBtuPerScf * SCF_PER_MCF) / BTU_PER_MMBTU);
}

/**
 * The share of revenue that ends in the margin: 1 − revenue share − mining tax for the miner and for
 * both together; for the producer it is the revenue share that the miner pays him. A share of the net
 * comes off later (net-share.ts).
 */
export function keptRevenueFraction(model: SiteModel): number {
  if (model.isShareOfNet) return 1 - model.miningTaxFraction;
  if (model.perspective === 'producer') return model.revenueShareFraction;
  return 1 - model.revenueShareFraction - model.miningTaxFraction;
}

/**
 * Avoidable costs that do not move with revenue, USD/day. For the producer the gas and the power that
 * the miner buys are income.
 */
export function fixedCosts(model: SiteModel, costs: MiningCosts): number {
  const isProducer = model.perspective === 'producer';
  return costsBesidesGas(model, costs) + costs.royalty + (isProducer ? -costs.gasPurchase : costs.gasPurchase);
}

/** Avoidable costs without royalty and gas purchase, for the break-even gas price. */
export function costsBesidesGas(model: SiteModel, costs: MiningCosts): number {
  const hosting = model.perspective === 'producer' ? -costs.hosting : costs.hosting;
  return costs.generatorOm + costs.carbon + costs.site + hosting - costs.incentive;
}
