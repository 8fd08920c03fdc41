import type { Company, Site } from '../../domain/company.ts';
import type { SiteOptimum } from '../../domain/economics/allocation/optimum.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Market } from '../../domain/market/market.ts';
import { siteFacts } from '../../domain/site-facts.ts';

/** The blocks of a site that its economics are worked out from. */
const BLOCKS = ['gas', 'power', 'fleet', 'pool', 'costs', 'flare', 'carbon', 'emissions'] as const;

/**
 * The optimum of a site at its latest tick. Null where the site is not in the company, or where an older
 * release stored the configuration without a block that today's model asks for: none until the next tick.
 */
export function optimumOrNone(item: SiteItem, market: Market, company: Company): SiteOptimum | null {
  const site = company.sites.find((one) => one.id === item.site);
  if (site === undefined || !isWhole(site)) return null;
  return siteFacts(company, site, market, item.gas).optimum();
}

function isWhole(site: Partial<Site>): boolean {
  return BLOCKS.every((block) => site[block] !== undefined);
}
