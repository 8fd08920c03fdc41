import type { PresentedPoint } from '#lib/app/history/present.ts';

/** What /v1/market/latest answers, as far as the terminal shows it. */
export type MarketView = {
  readonly at: string;
  readonly btcUsd: number | null;
  readonly hashpriceUsdPerPhDay: number | null;
  readonly sources: readonly { readonly source: string; readonly kind: string; readonly status: string }[];
};

/** What /v1/fleet answers, as far as the terminal shows it. */
export type FleetView = {
  readonly sites: readonly {
    readonly site: string;
    readonly latest: PresentedPoint | null;
    readonly openAlerts: readonly { readonly rule: string; readonly severity: string | null }[];
    readonly reportAgeSeconds: number | null;
  }[];
};

type Column = { readonly title: string; readonly width: number; readonly isText?: boolean };

const COLUMNS: readonly Column[] = [
  { title: 'site', width: 16, isText: true },
  { title: 'gas Mcf/d', width: 10 },
  { title: 'mine USD/d', width: 11 },
  { title: 'sell USD/d', width: 11 },
  { title: 'flare USD/d', width: 12 },
  { title: 'best', width: 8 },
  { title: 'advantage', width: 10 },
  { title: 'netback', width: 8 },
  { title: 'data age', width: 9 },
  { title: ' alerts', width: 0, isText: true },
];

/** A screen of sites; the rest is in the API. */
const MAX_ROWS = 40;

/** The market and the fleet as text: one line a site, worst advantage first. Unknown is written out. */
export function fleetTable(market: MarketView | null, fleet: FleetView): string {
  const shown = fleet.sites.slice(0, MAX_ROWS);
  const left = fleet.sites.length - shown.length;
  const lines = [...marketLines(market), line(COLUMNS.map((column) => column.title)), ...shown.map(row)];
  return [...lines, ...(left > 0 ? [`… and ${left} more sites: /v1/fleet`] : [])].join('\n');
}

function row(site: FleetView['sites'][number]): string {
  const point = site.latest;
  return line([
    site.site,
    number(point?.gasUsedMcfPerDay, 1),
    number(point?.mineUsdPerDay, 0),
    sellCell(point),
    number(point?.flareUsdPerDay, 0),
    point?.best ?? 'unknown',
    number(point?.advantageUsdPerDay, 0),
    number(point?.netbackUsdPerMmbtu, 2),
    age(site.reportAgeSeconds),
    ` ${site.openAlerts.map((alert) => `${alert.rule} (${alert.severity})`).join(', ')}`,
  ]);
}

/** `-` where there is nothing to sell to: the rest of the answer is known, so this is not an unknown. */
function sellCell(point: PresentedPoint | null): string {
  const isNotSold = point !== null && point.sellUsdPerDay === null && point.advantageUsdPerDay !== null;
  return isNotSold ? '-' : number(point?.sellUsdPerDay, 0);
}

function marketLines(market: MarketView | null): readonly string[] {
  if (market === null) return ['no tick yet'];
  const price = market.btcUsd === null ? 'BTC unknown' : `BTC ${number(market.btcUsd, 0)} USD`;
  const hashprice = `hashprice ${number(market.hashpriceUsdPerPhDay, 2)} USD/PH/day`;
  const refused = market.sources.filter((source) => source.status !== 'used');
  const names = refused.map(({ source, kind, status }) => `${source} ${kind} (${status})`);
  const first = `${market.at}  ${price}  ${hashprice}  (netback in USD/MMBtu)`;
  return refused.length === 0 ? [first] : [first, `feeds not used: ${names.join(', ')}`];
}

function line(cells: readonly string[]): string {
  const padded = cells.map((cell, index) => {
    const column = COLUMNS[index] as Column;
    return column.isText === true ? cell.padEnd(column.width) : cell.padStart(column.width);
  });
  return padded.join(' ').trimEnd();
}

function number(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return 'unknown';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function age(seconds: number | null): string {
  if (seconds === null) return 'no report';
  const hours = seconds / 3600;
  return hours < 72 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} d`;
}
