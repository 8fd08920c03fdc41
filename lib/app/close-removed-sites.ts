import type { AlertState } from '../domain/alerts/alert-state.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import { closeEpisode } from '../domain/alerts/state.ts';
import type { Company } from '../domain/company.ts';
import { mergeReports } from '../domain/gas/merge-reports.ts';
import { isComplete } from '../domain/history/block.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { Instant } from '../domain/instant.ts';
import { keptWith } from '../domain/kept-with.ts';
import type { Market } from '../domain/market/market.ts';
import type { InboxPointer } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import type { KnownSites } from './known-sites.ts';
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
  sites: KnownSites,
  knownBySite: ReadonlyMap<string, readonly InboxPointer[]>,
): Promise<readonly InboxPointer[]> {
  const configured = idsOf(company);
  const gone: string[] = [];
  for (const site of sites.ids()) if (!configured.has(site) && (sites.reached(site) ?? 0) < market.at) gone.push(site);
  const removed = gone
    .flatMap((site) => sites.item(site) ?? [])
    .filter((item) => item.removedAt === undefined || knownBySite.has(item.site));
  const merged: InboxPointer[] = [];
  await forEachBounded(removed, CALLS_AT_ONCE, async (item) => {
    const known = knownBySite.get(item.site) ?? [];
    const next = await closed(ports, item, market, known);
    if (next !== item && !(await ports.stores.sites.putIfNewer(next))) {
      // Another run was first; the next tick of this one goes on from what that one committed.
      const stored = await ports.stores.sites.get(item.site);
      if (stored !== null) sites.committed(stored, false);
      return;
    }
    sites.committed(next, false);
    merged.push(...known);
  });
  return merged;
}

const idsOf: (company: Company) => ReadonlySet<string> = keptWith(({ sites }) => new Set(sites.map(({ id }) => id)));

/**
 * The item to commit, the very same one where nothing is new; everything that goes before it is written:
 * episodes, the block, marks. Reports are merged as of the removal, so that a tick which takes the same
 * ones up again, after a crash, comes to the same item.
 */
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
  const removedAt = item.removedAt ?? market.at;
  const rows = await lateRows(ports, item, known, market.at);
  const gas = rows === null ? item.gas : mergeReports(item.gas, rows.rows, removedAt, rows.site);
  const isAsBefore = item.removedAt !== undefined && JSON.stringify(gas) === JSON.stringify(item.gas);
  return isAsBefore ? item : { ...item, v: market.at, alerts, gas, removedAt };
}

async function closeAlerts(ports: RecomputePorts, item: SiteItem, market: Market): Promise<SiteItem['alerts']> {
  const alerts: Record<string, AlertState> = { ...item.alerts };
  for (const [name, state] of Object.entries(item.alerts)) {
    const rule = name as RuleId;
    const ended = closeEpisode(state, market.at, 'decommissioned');
    alerts[rule] = ended.state;
    if (ended.transitions.length === 0) continue;
    const values = noTransitionValues(market);
    const transitions = ended.transitions.map((transition) => ({ rule, transition, state: ended.state, values }));
    await recordTransitions(ports.stores.episodes, item.site, transitions);
  }
  return alerts as SiteItem['alerts'];
}

/** What was reported, and the site as its last configuration had it, which says how reports are read. */
async function lateRows(ports: RecomputePorts, item: SiteItem, known: readonly InboxPointer[], at: Instant) {
  if (known.length === 0) return null;
  const company = await ports.stores.config.get(item.configVersion);
  const site = company?.sites.find((one) => one.id === item.site);
  return site === undefined ? null : { site, rows: await rowsOf(ports.stores.reports, site, known, at) };
}
