import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import { type EpisodeRecord, episodeId } from '../domain/alerts/episode-record.ts';
import type { Told } from '../domain/alerts/group-state.ts';
import type { EpisodeNotice, FrozenValues } from '../domain/alerts/message.ts';
import { type Cause, type RuleId, SITE_RULES } from '../domain/alerts/rule.ts';
import type { Company } from '../domain/company.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { CompanyState } from '../ports.ts';

/** An episode with the group it is told in. */
export type GroupedNotice = { readonly rule: RuleId; readonly cause: Cause; readonly notice: EpisodeNotice };

/** `unknown` is told together with `market`. */
export function groupCause(cause: Cause | null): Cause {
  return cause === 'site' ? 'site' : 'market';
}

const NO_VALUES: FrozenValues = {
  advantageUsdPerDay: null,
  mineUsdPerDay: null,
  sellUsdPerDay: null,
  flareUsdPerDay: null,
  netbackUsdPerMmbtu: null,
  breakEvenBtcUsd: null,
  btcUsd: null,
  flaredMcfPerDay: null,
  meanAdvantageUsdPerDay: null,
  flaringBaselineMcfPerDay: null,
  dataAgeSeconds: null,
};

/** Every open episode of the company as the committed items say, with the latest point's figures. */
export function openEpisodes(
  company: Company,
  items: readonly SiteItem[],
  state: CompanyState | null,
): readonly GroupedNotice[] {
  const names = new Map(company.sites.map((site) => [site.id, site.name]));
  const notices: GroupedNotice[] = [];
  if (state !== null && isOpen(state.priceFeedStale)) {
    const notice = noticeOf(null, null, state.priceFeedStale, NO_VALUES);
    notices.push({ rule: 'price-feed-stale', cause: groupCause(state.priceFeedStale.cause), notice });
  }
  for (const item of items) {
    for (const rule of SITE_RULES) {
      const alert = item.alerts[rule];
      if (!isOpen(alert)) continue;
      const notice = noticeOf(item.site, names.get(item.site) ?? item.site, alert, latestValues(item));
      notices.push({ rule, cause: groupCause(alert.cause), notice });
    }
  }
  return notices;
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
  const usd = (milli: number | null) => (milli === null ? null : milli / 1000);
  const alternative = point.bestAlternative === 'sell' ? point.sellMilliUsdPerDay : point.flareMilliUsdPerDay;
  const mine = point.mineMilliUsdPerDay;
  return {
    ...NO_VALUES,
    advantageUsdPerDay:
      mine === null || alternative === null || point.bestAlternative === null ? null : (mine - alternative) / 1000,
    mineUsdPerDay: usd(mine),
    sellUsdPerDay: usd(point.sellMilliUsdPerDay),
    flareUsdPerDay: usd(point.flareMilliUsdPerDay),
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

/** The record id of an episode that an audience was told of. */
export function toldEpisodeId(rule: RuleId, told: Told): string {
  return episodeId({ site: told.site, rule, episode: told.episode, openedAt: told.openedAt });
}
