import { type Correction, decisionStart, flaringVerdict, unprofitableVerdict } from '../domain/alerts/correction.ts';
import type { EpisodeRecord } from '../domain/alerts/episode-record.ts';
import type { Company, Site } from '../domain/company.ts';
import type { ReportRow } from '../domain/gas/report.ts';
import { after, type Instant } from '../domain/instant.ts';
import type { DirtyMark, Stores } from '../ports.ts';
import { pointsOf } from './read-points.ts';

export type Correcting = {
  readonly stores: Pick<Stores, 'episodes' | 'history' | 'sites' | 'replaced' | 'corrections'>;
  readonly company: Company;
  readonly at: Instant;
};

/** What of a mark has been restated: points of [from, doneTo) out of those up to `until`. */
export type Restated = { readonly from: Instant; readonly doneTo: Instant; readonly until: Instant };

const MAX_EPISODES = 10_000;

/**
 * Judges again the decisions that rest on what was restated: episodes of the site that opened before
 * the rows were known. Every verdict is written down, also that a decision stands: whether that is
 * news, the group that told it knows. Called before the mark goes, so that a crash loses none, and
 * doing it again writes the same bytes.
 */
export async function findCorrections(
  correcting: Correcting,
  mark: DirtyMark,
  site: Site | null,
  rows: readonly ReportRow[],
  { from, doneTo, until }: Restated,
): Promise<void> {
  if (site === null) return;
  const records = await episodesOf(correcting, from, mark.to);
  // What opened between doneTo and `until` rests on points that are restated by a later run.
  const judged = records.filter(
    (one) => one.site === site.id && (one.openedAt < doneTo || (doneTo >= until && one.openedAt >= until)),
  );
  for (const record of judged) {
    const correction = await correctionOf(correcting, record, site, rows);
    if (correction !== null) await correcting.stores.corrections.put(correction);
  }
}

async function correctionOf(
  { stores, company, at }: Correcting,
  record: EpisodeRecord,
  site: Site,
  rows: readonly ReportRow[],
): Promise<Correction | null> {
  const { rule, cause, severity, episode, openedAt } = record;
  const of = { site: site.id, rule, cause, severity, episode, openedAt, foundAt: at };
  if (rule === 'flaring-rise') return { ...of, verdict: flaringVerdict(record, rows, company, site) };
  if (rule !== 'unprofitable') return null;
  const start = decisionStart(site, openedAt);
  const points = await pointsOf(stores, site.id, start, after(openedAt, 1), Number.POSITIVE_INFINITY);
  return { ...of, verdict: unprofitableVerdict(record, points, site, company.tickSeconds) };
}

/** Episodes by the run that reads them: sites that report at the same time share the reading. */
const read = new WeakMap<Correcting, Map<string, Promise<readonly EpisodeRecord[]>>>();

function episodesOf(correcting: Correcting, from: Instant, to: Instant): Promise<readonly EpisodeRecord[]> {
  const ofRun = read.get(correcting) ?? new Map<string, Promise<readonly EpisodeRecord[]>>();
  read.set(correcting, ofRun);
  const key = `${from}-${to}`;
  const found = ofRun.get(key) ?? correcting.stores.episodes.range(from, to, MAX_EPISODES);
  ofRun.set(key, found);
  return found;
}
