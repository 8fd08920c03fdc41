import { loadCompany } from '#lib/config/load-company.ts';
import type { Company, Site } from '#lib/domain/company.ts';
import { METHOD_VERSION } from '#lib/domain/economics/evaluation.ts';
import { explainUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { EMPTY_GAS_STATE, type ReportRow } from '#lib/domain/gas/report.ts';
import { pointOf } from '#lib/domain/history/point-of.ts';
import { parseInstant, toIso } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { marketRow } from '#lib/domain/market/market-row.ts';
import { siteMarketRow } from '#lib/domain/market/site-market-row.ts';
import { usdRates } from '#lib/domain/market/usd-rates.ts';
import { formatProblem } from './check.ts';
import { readMarketFile } from './market-file.ts';
import { readReportRows } from './report-rows.ts';

export type EvaluateOptions = {
  readonly company: string;
  readonly market: string;
  readonly reports: readonly string[];
  readonly at?: string;
  readonly site?: string;
  readonly json?: boolean;
};

/** `netback evaluate`: the whole three-way result of each site for one market observation; keeps no state. */
export async function evaluateCommand(options: EvaluateOptions): Promise<number> {
  const loaded = loadCompany(options.company);
  if (!loaded.ok) throw new NetbackError('config-invalid', loaded.problems.map(formatProblem).join('\n'));
  const { company, version } = loaded;
  const at = options.at === undefined ? null : parseInstant(options.at);
  if (options.at !== undefined && at === null) {
    throw new NetbackError(
      'usage',
      `--at is "${options.at}"; expected ISO-8601 with a zone, such as 2023-02-15T00:00:00Z.`,
    );
  }
  const market = await readMarketFile(options.market, company, version, at);
  const rows = await readReportRows(options.reports, company, market.at);
  const sites = sitesOf(company, options.site).map((site) => evaluateOne(site, company, version, market, rows));
  const document = {
    at: toIso(market.at),
    company: company.company,
    configVersion: version,
    methodVersion: METHOD_VERSION,
    sites,
  };
  if (options.json === true) process.stdout.write(`${JSON.stringify(document)}\n`);
  else for (const site of sites) process.stdout.write(`${describe(site)}\n`);
  return 0;
}

function sitesOf(company: Company, id: string | undefined): readonly Site[] {
  if (id === undefined) return company.sites;
  const site = company.sites.find((one) => one.id === id);
  if (site !== undefined) return [site];
  const known = company.sites.map((one) => one.id).join(', ');
  throw new NetbackError('usage', `--site is "${id}"; expected one of ${known}.`);
}

/** Point fields at full precision, every other figure of the evaluation, and the steps. */
function evaluateOne(site: Site, company: Company, version: string, market: Market, rows: readonly ReportRow[]) {
  const { cadence, staleAfterSeconds } = site.reports;
  const own = rows.filter((row) => row.site === site.id);
  const gas = gasInForce(mergeRows(EMPTY_GAS_STATE, own, market.at, cadence), market.at, staleAfterSeconds, cadence);
  const row = siteMarketRow(marketRow(market), site);
  const model = siteModel(site, company.decisionHorizonDays, company.regimes);
  const { evaluation, optimum, shadowPrices, steps } = explainUnderLaw(model, row, gas, market.at, usdRates(market));
  const indexIds = Object.keys(row.gasIndexUsdPerMmbtu);
  const context = {
    at: market.at,
    market,
    row,
    gas,
    openAlerts: [],
    indexIds,
    configVersion: version,
    methodVersion: METHOD_VERSION,
  };
  const { quality, missing, reportVersion } = pointOf(evaluation, context);
  const flared = gas.flared.mcfPerDay;
  const produced = gas.produced.mcfPerDay;
  return {
    site: site.id,
    at: toIso(market.at),
    ...evaluation,
    quality,
    missing,
    breakEvenBtcUsd: evaluation.breakEvenBtcUsdVsBestAlternative,
    btcUsd: market.btcUsd.value,
    difficulty: market.difficulty.value,
    producedMcfPerDay: produced,
    soldMcfPerDay: gas.sold.mcfPerDay,
    flaredMcfPerDay: flared,
    ventedMcfPerDay: gas.vented.mcfPerDay,
    flaringRatio: flared === null || produced === null || produced === 0 ? null : flared / produced,
    reportVersion,
    configVersion: version,
    methodVersion: METHOD_VERSION,
    ...optimum,
    shadowPrices,
    steps,
  };
}

function describe(site: ReturnType<typeof evaluateOne>): string {
  const money = (value: number | null): string => (value === null ? 'unknown' : `${value.toFixed(2)} USD/day`);
  const lines = [
    `${site.site}  best: ${site.best}  quality: ${site.quality}${site.missing.length > 0 ? `  missing: ${site.missing.join(', ')}` : ''}`,
    `  mine ${money(site.mineUsdPerDay)}, sell ${money(site.sellUsdPerDay)}, flare ${money(site.flareUsdPerDay)}, advantage ${money(site.advantageUsdPerDay)}`,
    describeOptimum(site, money),
  ];
  for (const step of site.steps) {
    const value =
      typeof step.value === 'number' ? String(Number(step.value.toPrecision(10))) : (step.value ?? 'unknown');
    lines.push(`  ${step.name.padEnd(40)} ${value} ${step.unit}    ${step.formula}  [${step.method}]`);
  }
  return lines.join('\n');
}

function describeOptimum(site: ReturnType<typeof evaluateOne>, money: (value: number | null) => string): string {
  if (site.optimumUsdPerDay === null) return `  optimum unknown: ${site.action}`;
  const miners = site.optimum.minersOn.join(', ') || 'no miners';
  return `  optimum ${money(site.optimumUsdPerDay)} with ${miners}: ${site.action}, gain ${money(site.gainUsdPerDay)}`;
}
