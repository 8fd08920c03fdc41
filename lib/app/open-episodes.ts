import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import { type EpisodeRecord, episodeId } from '../domain/alerts/episode-record.ts';
import type { Labels } from '../domain/alerts/labels.ts';
import type { EpisodeNotice, FrozenValues } from '../domain/alerts/message.ts';
import { NO_VALUES } from '../domain/alerts/no-values.ts';
import type { Cause, RuleId } from '../domain/alerts/rule.ts';
import { labelsOf } from '../domain/alerts/standing.ts';
import { isRestless } from '../domain/alerts/state.ts';
import { meanAdvantage } from '../domain/alerts/unprofitable.ts';
import type { Company } from '../domain/company.ts';
import { advantageMilliUsdPerDay } from '../domain/history/advantage.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { Instant } from '../domain/instant.ts';
import type { CompanyState } from '../ports.ts';

/** An episode with the group it is told in. */
export type GroupedNotice = { readonly rule: RuleId; readonly cause: Cause; readonly notice: EpisodeNotice };

/** `unknown` is told together with `market`. */
export function groupCause(cause: Cause | null): Cause {
  return cause === 'site' ? 'site' : 'market';
}

/** Every open episode of the company as the committed items say, with the latest point's figures. */
export function openEpisodes(
  company: Company,
  items: readonly SiteItem[],
  state: CompanyState | null,
): readonly GroupedNotice[] {
  return everyAlert(company, items, state)
    .filter(({ alert }) => isOpen(alert))
    .map(({ rule, site, siteName, alert, values }) => ({
      rule,
      cause: groupCause(alert.cause),
      notice: noticeOf(site, siteName, alert, values()),
    }));
}

/** Rules that go on and off too often to be told one by one, open or not. */
export function restlessRules(
  company: Company,
  items: readonly SiteItem[],
  state: CompanyState | null,
): readonly { readonly rule: RuleId; readonly site: string | null; readonly siteName: string | null }[] {
  return everyAlert(company, items, state)
    .filter(({ alert }) => isRestless(alert))
    .map(({ rule, site, siteName }) => ({ rule, site, siteName }));
}

/** When each source of inhibition was last over, for targets that ended about the same time. */
export function endedSources(
  company: Company,
  items: readonly SiteItem[],
  state: CompanyState | null,
): readonly { readonly labels: Labels; readonly closedAt: Instant }[] {
  return everyAlert(company, items, state)
    .filter(({ rule }) => rule === 'price-feed-stale' || rule === 'site-data-stale')
    .flatMap(({ rule, site, alert }) => {
      if (alert.closedAt === null) return [];
      const labels = labelsOf(company, rule, { site, severity: alert.severity ?? 'warning' });
      return [{ labels, closedAt: alert.closedAt }];
    });
}

type SiteAlert = {
  readonly rule: RuleId;
  readonly site: string | null;
  readonly siteName: string | null;
  readonly alert: AlertState;
  readonly values: () => FrozenValues;
};

function everyAlert(company: Company, items: readonly SiteItem[], state: CompanyState | null): readonly SiteAlert[] {
  const names = new Map(company.sites.map((site) => [site.id, site.name]));
  const alerts: SiteAlert[] = [];
  if (state !== null) {
    const alert = state.priceFeedStale;
    const values = () => ({ ...NO_VALUES, dataAgeSeconds: ageNow(alert, state.v) });
    alerts.push({ rule: 'price-feed-stale', site: null, siteName: null, alert, values });
  }
  for (const item of items) {
    const siteName = names.get(item.site) ?? item.site;
    for (const [rule, alert] of Object.entries(item.alerts) as [RuleId, AlertState][]) {
      alerts.push({ rule, site: item.site, siteName, alert, values: () => latestValues(item) });
    }
  }
  return alerts;
}

/** The price has aged since the rule fired: its value was the age then. */
function ageNow({ value, openedAt }: AlertState, at: Instant): number | null {
  return value === null || openedAt === null ? null : value + at - openedAt;
}

function noticeOf(
  site: string | null,
  siteName: string | null,
  state: AlertState,
  values: FrozenValues,
): EpisodeNotice {
  const openedAt = state.openedAt;
  if (openedAt === null || state.severity === null) throw new Error('an open episode has an opening and a severity');
  return {
    site,
    siteName,
    episode: state.episode,
    severity: state.severity,
    condition: state.condition,
    onset: state.onset ?? openedAt,
    openedAt,
    closedAt: null,
    closeReason: null,
    value: state.value,
    values,
  };
}

function latestValues(item: SiteItem): FrozenValues {
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
    meanAdvantageUsdPerDay: meanAdvantage(item.hours),
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
