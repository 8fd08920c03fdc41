import { BTU_PER_MMBTU, SCF_PER_MCF } from '../conversions.ts';
import { as, type BtuPerScf, type MmbtuPerMcf, type UsdPerMcf, type UsdPerMmbtu } from '../units.ts';
import type { Operation } from './power/means.ts';
import type { SiteModel } from './site-model.ts';

/** What mining costs, USD/day; none of it depends on the coin's price. */
export type MiningCosts = {
  readonly generatorOm: number;
  readonly royalty: number;
  readonly carbon: number;
  readonly gasPurchase: number;
  /** What the miner pays for gas and power. */
  readonly paidToProducer: number;
  /** All avoidable costs without royalty and gas purchase, for the break-even gas price. */
  readonly besidesGas: number;
  /** All avoidable costs. For the producer the gas and the power that the miner buys are income. */
  readonly fixed: number;
};

/** The avoidable costs of running so (docs/method.md#M7); `indexValue` as of indexValueUsdPerMcf. */
export function miningCosts(model: SiteModel, operation: Operation, indexValue: UsdPerMcf): MiningCosts {
  const used = operation.gasUsedMcfPerDay;
  const isProducer = model.perspective === 'producer';
  const generatorOm =
    operation.grossKwhPerDay * model.omUsdPerKwhGross + operation.unitHoursPerDay * model.omUsdPerUnitHour;
  const royalty = used * royaltyUsdPerMcf(model, indexValue);
  const carbon = used * (model.carbonUsdPerMcfMined ?? 0);
  const gasPurchase = used * gasPurchaseUsdPerMcf(model, indexValue);
  const hosting = operation.asicKwhPerDay * model.hostingUsdPerKwh;
  const incentive = used * model.minedGasIncentiveUsdPerMcf;
  const besidesGas =
    generatorOm + carbon + model.avoidableSiteUsdPerDay + (isProducer ? -hosting : hosting) - incentive;
  return {
    generatorOm,
    royalty,
    carbon,
    gasPurchase,
    paidToProducer: gasPurchase + hosting,
    besidesGas,
    fixed: besidesGas + royalty + (isProducer ? -gasPurchase : gasPurchase),
  };
}

/**
 * Royalty on an Mcf burnt for mining: fraction × max(0, (index + basis) × MMBtu per Mcf). A negative
 * price gives no royalty. On `proceeds`: what a sale would have brought with its NGL, before royalty;
 * `higher`: the higher of the two.
 */
function royaltyUsdPerMcf(model: SiteModel, value: UsdPerMcf): UsdPerMcf {
  let price: number = value;
  if (model.royaltyOn !== 'index' && model.sell !== null) {
    const proceeds = value * model.sell.keptFraction + model.sell.nglUsdPerMcf;
    price = model.royaltyOn === 'higher' && value > proceeds ? value : proceeds;
  }
  return as('usdPerMcf', price > 0 ? model.royaltyFraction * price : 0);
}

/** Price of a bought Mcf: fixed (negative where the miner is paid to take it) + share × index value. */
function gasPurchaseUsdPerMcf(model: SiteModel, value: UsdPerMcf): UsdPerMcf {
  if (model.gasPurchaseIndexFraction === 0) return as('usdPerMcf', model.gasPurchaseUsdPerMcf);
  return as('usdPerMcf', model.gasPurchaseUsdPerMcf + model.gasPurchaseIndexFraction * value);
}

/** What an Mcf is worth by the index of royalty and gas price, USD/Mcf: (index + basis) × MMBtu per Mcf. */
export function indexValueUsdPerMcf(model: SiteModel, index: UsdPerMmbtu, energy: MmbtuPerMcf): UsdPerMcf {
  return as('usdPerMcf', (index + model.royaltyBasisUsdPerMmbtu) * energy);
}

/**
 * What a flared Mcf is worth, USD/Mcf: −(charge + carbon + fraction × max(0, (index + basis) × MMBtu per
 * Mcf)), the fraction being royalty and production tax on flared gas.
 */
export function flareUsdPerMcf(model: SiteModel, value: UsdPerMcf): UsdPerMcf {
  const plain = 0 - model.flareChargeUsdPerMcf - (model.carbonUsdPerMcfFlared ?? 0);
  if (model.flareValueFraction === 0) return as('usdPerMcf', plain);
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
