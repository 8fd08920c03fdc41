import type { Audience, Company, Site } from '../../domain/company.ts';
import type { CompanyFile } from '../company-schema.ts';
import { shippedRegimes } from '../regimes.ts';
import type { ApiBlock, AudienceBlock } from '../schema/people.ts';
import { newDefaults } from './defaults.ts';
import { marketPlan, type SoldGas } from './market.ts';
import { DEFAULT_RULES, rulesOver } from './rules.ts';
import { siteOf } from './site.ts';

const TICK_SECONDS = { '5m': 300, '15m': 900, '1h': 3600 } as const;

/** The company as deployed, and the name of every default that was taken. */
export function resolveCompany(file: CompanyFile): { company: Company; defaults: readonly string[] } {
  const defaults = newDefaults(file.sites.map((site) => site.id));
  const { or, taken } = defaults;
  const locale = or(['locale'], file.locale, 'en');
  const rules = rulesOver(DEFAULT_RULES, file.rules);
  if (file.rules === undefined) taken.push('rules = the defaults of docs/alerts (interfaces.md section 3)');
  const sites = file.sites.map((site, index) => siteOf(site, ['sites', index], rules, defaults));
  const soldOn = (index: string): SoldGas | null =>
    sites.find((site) => site.sell?.index === index || site.costs.royaltyIndex === index)?.gas ?? null;
  const company: Company = {
    company: file.company,
    name: or(['name'], file.name, file.company),
    account: file.account ?? null,
    region: file.region ?? null,
    tickSeconds: TICK_SECONDS[or(['tick'], file.tick, '5m')],
    locale,
    decisionHorizonDays: or(['decisionHorizonDays'], file.decisionHorizonDays, 7),
    market: marketPlan(file.market, soldOn),
    audiences: Object.entries(file.audiences).map(([id, audience]) => audienceOf(id, audience, locale)),
    rules,
    maintenance: (file.maintenance ?? []).map((window) => ({ ...window, match: matchOf(window.match) })),
    api: apiOf(file.api),
    heartbeatUrl: file.heartbeat?.url ?? null,
    tags: file.tags ?? {},
    rawRetentionDays: or(['rawRetentionDays'], file.rawRetentionDays, 90),
    deploy: {
      logRetentionDays: file.deploy?.logRetentionDays ?? 90,
      customerKey: file.deploy?.customerKey ?? false,
      reservedConcurrency: file.deploy?.reservedConcurrency ?? false,
      weeklyTest: file.deploy?.weeklyTest ?? [platformAudience(Object.keys(file.audiences))],
    },
    regimes: regimesOf(sites),
    sites,
  };
  return { company, defaults: taken };
}

/** Who hears about the monitor itself: the audience `platform`, else the first one. */
function platformAudience(ids: readonly string[]): string {
  return ids.find((id) => id === 'platform') ?? ids[0] ?? '';
}

/** The documents that the sites name, each once, in the order of their ids. */
function regimesOf(sites: readonly Site[]): Company['regimes'] {
  const ids = [...new Set(sites.map((site) => site.flare.regime))].sort();
  return ids.flatMap((id) => shippedRegimes().get(id) ?? []);
}

function audienceOf(id: string, given: AudienceBlock, locale: string): Audience {
  const [from, to] = given.quietHours?.split('-') ?? [];
  return {
    id,
    timezone: given.timezone,
    locale: given.locale ?? locale,
    quietHours: from === undefined || to === undefined ? null : { from, to },
    minSeverity: given.minSeverity ?? 'info',
    ...(given.tier === undefined || given.tier === 1 ? {} : { tier: given.tier }),
    subscribe: given.subscribe,
    digest: given.digest ?? null,
  };
}

function matchOf(match: NonNullable<CompanyFile['maintenance']>[number]['match']) {
  const { site, rule, severity } = match;
  return {
    ...(site === undefined ? {} : { site }),
    ...(rule === undefined ? {} : { rule }),
    ...(severity === undefined ? {} : { severity }),
  };
}

function apiOf(given: ApiBlock | undefined): Company['api'] {
  const own = typeof given?.auth === 'object' ? given.auth.jwt : (given?.jwt ?? given);
  if (own?.issuer === undefined || own.audience === undefined) return { auth: 'iam' };
  return { auth: 'jwt', issuer: own.issuer, audience: own.audience as string };
}
