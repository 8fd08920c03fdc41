import type { Site } from '../../domain/company.ts';
import { type GasDayCalendar, gasMonthOf, type Period } from '../../domain/gas/gas-day.ts';
import { isNearMiss } from './near.ts';
import type { ParseContext } from './parse-context.ts';

/**
 * Which site a source's facility, lease, well or field belongs to; null = none of these sites; `damaged` =
 * one character off an identifier of these sites, in a way that no identifier is written (`O12` for `012`).
 */
export type SiteFinder = (identifiers: readonly string[]) => Site | null | 'damaged';

/** What is said of a damaged identifier. */
export const IDENTIFIER_EXPECTED =
  'an identifier as reports.ids has it: this one is a character off, the row is not counted';

/**
 * Finds the site of a row in a format that does not name sites: by `reports.ids` of the company file,
 * else, where one site only is read for and it lists no ids, that site takes every row. Null with a
 * reason where the company file does not decide.
 */
export function siteFinder(context: ParseContext): SiteFinder | { readonly expected: string } {
  const sites = (context.sites ?? []).filter((site) => context.knownSites.has(site.id));
  const byIdentifier = new Map(
    sites.flatMap((site) => (site.reports.ids ?? []).map((id) => [id.toLowerCase(), site] as const)),
  );
  const [only] = sites;
  if (byIdentifier.size > 0) {
    const shapes = new Set([...byIdentifier.keys()].map(shapeOf));
    return (identifiers) => {
      for (const identifier of identifiers) {
        const site = byIdentifier.get(identifier.trim().toLowerCase());
        if (site !== undefined) return site;
      }
      const isDamaged = identifiers.some((one) => !shapes.has(shapeOf(one)) && isNearMiss(one, byIdentifier.keys()));
      return isDamaged ? 'damaged' : null;
    };
  }
  if (only === undefined || sites.length > 1) {
    return { expected: 'one site (--site), or reports.ids in the company file: this format does not name sites' };
  }
  return () => only;
}

/** `ABBT0147937` → `AAAA0`: neighbours in a regulator's numbering differ by digits, and in their count, but not in this. */
function shapeOf(identifier: string): string {
  return identifier
    .trim()
    .replace(/\d+/g, '0')
    .replace(/[a-z]/gi, 'A')
    .replace(/[^\p{ASCII}]/gu, 'É');
}

/** The gas month of a site, kept so that a calendar is asked once per month and not once per row. */
export function monthOfSite(): (site: Site, year: number, month: number) => Period | null {
  const known = new Map<string, Period | null>();
  return (site, year, month) => {
    const key = `${site.id} ${year} ${month}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const calendar: GasDayCalendar = { timezone: site.timezone, gasDayStart: site.gasDayStart };
    const isMonth = Number.isInteger(year) && year >= 1900 && year <= 2200 && month >= 1 && month <= 12;
    const found = isMonth ? gasMonthOf(year, month, calendar) : null;
    known.set(key, found);
    return found;
  };
}
