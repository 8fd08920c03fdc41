import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import { type EpisodeRecord, episodeId } from '../domain/alerts/episode-record.ts';
import { isStaleSource } from '../domain/alerts/inhibition.ts';
import type { Labels } from '../domain/alerts/labels.ts';
import type { EpisodeNotice, FrozenValues } from '../domain/alerts/message.ts';
import { NO_VALUES } from '../domain/alerts/no-values.ts';
import type { Cause, RuleId } from '../domain/alerts/rule.ts';
import { labelsOf } from '../domain/alerts/standing.ts';
import { isRestless } from '../domain/alerts/state.ts';
import { HOURS_KEPT, meanAdvantage } from '../domain/alerts/unprofitable.ts';
import type { Company } from '../domain/company.ts';
import { advantageMilliUsdPerDay } from '../domain/history/advantage.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import { type Instant, SECONDS_PER_HOUR } from '../domain/instant.ts';
import { keptWith } from '../domain/kept-with.ts';
import type { CompanyState } from '../ports.ts';

/** An episode that is told, with the group it is told in. */
export type GroupedNotice = { readonly rule: RuleId; readonly cause: Cause; readonly notice: EpisodeNotice };

/** `unknown` is told together with `market`. */
export function groupCause(cause: Cause | null): Cause {
  return cause === 'site' ? 'site' : 'market';
}

/** An open episode as the committed state of its rule says; `item` null for a rule of the company. */
export type OpenEpisode = {
  readonly rule: RuleId;
  readonly cause: Cause;
  readonly site: string | null;
  readonly state: AlertState;
  readonly item: SiteItem | null;
};

type Restless = { readonly rule: RuleId; readonly site: string | null };

/** What the committed items say of all rules of the company. */
export type AlertsNow = {
  readonly open: readonly OpenEpisode[];
  /** Rules that go on and off too often to be told one by one, open or not. */
  readonly flapping: readonly Restless[];
};

/** Every open episode and every restless rule, found in one look at the items; most rules are calm. */
export function alertsNow(items: readonly SiteItem[], own: CompanyState | null): AlertsNow {
  const open: OpenEpisode[] = [];
  const flapping: Restless[] = [];
  const visit = (rule: RuleId, state: AlertState, item: SiteItem | null): void => {
    const site = item?.site ?? null;
    if (isOpen(state)) open.push({ rule, cause: groupCause(state.cause), site, state, item });
    if (isRestless(state)) flapping.push({ rule, site });
  };
  if (own !== null) visit('price-feed-stale', own.priceFeedStale, null);
  for (const item of items) for (const [rule, state] of loudOf(item.alerts)) visit(rule, state, item);
  return { open, flapping };
}

/** The rules of a site that are open or restless; states that stay as they are need no second look. */
const loudOf = keptWith((alerts: Readonly<Record<string, AlertState>>): readonly (readonly [RuleId, AlertState])[] => {
  let loud: [RuleId, AlertState][] | null = null;
  for (const rule in alerts) {
    const state = alerts[rule] as AlertState;
    if (!isOpen(state) && !isRestless(state)) continue;
    loud ??= [];
    loud.push([rule as RuleId, state]);
  }
  return loud ?? NONE;
});

const NONE: readonly (readonly [RuleId, AlertState])[] = [];

/** The open episodes that are told together. */
export type OpenGroup = { readonly rule: RuleId; readonly cause: Cause; readonly episodes: readonly OpenEpisode[] };

/** What is told together, whoever hears it: the key of `openGroups`. */
export function toldTogether({ rule, cause }: { readonly rule: RuleId; readonly cause: Cause }): string {
  return `${rule}/${cause}`;
}

/** The open episodes by the group they are told in, in the order of the first of each. */
export function openGroups(open: readonly OpenEpisode[]): ReadonlyMap<string, OpenGroup> {
  const groups = new Map<string, OpenGroup & { readonly episodes: OpenEpisode[] }>();
  for (const one of open) {
    const key = toldTogether(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rule: one.rule, cause: one.cause, episodes: [one] });
    else group.episodes.push(one);
  }
  return groups;
}

type EndedSource = { readonly labels: Labels; readonly closedAt: Instant };

/** When each source of inhibition was last over, for targets that ended about the same time. */
export function endedSources(
  company: Company,
  items: readonly SiteItem[],
  state: CompanyState | null,
): readonly EndedSource[] {
  const ended: EndedSource[] = [];
  forEachAlert(items, state, (rule, alert, item) => {
    if (alert.closedAt === null || !isStaleSource(rule)) return;
    const labels = labelsOf(company, rule, { site: item?.site ?? null, severity: alert.severity ?? 'warning' });
    ended.push({ labels, closedAt: alert.closedAt });
  });
  return ended;
}

/** The company's rule first (item null), then every rule of every site; nearly all of them are calm. */
function forEachAlert(
  items: readonly SiteItem[],
  state: CompanyState | null,
  visit: (rule: RuleId, alert: AlertState, item: SiteItem | null) => void,
): void {
  if (state !== null) visit('price-feed-stale', state.priceFeedStale, null);
  for (const item of items) {
    const alerts: Readonly<Record<string, AlertState>> = item.alerts;
    for (const rule in alerts) visit(rule as RuleId, alerts[rule] as AlertState, item);
  }
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
