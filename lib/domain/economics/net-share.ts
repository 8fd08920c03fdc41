import type { SiteModel } from './site-model.ts';

/** What a share of the net needs to know of a site. */
type ShareTerms = Pick<SiteModel, 'isShareOfNet' | 'revenueShareFraction' | 'perspective' | 'unavoidableSiteUsdPerDay'>;

/** Avoidable costs of mining, USD/day: all of them, and what the miner pays the producer. */
export type CostSums = { readonly fixed: number; readonly paidToProducer: number };

/**
 * The cash margin, USD/day, from the revenue that is kept before costs. A share of gross revenue is in
 * `keptRevenue` already. A share of the net is taken of what is left after mining tax, avoidable costs
 * and site costs, never of a loss; the producer receives it, of the miner's revenue less what the miner
 * pays him.
 *
 * Example: kept 1,000, costs 600, site cost that cannot be avoided 100, share 20 %: 400 − 0.2 × 300 = 340.
 */
export function cashMargin(terms: ShareTerms, keptRevenue: number, costs: CostSums): number {
  if (!terms.isShareOfNet) return keptRevenue - costs.fixed;
  const share = sharedUsd(terms, keptRevenue, costs);
  return terms.perspective === 'producer' ? share - costs.fixed : keptRevenue - costs.fixed - share;
}

/** What the share of the net comes to, USD/day; 0 for a share of gross revenue. */
export function sharedUsd(terms: ShareTerms, keptRevenue: number, costs: CostSums): number {
  return terms.isShareOfNet ? terms.revenueShareFraction * Math.max(0, netUsd(terms, keptRevenue, costs)) : 0;
}

/** What a share of the net is reckoned on, USD/day; not above 0 = nothing is shared. */
export function netUsd(terms: ShareTerms, keptRevenue: number, costs: CostSums): number {
  const borne = terms.perspective === 'producer' ? costs.paidToProducer : costs.fixed + terms.unavoidableSiteUsdPerDay;
  return keptRevenue - borne;
}

/**
 * The kept revenue at which the cash margin is `target`, USD/day: what the break-evens divide. Null for
 * a producer to whom mining is worth more than that at any revenue.
 *
 * Example (as above): a margin of 340 needs 600 + (340 − 0.2 × 100) ÷ 0.8 = 1,000; one of 50 needs 650.
 */
export function neededRevenue(terms: ShareTerms, target: number, costs: CostSums): number | null {
  if (!terms.isShareOfNet) return costs.fixed + target;
  const { revenueShareFraction: share, unavoidableSiteUsdPerDay: sunk } = terms;
  if (terms.perspective === 'producer') {
    const received = target + costs.fixed;
    return received > 0 ? costs.paidToProducer + received / share : null;
  }
  return costs.fixed + (target <= sunk ? target : (target - share * sunk) / (1 - share));
}
