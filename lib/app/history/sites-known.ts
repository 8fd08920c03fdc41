import type { Company, Site } from '../../domain/company.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import type { Stores } from '../../ports.ts';

/** A site that the company has or had. */
export type KnownSite = { readonly site: Site | null; readonly item: SiteItem | null; readonly isRemoved: boolean };

/**
 * A site by id: as deployed; or removed, as its last point's configuration had it; null when there
 * never was one. History of a removed site stays readable.
 */
export async function knownSite(
  stores: Pick<Stores, 'sites' | 'config'>,
  company: Company,
  id: string,
): Promise<KnownSite | null> {
  const item = await stores.sites.get(id, 'eventual');
  const deployed = company.sites.find((one) => one.id === id);
  if (deployed !== undefined) return { site: deployed, item, isRemoved: false };
  if (item === null) return null;
  const last = await stores.config.get(item.configVersion);
  return { site: last?.sites.find((one) => one.id === id) ?? null, item, isRemoved: true };
}

/** True when the site is deployed or has been: its history can be asked for. */
export async function hasHistory(stores: Pick<Stores, 'sites'>, company: Company, id: string): Promise<boolean> {
  return company.sites.some((one) => one.id === id) || (await stores.sites.get(id, 'eventual')) !== null;
}
