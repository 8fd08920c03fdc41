import type { Company, Site } from '../../domain/company.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import { after } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { difficultyByEpoch, difficultyOf } from './difficulty.ts';
import { flaringStanding } from './flaring-standing.ts';
import { latestOptima, presentGain, presentOptimum } from './latest-optimum.ts';
import { presentPoint } from './present.ts';
import { openAlertsOf, reportAge } from './read-fleet.ts';
import { knownSite } from './sites-known.ts';

/** Every deployed site, by id. */
export async function readSites(stores: Stores, company: Company) {
  const items = new Map((await stores.sites.all('eventual')).map((item) => [item.site, item]));
  const latest = [...items.values()].map((item) => item.block.points.at(-1) ?? null);
  const shown = company.sites.flatMap((site) => items.get(site.id) ?? []);
  const [difficulties, optima] = await Promise.all([
    difficultyByEpoch(stores.market, latest),
    latestOptima(stores, shown),
  ]);
  const sites = company.sites.map((site) =>
    presentSite(site.id, site, items.get(site.id) ?? null, false, difficulties, presentGain(optima.get(site.id))),
  );
  return sites.sort((a, b) => (a.site < b.site ? -1 : 1));
}

/** One site with its latest point and what its flaring is held against, null when the company has none of that id and had none. */
export async function readSite(stores: Stores, company: Company, id: string) {
  const known = await knownSite(stores, company, id);
  if (known === null) return null;
  const item = await asRestated(stores, known.item);
  const asked = item === null || known.isRemoved ? [] : [item];
  const [difficulties, optima] = await Promise.all([
    difficultyByEpoch(stores.market, [item?.block.points.at(-1) ?? null]),
    latestOptima(stores, asked),
  ]);
  const found = optima.get(id);
  const best = { ...presentGain(found), ...presentOptimum(found) };
  return {
    ...presentSite(id, known.site, item, known.isRemoved, difficulties, best),
    flaring: known.site === null ? null : flaringStanding(known.site, known.item),
  };
}

/** A removed site's last block as late reports may have restated it since. */
async function asRestated(stores: Stores, item: SiteItem | null): Promise<SiteItem | null> {
  if (item?.removedAt === undefined) return item;
  const [block] = await stores.history.blocks(item.site, item.block.start, after(item.block.start, 1), 1);
  return block?.start === item.block.start ? { ...item, block } : item;
}

function presentSite<B extends object>(
  id: string,
  site: Site | null,
  item: SiteItem | null,
  isRemoved: boolean,
  difficulties: ReadonlyMap<number, number | null>,
  best: B,
) {
  const point = item?.block.points.at(-1) ?? null;
  return {
    site: id,
    name: site?.name ?? id,
    isRemoved,
    configuration: site === null ? null : withoutSecrets(site),
    latest: point === null ? null : { ...presentPoint(point, difficultyOf(point, difficulties)), ...best },
    openAlerts: item === null ? [] : openAlertsOf(item),
    reportAgeSeconds: item === null ? null : reportAge(item),
  };
}

/** Where secrets are kept and signed links are nobody's business but the deployment's. */
function withoutSecrets(site: Site) {
  const { pull, pushKeys, ...reports } = site.reports;
  const shownPull = pull === null ? null : { format: pull.format, everySeconds: pull.everySeconds };
  return { ...site, reports: { ...reports, pull: shownPull, pushKeys: pushKeys.map((key) => key.id) } };
}
