import type { Company, Site } from '../../domain/company.ts';
import type { Stores } from '../../ports.ts';
import { difficultyByEpoch, difficultyOf } from './difficulty.ts';
import { presentPoint } from './present.ts';
import { openAlertsOf } from './read-fleet.ts';

/** Every site as deployed, without secrets. */
export function readSites(company: Company) {
  return { sites: company.sites.map(withoutSecrets) };
}

/** One site as deployed with its latest point, null when the company has no such site. */
export async function readSite(stores: Stores, company: Company, id: string) {
  const site = company.sites.find((one) => one.id === id);
  if (site === undefined) return null;
  const item = await stores.sites.get(id);
  const point = item?.block.points.at(-1) ?? null;
  const difficulties = await difficultyByEpoch(stores.market, [point]);
  return {
    site: id,
    name: site.name,
    configuration: withoutSecrets(site),
    latest: point === null ? null : presentPoint(point, difficultyOf(point, difficulties)),
    openAlerts: item === null ? [] : openAlertsOf(item),
  };
}

/** Where secrets are kept and signed links are nobody's business but the deployment's. */
function withoutSecrets(site: Site) {
  const { pull, pushKeys, ...reports } = site.reports;
  const shownPull = pull === null ? null : { format: pull.format, everySeconds: pull.everySeconds };
  return { ...site, reports: { ...reports, pull: shownPull, pushKeys: pushKeys.map((key) => key.id) } };
}
