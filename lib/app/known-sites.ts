import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import { isRestless } from '../domain/alerts/state.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { Instant } from '../domain/instant.ts';
import type { StoredSite } from '../ports.ts';

/**
 * The sites' items in a run over some ticks. A stored one is decoded when its turn comes, and one that the
 * last tick of the run committed is let go: 10,000 decoded items are never in memory at once.
 */
export type KnownSites = {
  readonly ids: () => Iterable<string>;
  /** The tick that the site has reached; null = it has no item. */
  readonly reached: (site: string) => Instant | null;
  readonly item: (site: string) => SiteItem | null;
  /** What a tick committed; `isLast` = nobody will ask for it any more. */
  readonly committed: (item: SiteItem, isLast: boolean) => void;
  /** No rule of any site is open, or goes on and off. */
  readonly isCalm: () => boolean;
};

type Known = { readonly v: Instant; readonly item: (() => SiteItem) | null };

export function knownSites(stored: readonly StoredSite[]): KnownSites {
  const known = new Map<string, Known>();
  for (const one of stored) known.set(one.site, one);
  const letGoLoud = new Set<string>();
  return {
    ids: () => known.keys(),
    reached: (site) => known.get(site)?.v ?? null,
    item: (site) => known.get(site)?.item?.() ?? null,
    committed: (item, isLast) => {
      known.set(item.site, isLast ? { v: item.v, item: null } : holding(item));
      if (isLast && !isCalmItem(item)) letGoLoud.add(item.site);
    },
    isCalm: () => {
      if (letGoLoud.size > 0) return false;
      for (const { item } of known.values()) if (item !== null && !isCalmItem(item())) return false;
      return true;
    },
  };
}

function holding(item: SiteItem): Known {
  return { v: item.v, item: () => item };
}

function isCalmItem(item: SiteItem): boolean {
  const alerts: Readonly<Record<string, AlertState>> = item.alerts;
  for (const rule in alerts) if (!isCalmAlert(alerts[rule] as AlertState)) return false;
  return true;
}

/** True when send-alerts has nothing to say of a rule. */
export function isCalmAlert(alert: AlertState): boolean {
  return !isOpen(alert) && !isRestless(alert);
}
