import type { FrozenValues } from '../domain/alerts/message.ts';
import { bySite, type Flush } from './flush.ts';
import { keptInRun } from './kept-in-run.ts';

/**
 * The figures of a site as they stand at this flush, with its action, its gain and the next retarget.
 * Null = it is no longer configured, or its market is no longer kept.
 */
export const valuesNow: (run: Flush, site: string) => Promise<FrozenValues | null> = keptInRun(workOut);

async function workOut({ ports, company, items }: Flush, id: string): Promise<FrozenValues | null> {
  const [site, item] = [company.sites.find((one) => one.id === id), bySite(items).get(id)];
  if (site === undefined || item === undefined) return null;
  const market = await ports.stores.market.get(item.v);
  if (market === null) return null;
  loading ??= import('../domain/alerts/item-values.ts');
  return (await loading).itemValues(company, site, item, market);
}

/** Loaded when first asked for: most runs send no reminder. */
let loading: Promise<typeof import('../domain/alerts/item-values.ts')> | null = null;
