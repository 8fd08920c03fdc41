import { nearestName } from '../nearest-name.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';
import type { MarketBlock } from '../schema/market.ts';
import type { Regimes } from './check-regime.ts';
import { checkRules } from './check-rules.ts';
import { checkSite } from './check-site.ts';
import type { Parts } from './parts.ts';

/** What no single block can show: names that must meet, values that must fit one another. */
export function checkCompany(parts: Parts, regimes: Regimes): readonly Fault[] {
  const indexes = (parts.market?.gasIndexes ?? []).map((index) => index.id);
  const base = parts.rules;
  return [
    ...repeated(
      parts.sites.map((site) => site.id),
      (index) => ['sites', index, 'id'],
      'a site id that no other site has',
    ),
    ...(parts.market === null ? [] : checkMarket(parts.market)),
    ...checkApi(parts),
    ...checkRules(['rules'], base, undefined),
    ...checkMaintenance(parts),
    ...checkWeeklyTest(parts),
    ...parts.sites.flatMap((site, index) => [
      ...checkSite(site, ['sites', index], parts.market === null ? null : indexes, regimes),
      ...checkRules(['sites', index, 'rules'], site.rules, base),
    ]),
  ];
}

function repeated(
  names: readonly (string | undefined)[],
  pathOf: (index: number) => YamlPath,
  expected: string,
): readonly Fault[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (name === undefined) return [];
    if (seen.has(name)) return [fault(pathOf(index), name, expected)];
    seen.add(name);
    return [];
  });
}

function checkMarket(market: MarketBlock): readonly Fault[] {
  const at = (...rest: YamlPath): YamlPath => ['market', ...rest];
  const pairs = new Map((market.fx ?? []).map((plan) => [plan.pair, plan]));
  const faults: Fault[] = [
    ...repeated(market.btcPrice.sources, (i) => at('btcPrice', 'sources', i), 'a source named once'),
    ...repeated(market.network.sources, (i) => at('network', 'sources', i), 'a source named once'),
    ...repeated(
      (market.fx ?? []).map((plan) => plan.pair),
      (i) => at('fx', i, 'pair'),
      'a pair named once',
    ),
    ...repeated(
      (market.gasIndexes ?? []).map((one) => one.id),
      (i) => at('gasIndexes', i, 'id'),
      'an index named once',
    ),
  ];
  if (market.network.sources.includes('bitcoin-core') && market.urls?.['bitcoin-core'] === undefined)
    faults.push(fault(at('network', 'sources'), 'bitcoin-core', 'market.urls.bitcoin-core: the address of your node'));
  for (const [index, plan] of (market.fx ?? []).entries()) {
    if (plan.source == null && plan.manual === undefined)
      faults.push(fault(at('fx', index), plan.pair, 'a source (cbr, frankfurter) or manual rows'));
  }
  for (const [index, plan] of (market.gasIndexes ?? []).entries()) {
    const path = at('gasIndexes', index);
    if (plan.source == null && plan.manual === undefined)
      faults.push(fault(path, plan.id, 'a source (eia) or manual rows'));
    if (plan.source === 'eia' && plan.secret == null)
      faults.push(fault([...path, 'secret'], undefined, 'the name of the secret that holds the EIA key'));
    const currency = plan.currency ?? 'USD';
    if (currency !== 'USD' && !pairs.has(`USD${currency}`))
      faults.push(fault([...path, 'currency'], currency, `a pair USD${currency} under market.fx`));
    for (const [row, given] of (plan.manual ?? []).entries()) {
      const prices = ['usdPerMmbtu', 'perMmbtu', 'per1000m3', 'perMcf'] as const;
      const named = prices.filter((key) => given[key] !== undefined);
      if (named.length !== 1) faults.push(fault([...path, 'manual', row], named, `one of ${prices.join(', ')}`));
      if (given.usdPerMmbtu !== undefined && currency !== 'USD')
        faults.push(fault([...path, 'manual', row, 'usdPerMmbtu'], given.usdPerMmbtu, `perMmbtu, in ${currency}`));
      if ((given.per1000m3 ?? given.perMcf) !== undefined && given.base === undefined)
        faults.push(fault([...path, 'manual', row, 'base'], undefined, 'the base of the volume, such as ru20'));
    }
  }
  return faults;
}

function checkApi({ file }: Parts): readonly Fault[] {
  const api = file.api;
  if (typeof api !== 'object' || api === null) return [];
  const own = typeof api.auth === 'object' ? api.auth.jwt : (api.jwt ?? api);
  const wantsJwt = api.auth === 'jwt' || typeof api.auth === 'object' || api.jwt !== undefined;
  const isIam = api.auth === 'iam' && (api.jwt ?? api.issuer ?? api.audience) !== undefined;
  if (isIam) return [fault(['api', 'auth'], 'iam', 'jwt, where an issuer and an audience are given')];
  if (!wantsJwt || (own?.issuer !== undefined && own.audience !== undefined)) return [];
  return [fault(['api'], api, 'jwt: { issuer, audience }')];
}

function checkMaintenance(parts: Parts): readonly Fault[] {
  const ids = parts.sites.flatMap((site) => site.id ?? []);
  return parts.maintenance.flatMap((window, index) => {
    const faults: Fault[] = [];
    const { site } = window.match;
    if (site !== undefined && !ids.includes(site)) {
      const path = ['maintenance', index, 'match', 'site'];
      faults.push(fault(path, site, 'the id of a site', nearestName(site, ids)));
    }
    if (window.to <= window.from)
      faults.push(fault(['maintenance', index, 'to'], window.to, `later than ${window.from}`));
    return faults;
  });
}

function checkWeeklyTest({ file }: Parts): readonly Fault[] {
  const ids = Object.keys(file.audiences ?? {});
  const told: unknown = file.deploy?.weeklyTest;
  if (!Array.isArray(told)) return [];
  return told.flatMap((id, index) => {
    const path = ['deploy', 'weeklyTest', index];
    if (typeof id !== 'string') return [];
    if (!ids.includes(id)) return [fault(path, id, 'the id of an audience', nearestName(id, ids))];
    return told.indexOf(id) < index ? [fault(path, id, 'each audience once')] : [];
  });
}
