import { acknowledge } from '#lib/app/acknowledge.ts';
import { companyVersion } from '#lib/config/load-company.ts';
import { episodeId } from '#lib/domain/alerts/episode-record.ts';
import type { Severity } from '#lib/domain/alerts/rule.ts';
import type { Company, MaintenanceWindow } from '#lib/domain/company.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from './world.ts';

export type SceneOptions = {
  readonly sites?: number;
  /** BTC price by tick; null = no feed answers. */
  readonly prices: readonly (number | null)[];
  readonly maintenance?: readonly MaintenanceWindow[];
  readonly quiet?: { readonly from: string; readonly to: string };
  /** What the audience hears at least; not given = everything. */
  readonly minSeverity?: Severity;
  /** Ids of audiences that hear the same as operations. */
  readonly others?: readonly string[];
  /** Audiences of the second and the third tier beside operations. */
  readonly hasTiers?: boolean;
  /** Some sites are not like the others. */
  readonly sitesAs?: (sites: Company['sites']) => Company['sites'];
};

/** A world under a scripted market, run tick by tick. */
export type Scene = {
  readonly world: World;
  /** Runs every tick up to and with this one. */
  readonly runTo: (tick: number) => Promise<void>;
  /** From the next tick on the unprofitable rule is off. */
  readonly switchOff: () => void;
  /** From the next tick on the last site is gone. */
  readonly removeLast: () => void;
  /** Held back notices of the site's episodes: audience, kind, reason. */
  readonly suppressed: (site: string) => Promise<readonly (readonly [string, string, string])[]>;
};

/** The moment of a tick. */
export function aheadOf(tick: number): Instant {
  return after(START, tick * TICK_SECONDS);
}

export async function scene(options: SceneOptions): Promise<Scene> {
  const made = testCompany(options.sites ?? 1, { forDuration: '0s' }).company;
  const [audience] = made.audiences;
  if (audience === undefined) throw new Error('the test company has an audience');
  const company: Company = {
    ...made,
    sites: options.sitesAs?.(made.sites) ?? made.sites,
    maintenance: options.maintenance ?? [],
    audiences: [
      { ...audience, quietHours: options.quiet ?? null, minSeverity: options.minSeverity ?? audience.minSeverity },
      ...(options.others ?? []).map((id) => ({ ...audience, id })),
      ...(options.hasTiers ? ([2, 3] as const).map((tier) => ({ ...audience, id: `tier-${tier}`, tier })) : []),
    ],
  };
  const priceAt = (at: Instant) => {
    const price = options.prices[(at - START) / TICK_SECONDS];
    return price === undefined ? 30_000 : price;
  };
  let world = newWorld(company, companyVersion(company), priceAt);
  await deliverReports(world, START);
  let next = 0;
  const reconfigure = (changed: Company): void => {
    world = { ...world, company: changed, version: companyVersion(changed) };
  };
  return {
    get world() {
      return world;
    },
    runTo: async (tick) => {
      for (; next <= tick; next += 1) {
        if (next % 24 === 23) await deliverReports(world, aheadOf(next));
        await runChain(world, aheadOf(next));
      }
    },
    switchOff: () => reconfigure({ ...company, sites: company.sites.map(withoutProfitRule) }),
    removeLast: () => reconfigure({ ...company, sites: company.sites.slice(0, -1) }),
    suppressed: async (site) => {
      const records = await world.stores.episodes.range(instant(0), instant(9e9), 1000);
      const ids = records.filter((record) => record.site === site).map(episodeId);
      const notices = await Promise.all(ids.map((id) => world.stores.suppressed.ofEpisode(id)));
      return notices.flat().map(({ audience: of, notice, reason }) => [of, notice, reason] as const);
    },
  };
}

function withoutProfitRule(site: Company['sites'][number]): Company['sites'][number] {
  return { ...site, rules: { ...site.rules, unprofitable: { ...site.rules.unprofitable, enabled: false } } };
}

/** What was published: audience, kind, rule, sites firing, sites over. */
export function said({ world }: Scene): readonly (readonly [string, string, string, number, number])[] {
  return world.published.map(({ audience, attributes, json }) => {
    const { firingCount, resolvedCount } = JSON.parse(json) as { firingCount: number; resolvedCount: number };
    return [audience, attributes.kind, attributes.rule, firingCount, resolvedCount] as const;
  });
}

/** Acknowledges the newest episode of the first pad. */
export async function acknowledgeEpisodeIn(
  { world }: Pick<Scene, 'world'>,
  { until, at }: { readonly until: Instant | null; readonly at: Instant },
): Promise<string> {
  const record = (await world.stores.episodes.range(instant(0), instant(9e9), 1000)).at(-1);
  if (record === undefined) throw new Error('there is no episode to acknowledge');
  return acknowledge(world.stores, episodeId(record), { by: 'ann', until, note: null, isSticky: false }, at);
}
