import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import { closeEpisode } from '../domain/alerts/state.ts';
import type { Company, Site } from '../domain/company.ts';
import { mergeReports } from '../domain/gas/merge-reports.ts';
import { isComplete } from '../domain/history/block.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { Instant } from '../domain/instant.ts';
import type { Market } from '../domain/market/market.ts';
import type { InboxPointer } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { markDirty, rowsOf } from './late-reports.ts';
import type { RecomputePorts } from './recompute-margins.ts';
import { noTransitionValues, recordTransitions } from './record-episodes.ts';

/**
 * A site that left the configuration ends its open episodes, with the reason `decommissioned`, and has
 * its open block sealed, full or not. Reports that come later are merged and restate what they are
 * about, as those of any site; only they make its item be written again. Answers the pointers that
 * a committed item has taken up.
 */
export async function closeRemovedSites(
  ports: RecomputePorts,
  company: Company,
  market: Market,
  items: Map<string, SiteItem>,
  knownBySite: ReadonlyMap<string, readonly InboxPointer[]>,
): Promise<readonly InboxPointer[]> {
  const configured = new Set(company.sites.map((site) => site.id));
  const removed = [...items.values()].filter(
    (item) =>
      !configured.has(item.site) && item.v < market.at && (item.removedAt === undefined || knownBySite.has(item.site)),
  );
  const merged: InboxPointer[] = [];
  await forEachBounded(removed, CALLS_AT_ONCE, async (item) => {
    const known = knownBySite.get(item.site) ?? [];
    const next = await closed(ports, item, market, known);
    if (!(await ports.stores.sites.putIfNewer(next))) return;
    items.set(item.site, next);
    merged.push(...known);
  });
  return merged;
}

/** The item to commit; everything that goes before it is written: episodes, the block, marks. */
async function closed(
  ports: RecomputePorts,
  item: SiteItem,
  market: Market,
  known: readonly InboxPointer[],
): Promise<SiteItem> {
  const { stores } = ports;
  const alerts = await closeAlerts(ports, item, market);
  if (item.removedAt === undefined && !isComplete(item.block)) await stores.history.putBlock(item.site, item.block);
  await markDirty(stores.dirty, item.site, known, market.at);
  const gas = await gasAfter(ports, item, known, market.at);
  return { ...item, v: market.at, alerts, gas, removedAt: item.removedAt ?? market.at };
}

async function closeAlerts(ports: RecomputePorts, item: SiteItem, market: Market): Promise<SiteItem['alerts']> {
  const alerts: Record<string, AlertState> = { ...item.alerts };
  for (const [name, state] of Object.entries(item.alerts)) {
    if (!isOpen(state)) continue;
    const rule = name as RuleId;
    const ended = closeEpisode(state, market.at, 'decommissioned');
    const values = noTransitionValues(market);
    const transitions = ended.transitions.map((transition) => ({ rule, transition, state: ended.state, values }));
    await recordTransitions(ports.stores.episodes, item.site, transitions);
    alerts[rule] = ended.state;
  }
  return alerts as SiteItem['alerts'];
}

/** What the site will know of its gas should it come back. Reports are read as its last configuration read them. */
async function gasAfter(ports: RecomputePorts, item: SiteItem, known: readonly InboxPointer[], at: Instant) {
  if (known.length === 0) return item.gas;
  const company = await ports.stores.config.get(item.configVersion);
  const site: Site | undefined = company?.sites.find((one) => one.id === item.site);
  if (site === undefined) return item.gas;
  return mergeReports(item.gas, await rowsOf(ports.stores.reports, site, known, at), at, site);
}
