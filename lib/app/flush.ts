import type { Correction } from '../domain/alerts/correction.ts';
import type { GroupState } from '../domain/alerts/group-state.ts';
import type { Standing } from '../domain/alerts/standing.ts';
import { standingOf } from '../domain/alerts/standing.ts';
import type { Company } from '../domain/company.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import { after, type Instant, instant } from '../domain/instant.ts';
import { keptWith } from '../domain/kept-with.ts';
import type { CompanyState, Stores } from '../ports.ts';
import { type AlertsNow, alertsNow, groupCause, type OpenGroup, openGroups } from './alerts-now.ts';
import { committedRecords } from './committed-episodes.ts';
import { type CorrectionRound, correctionRound } from './correction-round.ts';
import type { Lease } from './deliver.ts';
import { type GroupedNotice, namesOf, noticeOfRecord } from './open-episodes.ts';
import type { SendAlertsPorts } from './send-alerts.ts';

/** Everything that the groups of one flush share, read once. */
export type Flush = {
  readonly ports: SendAlertsPorts;
  readonly company: Company;
  readonly at: Instant;
  readonly lease: Lease;
  /** The sites' committed items. */
  readonly items: readonly SiteItem[];
  /** What the company's own rules say; null = nothing yet. */
  readonly own: CompanyState | null;
  /** By what is told together (toldTogether). */
  readonly open: ReadonlyMap<string, OpenGroup>;
  /** The tick that the last finished flush had seen whole; null = none. */
  readonly since: Instant | null;
  /** Episodes that came and went, opened after `since` or while a group's message was stuck. */
  readonly missed: readonly GroupedNotice[];
  readonly flapping: AlertsNow['flapping'];
  readonly standing: Standing;
  readonly names: ReadonlyMap<string, string>;
  readonly round: CorrectionRound;
};

const MAX_MISSED_EPISODES = 10_000;

/**
 * Reads the committed truth and what people said, for the flush of T. `since` is the tick that the
 * last finished flush had seen whole.
 */
export async function readFlush(
  ports: SendAlertsPorts,
  company: Company,
  at: Instant,
  since: Instant | null,
  lease: Lease,
  groups: readonly GroupState[],
  corrections: readonly Correction[],
): Promise<Flush> {
  const { stores } = ports;
  const [items, own, mutes, acknowledgements] = await Promise.all([
    stores.sites.all(),
    stores.company.get(),
    stores.mutes.all(),
    stores.acknowledgements.all(),
  ]);
  const names = namesOf(company);
  const { open, flapping } = alertsNow(items, own);
  const standing = standingOf({ company, at, mutes, acknowledgements, open, flapping });
  const missed = await missedEpisodes(ports.stores, company, earliest(since, groups), at, names, { items, own });
  return {
    ports,
    company,
    at,
    lease,
    items,
    own,
    open: openGroups(open),
    since,
    missed,
    flapping,
    standing,
    names,
    round: correctionRound(stores, company, at, corrections, groups),
  };
}

/** A flush's items by site; seldom asked for. */
export const bySite: (items: readonly SiteItem[]) => ReadonlyMap<string, SiteItem> = keptWith(
  (items) => new Map(items.map((item) => [item.site, item])),
);

/** A group whose message is stuck last looked at the world when that message was made. */
function earliest(since: Instant | null, groups: readonly GroupState[]): Instant | null {
  const stuck = groups.flatMap((group) => group.intent?.message.at ?? []);
  return since === null ? null : (Math.min(since, ...stuck) as Instant);
}

/** The site's name as messages show it. */
export function nameOf(names: ReadonlyMap<string, string>, site: string | null): string | null {
  return site === null ? null : (names.get(site) ?? site);
}

/** Normally nothing is asked: the last flush saw the tick before this one whole. */
async function missedEpisodes(
  stores: Stores,
  company: Company,
  since: Instant | null,
  at: Instant,
  names: ReadonlyMap<string, string>,
  { items, own }: Pick<Flush, 'items' | 'own'>,
): Promise<readonly GroupedNotice[]> {
  if (since !== null && at - since <= company.tickSeconds) return [];
  const from = since === null ? instant(0) : after(since, 1);
  const records = await stores.episodes.range(from, after(at, 1), MAX_MISSED_EPISODES);
  return committedRecords(records, { items: bySite(items), company: own })
    .filter((record) => record.closedAt !== null)
    .map((record) => ({
      rule: record.rule,
      cause: groupCause(record.cause),
      notice: noticeOfRecord(record, nameOf(names, record.site)),
    }));
}
