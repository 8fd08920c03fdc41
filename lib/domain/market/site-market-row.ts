import type { Site } from '../company.ts';
import { keptWith } from '../kept-with.ts';
import type { MarketRow } from './market.ts';

/** The market row with only the gas indexes that this site's margin rests on; sites with the same indexes share it. */
export function siteMarketRow(row: MarketRow, site: Site): MarketRow {
  return rowOfIndexes(row, indexesOf(site));
}

/** As siteMarketRow, for who knows the site's indexes. */
export function rowOfIndexes(row: MarketRow, { ids, key }: SiteIndexes): MarketRow {
  const rows = rowsOfIndexes(row);
  const kept = rows.get(key);
  if (kept !== undefined) return kept;
  const values = ids.map((id) => [id, row.gasIndexUsdPerMmbtu[id] ?? null] as const);
  const made: MarketRow = { ...row, gasIndexUsdPerMmbtu: Object.fromEntries(values) };
  rows.set(key, made);
  return made;
}

const rowsOfIndexes: (row: MarketRow) => Map<string, MarketRow> = keptWith(() => new Map());

export type SiteIndexes = { readonly ids: readonly string[]; readonly key: string };

/** Gas indexes that a site's margin rests on. */
export const indexesOf: (site: Site) => SiteIndexes = keptWith((site) => {
  const ids = [site.sell?.index ?? null, site.costs.royaltyIndex].filter((id): id is string => id !== null);
  const key = JSON.stringify(ids);
  const known = ofKey.get(key) ?? { ids, key };
  ofKey.set(key, known);
  return known;
});

/** One for all sites with the same indexes; a company has few. */
const ofKey = new Map<string, SiteIndexes>();
