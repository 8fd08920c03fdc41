import type { Company } from '../../domain/company.ts';
import type { SiteOptimum } from '../../domain/economics/allocation/optimum.ts';
import { optimumUnderLaw } from '../../domain/economics/regime/under-law.ts';
import { siteModel } from '../../domain/economics/site-model.ts';
import { gasInForce } from '../../domain/gas/in-force.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Market } from '../../domain/market/market.ts';
import { marketRow } from '../../domain/market/market-row.ts';
import { siteMarketRow } from '../../domain/market/site-market-row.ts';
import { usdRates } from '../../domain/market/usd-rates.ts';

/** A configuration stored by an older release may lack what today's model asks for: none until the next tick. */
export function optimumOrNone(item: SiteItem, market: Market, company: Company): SiteOptimum | null {
  try {
    return optimumOf(item, market, company);
  } catch {
    return null;
  }
}

function optimumOf(item: SiteItem, market: Market, company: Company): SiteOptimum | null {
  const site = company.sites.find((one) => one.id === item.site);
  if (site === undefined) return null;
  const model = siteModel(site, company.decisionHorizonDays, company.regimes);
  const gas = gasInForce(item.gas, item.v, site.reports.staleAfterSeconds, site.reports.cadence);
  return optimumUnderLaw(model, siteMarketRow(marketRow(market), site), gas, item.v, usdRates(market));
}
