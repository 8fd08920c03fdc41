import type { AlertState } from '../../domain/alerts/alert-state.ts';
import { isOpen } from '../../domain/alerts/alert-state.ts';
import { type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import { type RuleId, SITE_RULES } from '../../domain/alerts/rule.ts';
import { type Instant, toIso } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';

export type AlertsQuery = {
  readonly state: 'open' | 'acknowledged' | 'resolved' | null;
  readonly site: string | null;
  readonly rule: string | null;
  readonly from: Instant;
  readonly to: Instant;
};

/** Episodes that one answer lists at most; a longer range has to be narrowed. */
export const EPISODES_PER_ANSWER = 1000;

/** Episodes opened in [from, to) and every open one, newest first, with their transitions. */
export async function readAlerts(stores: Stores, query: AlertsQuery) {
  const [inRange, open] = await Promise.all([
    query.state === 'open' ? [] : stores.episodes.range(query.from, query.to, EPISODES_PER_ANSWER),
    query.state === 'resolved' ? [] : openRecords(stores),
  ]);
  const byId = new Map([...inRange, ...open].map((record) => [episodeId(record), record]));
  const alerts = [...byId.values()]
    .filter((record) => matches(record, query))
    .sort((a, b) => b.openedAt - a.openedAt || (episodeId(a) < episodeId(b) ? -1 : 1));
  return { alerts: alerts.map(presentEpisode), next: null };
}

/** One episode with its transitions, null when there is none of that id. */
export async function readAlert(stores: Stores, id: string) {
  const record = await stores.episodes.get(id);
  return record === null ? null : presentEpisode(record);
}

async function openRecords(stores: Stores): Promise<readonly EpisodeRecord[]> {
  const [items, company] = await Promise.all([stores.sites.all(), stores.company.get()]);
  const ids: string[] = [];
  const add = (site: string | null, rule: RuleId, state: AlertState): void => {
    if (!isOpen(state) || state.openedAt === null) return;
    ids.push(episodeId({ site, rule, episode: state.episode, openedAt: state.openedAt }));
  };
  if (company !== null) add(null, 'price-feed-stale', company.priceFeedStale);
  for (const item of items) for (const rule of SITE_RULES) add(item.site, rule, item.alerts[rule]);
  const records = await Promise.all(ids.map((id) => stores.episodes.get(id)));
  return records.filter((record) => record !== null);
}

function matches(record: EpisodeRecord, query: AlertsQuery): boolean {
  if (query.state !== null && stateOf(record) !== query.state) return false;
  if (query.site !== null && record.site !== query.site) return false;
  return query.rule === null || record.rule === query.rule;
}

function stateOf(record: EpisodeRecord): 'open' | 'resolved' {
  return record.closedAt === null ? 'open' : 'resolved';
}

function presentEpisode(record: EpisodeRecord) {
  return {
    id: episodeId(record),
    site: record.site,
    rule: record.rule,
    episode: record.episode,
    state: stateOf(record),
    severity: record.severity,
    cause: record.cause,
    onset: toIso(record.onset),
    openedAt: toIso(record.openedAt),
    closedAt: record.closedAt === null ? null : toIso(record.closedAt),
    transitions: record.transitions.map((transition) => ({ ...transition, at: toIso(transition.at) })),
  };
}
