import type { Standing } from '../domain/alerts/standing.ts';
import { standingOf } from '../domain/alerts/standing.ts';
import type { Company } from '../domain/company.ts';
import { after, type Instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';
import type { Lease } from './deliver.ts';
import { type GroupedNotice, groupCause, noticeOfRecord, openEpisodes, restlessRules } from './open-episodes.ts';
import type { SendAlertsPorts } from './send-alerts.ts';

/** Everything that the groups of one flush share, read once. */
export type Flush = {
  readonly ports: SendAlertsPorts;
  readonly company: Company;
  readonly at: Instant;
  readonly lease: Lease;
  readonly open: readonly GroupedNotice[];
  /** Episodes that came and went in ticks that no flush saw. */
  readonly missed: readonly GroupedNotice[];
  readonly flapping: ReturnType<typeof restlessRules>;
  readonly standing: Standing;
  readonly names: ReadonlyMap<string, string>;
};

const MAX_MISSED_EPISODES = 1000;

/** Reads the committed truth and what people said, for the flush of T after the finished flush `done`. */
export async function readFlush(
  ports: SendAlertsPorts,
  company: Company,
  at: Instant,
  done: Instant | null,
  lease: Lease,
): Promise<Flush> {
  const { stores } = ports;
  const [items, state, mutes, acknowledgements] = await Promise.all([
    stores.sites.all(),
    stores.company.get(),
    stores.mutes.all(),
    stores.acknowledgements.all(),
  ]);
  const names = new Map(company.sites.map((site) => [site.id, site.name]));
  const open = openEpisodes(company, items, state);
  const flapping = restlessRules(company, items, state);
  const standing = standingOf({ company, at, mutes, acknowledgements, open, flapping });
  const missed = await missedEpisodes(stores, company, done, at, names);
  return { ports, company, at, lease, open, missed, flapping, standing, names };
}

/** The site's name as messages show it. */
export function nameOf(names: ReadonlyMap<string, string>, site: string | null): string | null {
  return site === null ? null : (names.get(site) ?? site);
}

async function missedEpisodes(
  stores: Stores,
  company: Company,
  done: Instant | null,
  at: Instant,
  names: ReadonlyMap<string, string>,
): Promise<readonly GroupedNotice[]> {
  if (done === null || at - done <= company.tickSeconds) return [];
  const records = await stores.episodes.range(after(done, 1), after(at, 1), MAX_MISSED_EPISODES);
  return records
    .filter((record) => record.closedAt !== null)
    .map((record) => ({
      rule: record.rule,
      cause: groupCause(record.cause),
      notice: noticeOfRecord(record, nameOf(names, record.site)),
    }));
}
