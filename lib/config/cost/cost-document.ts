import { fileURLToPath } from 'node:url';
import type { Company } from '../../domain/company.ts';
import { loadCompany } from '../load-company.ts';
import { costTable } from './cost-table.ts';
import { type CostEstimate, estimateCost } from './estimate.ts';
import { shippedPrices } from './prices.ts';
import { UNITS } from './usage.ts';

const EXAMPLE = fileURLToPath(new URL('../../../companies/example-co.yaml', import.meta.url));
const SITES = [1, 10, 100, 1000, 10_000];
const TICKS = [300, 900, 3600] as const;

/** docs/cost.md: what the example company's mix of sites costs at 1 to 10,000 sites. */
export function costDocument(): string {
  const loaded = loadCompany(EXAMPLE);
  if (!loaded.ok) throw new Error(`companies/example-co.yaml is not valid: ${JSON.stringify(loaded.problems[0])}`);
  const { company } = loaded;
  const list = shippedPrices();
  const totals = TICKS.map((tickSeconds) => {
    const cells = SITES.map((sites) => money(estimateCost({ ...company, tickSeconds }, sites).totalUsdPerMonth));
    return `| ${tickSeconds / 60} min | ${cells.join(' | ')} |`;
  });
  const services = byService(company, 300);
  const all = Object.keys(list.prices).length;
  const seen = Object.values(list.prices).filter((one) => one.seen !== null).length;
  const prices = Object.values(list.prices).map(
    ({ usd, per, unit, source, seen }) =>
      `| ${unit} | ${usd} per ${per.toLocaleString('en-US')} | ${source} | ${seen ?? '**to be verified**'} |`,
  );
  return `# What it costs

Made by \`node scripts/cost-document.ts\`: do not edit. \`netback estimate-cost FILE\` gives the same for any company
file, offline, and \`cdk synth\` prints it for each company.

**Prices are to be verified.** They are list prices of ${list.region} in one dated file, \`data/aws-prices.json\`
(read ${list.read}), without taxes, discounts or free tiers. ${seen} of ${all} were found again on a public page of others,
named in the last table; the stored copies of the official pages leave their tables out. Other regions differ by some 20 %.

## USD a month by number of sites

The example company's mix of sites, its audiences' subscriptions and its reports, scaled.

| tick | ${SITES.map((sites) => sites.toLocaleString('en-US')).join(' | ')} |
|---|${SITES.map(() => '---:').join('|')}|
${totals.join('\n')}

## By service, a tick every 5 minutes

| service | ${SITES.map((sites) => sites.toLocaleString('en-US')).join(' | ')} |
|---|${SITES.map(() => '---:').join('|')}|
${services.join('\n')}

A small company pays for being watched (alarms, metrics, a dashboard) more than for the work; a large one pays for the
one write that each site needs at each tick. A longer tick is the strongest lever: at 15 minutes a third of the writes.

## Where the units come from

Counted on the embedded engine, not estimated: a site's item is one write unit a tick (${UNITS.siteItemBytes} bytes on
the mean, at most 1,024), a sealed block one for every twelve ticks, a day's fold one, and the company itself
${UNITS.writesPerTick} a tick, whatever the number of sites. \`test/config/cost.test.ts\` runs a day of ticks on the engine and
fails when the estimate's write or read units part from what was consumed by more than 10 %.
\`test/infra/cost.test.ts\` counts the functions, their memory, the runs of their schedules and the metrics under alarm in
the synthesised templates of five companies; the estimate must have exactly those.

## The example company, line by line

\`\`\`
${costTable(estimateCost(company))}
\`\`\`

## Prices

| unit | USD | price list | seen at |
|---|---|---|---|
${prices.join('\n')}
`;
}

function byService(company: Company, tickSeconds: 300): readonly string[] {
  const estimates = SITES.map((sites) => estimateCost({ ...company, tickSeconds }, sites));
  const names = [...new Set(estimates.flatMap(({ lines }) => lines.map(({ service }) => service)))];
  return names.map((service) => `| ${service} | ${estimates.map((one) => money(sumOf(one, service))).join(' | ')} |`);
}

function sumOf({ lines }: CostEstimate, service: string): number {
  return lines.filter((line) => line.service === service).reduce((sum, line) => sum + line.usdPerMonth, 0);
}

function money(usd: number): string {
  return usd.toFixed(2);
}
