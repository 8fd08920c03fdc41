import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import type { Company } from '#lib/domain/company.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import type { GroupStore, Stores } from '#lib/ports.ts';
import { aheadOf, scene } from './alert-scene.ts';

/** Tick at which every site of the fleet fires, and the one at which all of them are over it. */
export const FALL = aheadOf(1);
export const RISE = aheadOf(2);

/** A fleet of one and the same site, committed at the fall and at the rise of the market; made up. */
export type Fleet = {
  readonly company: Company;
  readonly fallen: readonly SiteItem[];
  readonly risen: readonly SiteItem[];
  readonly open: readonly EpisodeRecord[];
  readonly closed: readonly EpisodeRecord[];
};

/** Runs the market over one site and copies what was committed to `count` of them. */
export async function fleetOf(count: number, idOf: (index: number) => string): Promise<Fleet> {
  const one = await scene({ prices: [30_000, 3_000, 30_000] });
  const { stores, company } = one.world;
  const taken = async () => {
    const [item] = await stores.sites.all();
    const [record] = await stores.episodes.range(instant(0), instant(9e9), 10);
    if (item === undefined || record === undefined) throw new Error('the site fires');
    return { item, record };
  };
  await one.runTo(1);
  const fall = await taken();
  await one.runTo(2);
  const rise = await taken();
  const [site] = company.sites;
  if (site === undefined) throw new Error('the company has a site');
  const ids = Array.from({ length: count }, (_, index) => idOf(index));
  return {
    company: { ...company, sites: ids.map((id) => ({ ...site, id, name: `Pad ${id}` })) },
    fallen: ids.map((id) => ({ ...fall.item, site: id })),
    risen: ids.map((id) => ({ ...rise.item, site: id })),
    open: ids.map((id) => ({ ...fall.record, site: id })),
    closed: ids.map((id) => ({ ...rise.record, site: id })),
  };
}

/** The fleet at one of the two ticks, told through the given groups; each run is another process a minute later. */
export type Telling = { readonly published: RenderedMessage[]; readonly send: (groups: GroupStore) => Promise<void> };

export async function tellingOf(fleet: Fleet, at: Instant): Promise<Telling> {
  const published: RenderedMessage[] = [];
  const base = memoryStores();
  const isFall = at === FALL;
  for (const item of isFall ? fleet.fallen : fleet.risen) await base.sites.putIfNewer(item);
  for (const record of isFall ? fleet.open : fleet.closed) await base.episodes.put(record);
  for (const name of ['recompute-margins', ...(isFall ? [] : ['send-alerts'])]) {
    const done = name === 'send-alerts' ? FALL : at;
    await base.ticks.claim(name, done, 'before', 0, 1);
    await base.ticks.finish(name, done, 'before');
  }
  let run = 0;
  const send = async (groups: GroupStore): Promise<void> => {
    run += 1;
    const now = run * 60_000;
    const owner = `run-${run}`;
    const stores: Stores = { ...base, groups };
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    await sendAlerts(
      {
        stores,
        publisher: { publish: async (message) => void published.push(message) },
        clock: { nowMilliseconds: () => now },
        ids: { owner: () => owner },
        log: silent,
        metrics: { count: () => {} },
        heartbeat: { beat: async () => {} },
        linkBase: 'http://127.0.0.1:8787',
      },
      { company: fleet.company, version: 'v1', timeoutSeconds: 50 },
      at,
    );
  };
  return { published, send };
}
