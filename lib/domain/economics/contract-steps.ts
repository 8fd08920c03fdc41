import type { Evaluation, Step } from './evaluation.ts';
import { rentalUsdPerDay, type SiteModel } from './site-model.ts';

/**
 * The contract behind the margins (docs/method.md#M7): what of the costs stopping would save within the
 * decision horizon and what it would not, what was paid between miner and producer, and what the law
 * and the state add. Figures that the site does not have are 0.
 */
export function contractSteps(model: SiteModel, evaluation: Evaluation): readonly Omit<Step, 'id'>[] {
  const { site } = model;
  const { gasUsedMcfPerDay: used, asicKwhPerDay: energy, cashMarginUsdPerDay: cash } = evaluation;
  const times = (amount: number | null, price: number): number | null =>
    price === 0 ? 0 : amount === null ? null : amount * price;
  const profit = cash === null ? null : cash - model.sunkUsdPerDay;
  const step = (name: string, value: number | string | null, unit: string, formula: string, method = 'M7') => ({
    name,
    value,
    unit,
    formula,
    method,
  });
  return [
    step('perspective', model.perspective, '', 'whose margin'),
    ...(site.gas.title === undefined ? [] : [step('gasTitle', site.gas.title, '', 'company file')]),
    step('decisionHorizonDays', model.decisionHorizonDays, 'days', 'company file'),
    step('siteAvoidableAfterDays', site.costs.siteAvoidableAfterDays, 'days', 'company file'),
    step('avoidableCosts', avoidableCosts(model), '', 'what stopping saves within the decision horizon'),
    step('avoidableSiteUsdPerDay', model.avoidableSiteUsdPerDay, 'USD/day', 'site cost + rental, if avoidable in time'),
    step('unavoidableSiteUsdPerDay', model.unavoidableSiteUsdPerDay, 'USD/day', 'site cost + rental, if not'),
    step('rentalUsdPerDay', rentalUsdPerDay(site), 'USD/day', 'Σ kW × USD/kW-month × 12 ÷ 365.25'),
    step('hostingUsdPerDay', times(energy, model.hostingUsdPerKwh), 'USD/day', 'plug energy × hosting price'),
    step(
      'minedGasIncentiveUsdPerDay',
      times(used, model.minedGasIncentiveUsdPerMcf),
      'USD/day',
      'used × (incentive + those in force at the date)',
    ),
    step('btcRealisationFraction', model.btcRealisationFraction, '1', 'what is left of the quoted price'),
    step('revenueShareOf', model.isShareOfNet ? 'net' : 'gross', '', 'company file'),
    step('demandChargeUsdPerDay', site.sell?.demandChargeUsdPerDay ?? 0, 'USD/day', 'paid in any case', 'M8'),
    step('capitalUsdPerDay', site.capitalUsdPerDay, 'USD/day', 'as given, or Σ C·i ÷ (1 − (1 + i)^−n) ÷ 365'),
    step(
      'incomeTaxUsdPerDay',
      model.incomeTaxFraction === 0 ? 0 : profit === null ? null : model.incomeTaxFraction * Math.max(0, profit),
      'USD/day',
      'fraction × max(0, cash margin − unavoidable site cost − demand charge − capital)',
    ),
    step(
      'flareRoyaltyAndTaxFraction',
      model.flareValueFraction,
      '1',
      'royalty + production tax, of max(0, (index + basis) × MMBtu/Mcf)',
      'M9',
    ),
  ];
}

/** The kinds of cost that stopping saves, in words. */
function avoidableCosts(model: SiteModel): string {
  const isPaying = model.perspective !== 'producer';
  const kinds: readonly (readonly [string, boolean])[] = [
    ['O&M', model.omUsdPerKwhGross > 0 || model.omUsdPerUnitHour > 0],
    ['royalty', model.royaltyFraction > 0],
    ['gas purchase', isPaying && (model.gasPurchaseUsdPerMcf !== 0 || model.gasPurchaseIndexFraction > 0)],
    ['hosting', isPaying && model.hostingUsdPerKwh > 0],
    ['revenue share', isPaying && model.revenueShareFraction > 0],
    ['mining tax', model.miningTaxFraction > 0],
    ['carbon', model.carbonUsdPerMcfMined !== 0],
    ['site cost', model.avoidableSiteUsdPerDay > 0],
  ];
  const names = kinds.flatMap(([name, is]) => (is ? [name] : []));
  return names.length === 0 ? 'none' : names.join(', ');
}
