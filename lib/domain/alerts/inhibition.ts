import type { RuleId } from './rule.ts';

type OpenEpisode = { readonly rule: RuleId; readonly notice: { readonly site: string | null } };

type Sources = { readonly isPriceStale: boolean; readonly staleSites: ReadonlySet<string | null> };

/**
 * True while announcing an episode of `rule` at `site` would tell only what a stale source already
 * tells: with the price feed stale nothing is announced about profit, with the data of a site stale
 * nothing about its profit or its flaring. Resolutions are never held back. `open` are all open
 * episodes of the company.
 */
export function isInhibited(rule: RuleId, site: string | null, open: readonly OpenEpisode[]): boolean {
  if (rule !== 'unprofitable' && rule !== 'flaring-rise') return false;
  const { isPriceStale, staleSites } = sourcesOf(open);
  return (rule === 'unprofitable' && isPriceStale) || staleSites.has(site);
}

const found = new WeakMap<readonly OpenEpisode[], Sources>();

/** The same list is asked once per target, so its sources are looked up once per list. */
function sourcesOf(open: readonly OpenEpisode[]): Sources {
  const known = found.get(open);
  if (known !== undefined) return known;
  const sources = {
    isPriceStale: open.some((one) => one.rule === 'price-feed-stale'),
    staleSites: new Set(open.filter((one) => one.rule === 'site-data-stale').map((one) => one.notice.site)),
  };
  found.set(open, sources);
  return sources;
}
