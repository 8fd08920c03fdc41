import type { CostEstimate } from './estimate.ts';

/** An estimate for people: a line a service and item, the sum, and what it assumes. */
export function costTable(estimate: CostEstimate): string {
  const rows = estimate.lines.map(({ service, what, units, unit, usdPerMonth }) => [
    `${service}: ${what}`,
    `${count(units)} ${unit}`,
    usdPerMonth.toFixed(2),
  ]);
  const total = [
    'total',
    estimate.usdPerSiteMonth === null ? 'no site' : `${estimate.usdPerSiteMonth.toFixed(4)} USD a site`,
    estimate.totalUsdPerMonth.toFixed(2),
  ];
  const all = [['USD a month', 'what for', ''], ...rows, total];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const text = [...rows, total].map(([first = '', second = '', usd = '']) =>
    `${first.padEnd(widths[0] ?? 0)}  ${usd.padStart(widths[2] ?? 0)}  ${second}`.trimEnd(),
  );
  const heading = `${estimate.company}, ${estimate.sites} sites: USD per month`;
  return [heading, ...text, ...estimate.assumptions.map((one) => `assumes: ${one}`)].join('\n');
}

function count(units: number): string {
  if (units >= 1000) return Math.round(units).toLocaleString('en-US');
  return units >= 10 ? units.toFixed(0) : units.toPrecision(2);
}
