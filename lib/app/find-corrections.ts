import { type Correction, decisionStart } from '../domain/alerts/correction.ts';
import type { EpisodeRecord } from '../domain/alerts/episode-record.ts';
import { type Decision, isJudgedAgain, judgeAgain } from '../domain/alerts/judge-again.ts';
import type { Company, Site } from '../domain/company.ts';
import type { ReportRow } from '../domain/gas/report.ts';
import { after, type Instant } from '../domain/instant.ts';
import type { DirtyMark, Stores } from '../ports.ts';
import { keptInRun } from './kept-in-run.ts';
import { pointsOf } from './read-points.ts';

export type Correcting = {
  readonly stores: Pick<Stores, 'episodes' | 'history' | 'sites' | 'replaced' | 'corrections' | 'market' | 'config'>;
  readonly company: Company;
  readonly at: Instant;
};

/** What of a mark has been restated: points of [from, doneTo) out of those up to `until`. */
export type Restated = { readonly from: Instant; readonly doneTo: Instant; readonly until: Instant };

const MAX_EPISODES = 10_000;

/**
 * Judges again the decisions that rest on what was restated: episodes of the site that opened before
 * the rows were known. Every verdict is written down, also that a decision stands: whether that is
 * news, the group that told it knows. What is not known is no verdict. Called before the mark goes, so
 * that a crash loses none, and doing it again writes the same bytes.
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
  correcting: Correcting,
  record: EpisodeRecord,
  site: Site,
  rows: readonly ReportRow[],
): Promise<Correction | null> {
  const { rule, cause, severity, episode, openedAt } = record;
  const verdict = isJudgedAgain(rule) ? judgeAgain(await decisionOf(correcting, record, site, rows)) : null;
  if (verdict === null) return null;
  return { site: site.id, rule, cause, severity, episode, openedAt, foundAt: correcting.at, verdict };
}

/** The decision with all that it rested on, under the configuration that it was made by. */
async function decisionOf(
  correcting: Correcting,
  record: EpisodeRecord,
  site: Site,
  rows: readonly ReportRow[],
): Promise<Decision> {
  const { stores } = correcting;
  const { openedAt } = record;
  const start = decisionStart(site, openedAt);
  const [points, markets] = await Promise.all([
    pointsOf(stores, site.id, start, after(openedAt, 1), Number.POSITIVE_INFINITY),
    marketsOf(correcting, record.rule === 'unprofitable-after-retarget' ? start : openedAt, openedAt),
  ]);
  const then = await stores.config.get(points.at(-1)?.configVersion ?? '');
  const configured = then?.sites.find((one) => one.id === site.id);
  const made =
    then === null || configured === undefined
      ? { company: correcting.company, site }
      : { company: then, site: configured };
  return { record, rows, points, markets, ...made };
}

/** Episodes and markets by the run that reads them: sites that report at the same time share the reading. */
const episodesOf = keptInRun(({ stores }: Correcting, from: Instant, to: Instant) =>
  stores.episodes.range(from, to, MAX_EPISODES),
);
const marketsOf = keptInRun(async ({ stores }: Correcting, first: Instant, last: Instant) => {
  const list = await stores.market.range(after(first, -1), last, Number.POSITIVE_INFINITY);
  return new Map(list.map((market) => [market.at, market]));
});
