import { costTable } from '#lib/config/cost/cost-table.ts';
import { estimateCost } from '#lib/config/cost/estimate.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { formatProblem } from './check.ts';

export type EstimateCostOptions = { readonly sites?: string; readonly json?: boolean };

/** `netback estimate-cost`: USD per month by service with every assumption; offline, list prices. */
export async function estimateCostCommand(file: string, options: EstimateCostOptions): Promise<number> {
  const loaded = loadCompany(file);
  if (!loaded.ok) throw new NetbackError('config-invalid', loaded.problems.map(formatProblem).join('\n'));
  const { company } = loaded;
  const estimate = estimateCost(company, options.sites === undefined ? company.sites.length : sitesOf(options.sites));
  process.stdout.write(options.json === true ? `${JSON.stringify(estimate)}\n` : `${costTable(estimate)}\n`);
  return 0;
}

function sitesOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new NetbackError('usage', `--sites is "${text}"; expected a whole number from 1 to 999999.`);
}
