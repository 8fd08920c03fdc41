import type { Company } from '../../domain/company.ts';
import type { SiteOptimum } from '../../domain/economics/allocation/optimum.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Market } from '../../domain/market/market.ts';
import { siteFacts } from '../../domain/site-facts.ts';

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
  return siteFacts(company, site, market, item.gas).optimum();
}
