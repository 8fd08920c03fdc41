import { nearestName } from '../nearest-name.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';
import { durationSeconds } from '../schema/scalars.ts';
import { checkGas } from './check-gas.ts';
import { checkOutlets } from './check-outlets.ts';
import { checkPower } from './check-power.ts';
import { checkPeriodsToDate, checkRegime, type Regimes } from './check-regime.ts';
import type { SiteParts } from './parts.ts';

/** Longest calendar month: a monthly report may be that late and still be the newest. */
export const CADENCE_SECONDS = { '1h': 3600, '1d': 86_400, '1mo': 31 * 86_400 } as const;
const LEAST_PULL_SECONDS = 60;
/** Formats in which mining fuel can hide in fuel: the file must say which. */
const HIDES_MINING_FUEL = ['petrinex', 'nd-xlsx'];

/** Everything about one site that no single block can show. `indexes` null = the market block is unsound. */
export function checkSite(
  site: SiteParts,
  path: YamlPath,
  indexes: readonly string[] | null,
  regimes: Regimes,
): readonly Fault[] {
  return [
    ...(site.gas === undefined ? [] : checkGas(site.gas, [...path, 'gas'])),
    ...checkPower(site, path),
    ...checkReports(site, path),
    ...checkCosts(site, path),
    ...checkOutlets(site, path),
    ...(indexes === null ? [] : checkIndexes(site, path, indexes)),
    ...checkRegime(site.flare?.regime, [...path, 'flare', 'regime'], regimes),
    ...checkPeriodsToDate(site.flare?.periodToDate, [...path, 'flare', 'periodToDate']),
  ];
}

function checkReports(site: SiteParts, path: YamlPath): readonly Fault[] {
  const reports = site.reports ?? {};
  const cadence = reports.cadence ?? '1d';
  const faults: Fault[] = [];
  const staleAfter = reports.staleAfter === undefined ? null : durationSeconds(reports.staleAfter);
  if (staleAfter !== null && staleAfter < CADENCE_SECONDS[cadence])
    faults.push(fault([...path, 'reports', 'staleAfter'], reports.staleAfter, `never below the cadence (${cadence})`));
  const every = reports.pull?.every;
  if (every !== undefined && (durationSeconds(every) ?? 0) < LEAST_PULL_SECONDS)
    faults.push(fault([...path, 'reports', 'pull', 'every'], every, 'one minute or longer'));
  const keys = reports.push?.keys ?? [];
  if (keys.length === 2 && keys[0]?.id === keys[1]?.id)
    faults.push(fault([...path, 'reports', 'push', 'keys', 1, 'id'], keys[1]?.id, 'another id than the first key'));
  const format = reports.pull?.format;
  if (format !== undefined && HIDES_MINING_FUEL.includes(format) && site.fuelIncludesMining === undefined)
    faults.push(fault([...path, 'fuelIncludesMining'], undefined, `true or false, with ${format} reports`));
  return faults;
}

function checkCosts(site: SiteParts, path: YamlPath): readonly Fault[] {
  const costs = site.costs ?? {};
  const at = (key: string): YamlPath => [...path, 'costs', key];
  const faults: Fault[] = [];
  if ((costs.siteUsdPerDay ?? 0) > 0 && costs.siteAvoidableAfterDays == null)
    faults.push(fault(at('siteAvoidableAfterDays'), costs.siteAvoidableAfterDays, 'days, where there is a site cost'));
  if (costs.gasPurchaseUsdPerMcf !== undefined && (site.perspective ?? 'joint') === 'joint')
    faults.push(
      fault(at('gasPurchaseUsdPerMcf'), costs.gasPurchaseUsdPerMcf, 'no gas purchase in perspective joint: it cancels'),
    );
  for (const key of ['gasPurchaseIndexFraction', 'hostingUsdPerKwh'] as const) {
    if ((costs[key] ?? 0) > 0 && (site.perspective ?? 'joint') === 'joint')
      faults.push(fault(at(key), costs[key], 'no payment between miner and producer in perspective joint: it cancels'));
  }
  if ((costs.rentalUsdPerKwMonth ?? 0) > 0 && costs.siteAvoidableAfterDays == null)
    faults.push(fault(at('siteAvoidableAfterDays'), costs.siteAvoidableAfterDays, 'days, where generators are rented'));
  if (site.sell === 'none' && (costs.gasPurchaseIndexFraction ?? 0) > 0 && costs.royaltyIndex == null)
    faults.push(fault(at('royaltyIndex'), costs.royaltyIndex, 'an index for the gas price, with sell: none'));
  if (site.sell === 'none' && (costs.royaltyOnMinedGasFraction ?? 0) > 0 && costs.royaltyIndex == null)
    faults.push(fault(at('royaltyIndex'), costs.royaltyIndex, 'an index for the royalty, with sell: none'));
  const ofRevenue = (costs.revenueShareFraction ?? 0) + (costs.miningTaxFraction ?? 0);
  if (ofRevenue >= 1)
    faults.push(fault(at('revenueShareFraction'), ofRevenue, 'shares of revenue that leave something'));
  if (site.sell !== undefined && site.sell !== 'none') {
    const ofProceeds = (site.sell.royaltyFraction ?? 0) + (site.sell.severanceFraction ?? 0);
    if (ofProceeds >= 1)
      faults.push(fault([...path, 'sell', 'royaltyFraction'], ofProceeds, 'royalty and severance below 1 together'));
  }
  return faults;
}

function checkIndexes(site: SiteParts, path: YamlPath, indexes: readonly string[]): readonly Fault[] {
  const named: [YamlPath, string | null | undefined][] = [
    [[...path, 'costs', 'royaltyIndex'], site.costs?.royaltyIndex],
    [[...path, 'sell', 'index'], site.sell === 'none' ? null : site.sell?.index],
  ];
  const known = indexes.length === 0 ? 'an index under market.gasIndexes' : `one of ${indexes.join(', ')}`;
  return named.flatMap(([where, id]) =>
    id == null || indexes.includes(id) ? [] : [fault(where, id, known, nearestName(id, indexes))],
  );
}
