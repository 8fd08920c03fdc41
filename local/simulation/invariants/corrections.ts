import { pointsOf } from '#lib/app/read-points.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import { advantageMilliUsdPerDay } from '#lib/domain/history/advantage.ts';
import { after, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { START } from '../script.ts';
import { USUAL_FLARE_MCF } from '../wrong-flaring.ts';
import { ALL_EARS, isTold, name } from './delivery.ts';
import type { Evidence } from './invariant.ts';
import { isSame } from './told.ts';

/** No floor of a simulated configuration is above the one or below the other, USD/day. */
const CERTAINLY_FLIPPED = 400;
const CERTAINLY_NOT = 50;

/**
 * I22, the other half: what history says now of the hour that a loss was announced by, or of the days
 * of a rise of flaring, is what its reader was told last: turned over, or not. Left out is what still waits to be told.
 */
export async function correctionFault(evidence: Evidence): Promise<string | null> {
  const { world, episodes, messages } = evidence;
  const waiting = await world.stores.corrections.all();
  const marks = await world.stores.dirty.marks(10_000);
  for (const episode of episodes) {
    const { site } = episode;
    if (site === null || !isTold(evidence, episode, 'firing')) continue;
    const isUnderWay = waiting.some((one) => one.site === site) || marks.some((one) => one.site === site);
    const truth = isUnderWay ? null : await truthOf(world.stores, episode);
    if (truth === null) continue;
    const told = messages.filter(({ audience, rule }) => audience === ALL_EARS && rule === episode.rule);
    if (told.some(({ isSilent }) => isSilent)) continue;
    const last = told.flatMap(({ corrected }) => corrected).findLast((one) => isSame(one, episode));
    const isFlipped = last?.isFlipped ?? false;
    if (truth === 'wrong' && !isFlipped) return `nobody was told that ${name(episode)} was wrong`;
    if (truth === 'right' && isFlipped) return `${name(episode)} was told to be wrong, which it was not`;
  }
  return null;
}

/** What is known now of the decision; null where it cannot be said for certain, or is of another rule. */
async function truthOf(stores: Stores, { rule, site, openedAt }: EpisodeRecord): Promise<'wrong' | 'right' | null> {
  if (site === null) return null;
  if (rule === 'flaring-rise') return openedAt < after(START, SECONDS_PER_DAY) ? flaringTruth(stores, site) : null;
  const [point] = rule === 'unprofitable' ? await pointsOf(stores, site, openedAt, after(openedAt, 1), 1) : [];
  const advantage = point === undefined ? null : advantageMilliUsdPerDay(point);
  if (advantage === null) return null;
  if (advantage >= CERTAINLY_FLIPPED * 1000) return 'wrong';
  return advantage < CERTAINLY_NOT * 1000 ? 'right' : null;
}

/**
 * Of the five days judged two were high and two or more are not (wrong-flaring.ts): the last before the
 * start decides, until the first day after it is over and is judged too.
 */
async function flaringTruth(stores: Stores, site: string): Promise<'wrong' | 'right'> {
  const rows = await stores.reports.rows(site, after(START, -SECONDS_PER_DAY), START);
  const [newest] = rows
    .map(({ row }) => row)
    .filter((row) => row.stream === 'flared')
    .sort((a, b) => b.version - a.version);
  return newest?.volumeMcf === USUAL_FLARE_MCF ? 'wrong' : 'right';
}
