import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import { closeEpisode } from '../domain/alerts/state.ts';
import type { Company } from '../domain/company.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { Market } from '../domain/market/market.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import type { RecomputePorts } from './recompute-margins.ts';
import { noTransitionValues, recordTransitions } from './record-episodes.ts';

/** A site that left the configuration ends its open episodes, with the reason `decommissioned`. */
export async function closeRemovedSites(
  ports: RecomputePorts,
  company: Company,
  market: Market,
  items: Map<string, SiteItem>,
): Promise<void> {
  const configured = new Set(company.sites.map((site) => site.id));
  const removed = [...items.values()].filter(
    (item) => !configured.has(item.site) && item.v < market.at && Object.values(item.alerts).some(isOpen),
  );
  await forEachBounded(removed, CALLS_AT_ONCE, async (item) => {
    const alerts: Record<string, AlertState> = { ...item.alerts };
    for (const [name, state] of Object.entries(item.alerts)) {
      if (!isOpen(state)) continue;
      const rule = name as RuleId;
      const closed = closeEpisode(state, market.at, 'decommissioned');
      const values = noTransitionValues(market);
      const transitions = closed.transitions.map((transition) => ({ rule, transition, state: closed.state, values }));
      await recordTransitions(ports.stores.episodes, item.site, transitions);
      alerts[rule] = closed.state;
    }
    const next = { ...item, v: market.at, alerts: alerts as SiteItem['alerts'] };
    if (await ports.stores.sites.putIfNewer(next)) items.set(item.site, next);
  });
}
