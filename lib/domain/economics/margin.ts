import { BTU_PER_MMBTU, SCF_PER_MCF } from '../conversions.ts';
import type { Operation } from './operation.ts';
import type { SiteModel } from './site-model.ts';

/** What mining costs, USD/day, by kind; none of it depends on the coin's price. Null = unknown. */
export type MiningCosts = {
  readonly generatorOm: number;
  readonly royalty: number | null;
  readonly carbon: number | null;
  readonly gasPurchase: number;
  readonly site: number;
};

/** The avoidable costs of running so (docs/method.md#M7). `royaltyIndexUsdPerMmbtu` null = unknown. */
export function miningCosts(
  model: SiteModel,
  operation: Operation,
  hhvBtuPerScf: number,
  royaltyIndexUsdPerMmbtu: number | null,
): MiningCosts {
  const used = operation.gasUsedMcfPerDay;
  const perMcf = royaltyUsdPerMcf(model, hhvBtuPerScf, royaltyIndexUsdPerMmbtu);
  return {
    generatorOm: operation.grossKwhPerDay * model.omUsdPerKwhGross,
    royalty: perMcf === null ? null : used * perMcf,
    carbon: model.carbonUsdPerMcfMined === null ? null : used * model.carbonUsdPerMcfMined,
    gasPurchase: used * model.gasPurchaseUsdPerMcf,
    site: model.avoidableSiteUsdPerDay,
  };
}

/**
 * Royalty on an Mcf burnt for mining: fraction × max(0, (index + basis) × MMBtu per Mcf). A negative
 * price gives no royalty. Null where there is a royalty and its index is unknown.
 */
export function royaltyUsdPerMcf(
  model: SiteModel,
  hhvBtuPerScf: number,
  indexUsdPerMmbtu: number | null,
): number | null {
  if (model.royaltyFraction === 0) return 0;
  if (indexUsdPerMmbtu === null) return null;
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
 * buys is income. Null where one of them is unknown.
 */
export function fixedCosts(model: SiteModel, costs: MiningCosts): number | null {
  const other = costsBesidesGas(costs);
  if (other === null || costs.royalty === null) return null;
  const purchase = model.perspective === 'producer' ? -costs.gasPurchase : costs.gasPurchase;
  return other + costs.royalty + purchase;
}

/** Avoidable costs without royalty and gas purchase, for the break-even gas price; null = unknown. */
export function costsBesidesGas(costs: MiningCosts): number | null {
  return costs.carbon === null ? null : costs.generatorOm + costs.carbon + costs.site;
}
