import { presentEpisode, readAlertContext } from '#lib/app/history/alert-context.ts';
import { readAlerts } from '#lib/app/history/read-alerts.ts';
import { companyVersion } from '#lib/config/load-company.ts';
import type { Company, CustomRule } from '#lib/domain/company.ts';
import { aheadOf } from './alert-scene.ts';
import { deliver, producedOn, seal } from './seal-world.ts';
import { newWorld, runChain, START, testCompany, type World } from './world.ts';

/**
 * Made-up pads with a site cost of 80 USD/day at 30,000 USD/BTC. The miners take 216 Mcf a day,
 * earn 0.0986 BTC less a pool fee of 1 % on it and cost 432 USD of O&M (test/app/world.ts): 11.55 USD a Mcf.
 * A day of G Mcf (up to 216) makes 11.55 G − 80: −56.9 at 2 Mcf, 18.8 at 8.55, 58.6 at 12, 2,415 at 216.
 */
export const LITTLE = 2;
export const PLENTY = 300;
export const DAY_BEFORE = -1;

export type Told = { at: number; audience: string; kind: string; sites: string[]; flipped: boolean[] };

/** A world over so many ticks, each with the hourly run behind it. */
export async function corrected(
  /** Tick → Mcf that the report of the day before says from then on. */
  versions: Readonly<Record<number, number>>,
  ticks: number,
  changes: { sites?: number; company?: Partial<Company>; priceAt?: (at: number) => number; custom?: CustomRule } = {},
): Promise<{ world: World; told: readonly Told[] }> {
  const made = testCompany(changes.sites ?? 1, { forDuration: '0s' }).company;
  const sites = made.sites.map((site) => ({
    ...site,
    costs: { ...site.costs, siteUsdPerDay: 80, siteAvoidableAfterDays: 1 },
    rules: { ...site.rules, custom: changes.custom === undefined ? [] : [changes.custom] },
  }));
  const company: Company = { ...made, sites, ...changes.company };
  const world = newWorld(company, companyVersion(company), changes.priceAt ?? (() => 30_000));
  for (let tick = 0; tick < ticks; tick += 1) {
    const volume = versions[tick];
    const version = Object.keys(versions).filter((one) => Number(one) <= tick).length;
    if (volume !== undefined) {
      for (const site of sites) {
        await deliver(world, [producedOn(site.id, DAY_BEFORE, volume, version)], aheadOf(tick));
      }
    }
    await run(world, tick, tick + 1);
  }
  return { world, told: toldIn(world) };
}

/** The ticks of [from, to), each with the hourly run behind it. */
export async function run(world: World, from: number, to: number): Promise<void> {
  for (let tick = from; tick < to; tick += 1) {
    await runChain(world, aheadOf(tick));
    await seal(world, aheadOf(tick));
  }
}

/** What was sent, as its readers got it. */
export function toldIn(world: World): readonly Told[] {
  return world.published.map(({ at, audience, attributes, json }) => {
    const { sites, corrected: list = [] } = JSON.parse(json) as {
      sites: string[];
      corrected?: { isFlipped: boolean }[];
    };
    const flipped = list.map(({ isFlipped }) => isFlipped);
    return { at: (at - START) / 3600, audience, kind: attributes.kind, sites, flipped };
  });
}

/** The corrections among it. */
export const corrections = (told: readonly Told[]) => told.filter(({ kind }) => kind === 'correction');

/** Kind, tick and whether it is named, of each message that the API lists of the site's loss. */
export async function listed(world: World) {
  const now = aheadOf(1000);
  const query = { state: null, site: 'pad-0000', rule: 'unprofitable', from: START, to: now, stateOf: () => null };
  const [record] = (await readAlerts(world.stores, query)) ?? [];
  if (record === undefined) throw new Error('the loss has a record');
  const { messages } = presentEpisode(record, await readAlertContext(world.stores, [record], new Map(), now));
  return messages.map(({ kind, at, isNamed }) => [kind, (Date.parse(at) / 1000 - START) / 3600, isNamed]);
}
