import type { Company, Site } from './company.ts';
import type { SiteOptimum } from './economics/allocation/optimum.ts';
import type { Evaluation } from './economics/evaluation.ts';
import { evaluateUnderLaw, optimumUnderLaw } from './economics/regime/under-law.ts';
import { keptSiteModel, type SiteModel } from './economics/site-model.ts';
import { gasInForce } from './gas/in-force.ts';
import type { GasInForce, GasState } from './gas/report.ts';
import type { Market, MarketRow } from './market/market.ts';
import { marketRow } from './market/market-row.ts';
import { siteMarketRow } from './market/site-market-row.ts';
import { usdRates } from './market/usd-rates.ts';

/** A site at one tick, outside of the run of its ticks: what a decision of that tick is judged by. */
export type SiteFacts = {
  readonly model: SiteModel;
  readonly market: Market;
  readonly row: MarketRow;
  readonly gasState: GasState;
  readonly gas: GasInForce;
  readonly evaluation: () => Evaluation;
  /** Costs a search. */
  readonly optimum: () => SiteOptimum;
};

/** The site under a frozen market and what its reports say, as advanceSite works it out. */
export function siteFacts(company: Company, site: Site, market: Market, gasState: GasState): SiteFacts {
  const { at } = market;
  const model = keptSiteModel(site, company.decisionHorizonDays, company.regimes);
  const gas = gasInForce(gasState, at, site.reports.staleAfterSeconds, site.reports.cadence);
  const row = siteMarketRow(marketRow(market), site);
  const rates = usdRates(market);
  return {
    model,
    market,
    row,
    gasState,
    gas,
    evaluation: () => evaluateUnderLaw(model, row, gas, at, rates),
    optimum: () => optimumUnderLaw(model, row, gas, at, rates),
  };
}
