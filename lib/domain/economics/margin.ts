import { BTU_PER_MMBTU, SCF_PER_MCF } from '../conversions.ts';
import type { Operation } from './operation.ts';
import type { SiteModel } from './site-model.ts';

/** What mining costs, USD/day, by kind; none of it depends on the coin's price. */
export type MiningCosts = {
  readonly generatorOm: number;
  readonly royalty: number;
  readonly carbon: number;
  readonly gasPurchase: number;
  readonly site: number;
};

/** The avoidable costs of running so (docs/method.md#M7). */
export function miningCosts(
  model: SiteModel,
  operation: Operation,
  hhvBtuPerScf: number,
  royaltyIndexUsdPerMmbtu: number,
): MiningCosts {
  const used = operation.gasUsedMcfPerDay;
  return {
    generatorOm: operation.grossKwhPerDay * model.omUsdPerKwhGross,
    royalty: used * royaltyUsdPerMcf(model, hhvBtuPerScf, royaltyIndexUsdPerMmbtu),
    carbon: used * (model.carbonUsdPerMcfMined ?? 0),
    gasPurchase: used * model.gasPurchaseUsdPerMcf,
    site: model.avoidableSiteUsdPerDay,
  };
}

/**
 * Royalty on an Mcf burnt for mining: fraction × max(0, (index + basis) × MMBtu per Mcf). A negative
 * price gives no royalty.
 */
export function royaltyUsdPerMcf(model: SiteModel, hhvBtuPerScf: number, indexUsdPerMmbtu: number): number {
  const price = (indexUsdPerMmbtu + model.royaltyBasisUsdPerMmbtu) * mmbtuPerMcf(hhvBtuPerScf);
  return price > 0 ? model.royaltyFraction * price : 0;
}

/** MMBtu (HHV) in one Mcf: Btu/scf ÷ 1000. 1,210 Btu/scf is 1.21. */
export function mmbtuPerMcf(hhvBtuPerScf: number): number {
  return (hhvBtuPerScf * SCF_PER_MCF) / BTU_PER_MMBTU;
}

/**
 * The share of revenue that ends in the margin: 1 − revenue share − mining tax for the miner and for
 * both together; for the producer it is the revenue share that the miner pays him.
 */
export function keptRevenueFraction(model: SiteModel): number {
  if (model.perspective === 'producer') return model.revenueShareFraction;
  return 1 - model.revenueShareFraction - model.miningTaxFraction;
}

/**
 * Avoidable costs that do not move with revenue, USD/day. For the producer the gas that the miner
 * buys is income.
 */
export function fixedCosts(model: SiteModel, costs: MiningCosts): number {
  const purchase = model.perspective === 'producer' ? -costs.gasPurchase : costs.gasPurchase;
  return costsBesidesGas(costs) + costs.royalty + purchase;
}

/** Avoidable costs without royalty and gas purchase, for the break-even gas price. */
export function costsBesidesGas(costs: MiningCosts): number {
  return costs.generatorOm + costs.carbon + costs.site;
}
