import type { AlertState } from '../domain/alerts/alert-state.ts';
import { type EpisodeRecord, episodeId } from '../domain/alerts/episode-record.ts';
import { isStaleSource } from '../domain/alerts/inhibition.ts';
import type { Labels } from '../domain/alerts/labels.ts';
import type { EpisodeNotice, FrozenValues } from '../domain/alerts/message.ts';
import { NO_VALUES } from '../domain/alerts/no-values.ts';
import type { Cause, RuleId } from '../domain/alerts/rule.ts';
import { labelsOf } from '../domain/alerts/standing.ts';
import { HOURS_KEPT, meanAdvantage } from '../domain/alerts/unprofitable.ts';
import type { Company } from '../domain/company.ts';
import { advantageMilliUsdPerDay } from '../domain/history/advantage.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import { type Instant, SECONDS_PER_HOUR } from '../domain/instant.ts';
import { keptWith } from '../domain/kept-with.ts';
import type { CompanyState } from '../ports.ts';
import type { OpenEpisode } from './alerts-now.ts';

/** An episode that is told, with the group it is told in. */
export type GroupedNotice = { readonly rule: RuleId; readonly cause: Cause; readonly notice: EpisodeNotice };

type EndedSource = { readonly labels: Labels; readonly closedAt: Instant };

/** When each source of inhibition was last over, for targets that ended about the same time. */
export function endedSources(
  company: Company,
  items: readonly SiteItem[],
  state: CompanyState | null,
): readonly EndedSource[] {
  const ended: EndedSource[] = [];
  const add = (alerts: Readonly<Record<string, AlertState>>, site: string | null): void => {
    for (const name in alerts) {
      const [rule, { closedAt, severity }] = [name as RuleId, alerts[name] as AlertState];
      if (closedAt === null || !isStaleSource(rule)) continue;
      ended.push({ labels: labelsOf(company, rule, { site, severity: severity ?? 'warning' }), closedAt });
    }
  };
  if (state !== null) add({ 'price-feed-stale': state.priceFeedStale }, null);
  for (const { alerts, site } of items) add(alerts, site);
  return ended;
}

function nameOf(company: Company, item: SiteItem | null): string | null {
  return item === null ? null : (namesOf(company).get(item.site) ?? item.site);
}

/** Each site's name as messages show it. */
export const namesOf: (company: Company) => ReadonlyMap<string, string> = keptWith(
  (company) => new Map(company.sites.map((site) => [site.id, site.name])),
);

/** The price has aged since the rule fired: its value was the age then. */
function companyValues({ value, openedAt }: AlertState, own: CompanyState | null): FrozenValues {
  const isKnown = own !== null && value !== null && openedAt !== null;
  return { ...NO_VALUES, dataAgeSeconds: isKnown ? value + own.v - openedAt : null };
}

/** An open episode as a message tells it, with the figures of the latest point. */
export function noticeOf(company: Company, own: CompanyState | null, open: OpenEpisode): EpisodeNotice {
  const { site, state, item } = open;
  const openedAt = state.openedAt;
  if (openedAt === null || state.severity === null) throw new Error('an open episode has an opening and a severity');
  return {
    site,
    siteName: nameOf(company, item),
    episode: state.episode,
    severity: state.severity,
    condition: state.condition,
    onset: state.onset ?? openedAt,
    openedAt,
    closedAt: null,
    closeReason: null,
    value: state.value,
    values: item === null ? companyValues(state, own) : latestValues(item, company),
  };
}

/** How long the mean is taken over that each site's loss is judged by, seconds. */
const windowsOf: (company: Company) => ReadonlyMap<string, number> = keptWith(
  ({ sites }) => new Map(sites.map(({ id, rules }) => [id, rules.unprofitable.meanOverSeconds])),
);

function latestValues(item: SiteItem, company: Company): FrozenValues {
  const point = item.block.points.at(-1);
  if (point === undefined) return NO_VALUES;
  const scaled = (value: number | null, unitsPerOne: number) => (value === null ? null : value / unitsPerOne);
  return {
    ...NO_VALUES,
    advantageUsdPerDay: scaled(advantageMilliUsdPerDay(point), 1000),
    mineUsdPerDay: scaled(point.mineMilliUsdPerDay, 1000),
    sellUsdPerDay: scaled(point.sellMilliUsdPerDay, 1000),
    flareUsdPerDay: scaled(point.flareMilliUsdPerDay, 1000),
    netbackUsdPerMmbtu: scaled(point.netbackMilliUsdPerMmbtu, 1000),
    breakEvenBtcUsd: scaled(point.breakEvenBtcCents, 100),
    btcUsd: scaled(point.btcUsdCents, 100),
    flaredMcfPerDay: scaled(point.flaredScfPerDay, 1000),
    meanAdvantageUsdPerDay: meanAdvantage(
      item.hours,
      item.v,
      windowsOf(company).get(item.site) ?? HOURS_KEPT * SECONDS_PER_HOUR,
    ),
    flaringBaselineMcfPerDay: item.flaringBaselineMcfPerDay,
    dataAgeSeconds: item.gas.newestReportAt === null ? null : item.v - item.gas.newestReportAt,
  };
}

/** A recorded episode as a message tells it, with the figures frozen at its last transition. */
export function noticeOfRecord(record: EpisodeRecord, siteName: string | null): EpisodeNotice {
  const last = record.transitions.at(-1);
  return {
    site: record.site,
    siteName,
    episode: record.episode,
    severity: record.severity,
    onset: record.onset,
    openedAt: record.openedAt,
    closedAt: record.closedAt,
    closeReason: record.closedAt === null ? null : (last?.reason ?? 'cleared'),
    value: last?.value ?? null,
    values: last?.values ?? NO_VALUES,
  };
}

/** The record id of an episode that an audience was told of, or was not. */
export function recordId(
  rule: RuleId,
  of: { readonly site: string | null; readonly episode: number; readonly openedAt: EpisodeRecord['openedAt'] },
): string {
  return episodeId({ site: of.site, rule, episode: of.episode, openedAt: of.openedAt });
}
