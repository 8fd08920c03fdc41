import { pointsOf } from '#lib/app/read-points.ts';
import { advantageMilliUsdPerDay } from '#lib/domain/history/advantage.ts';
import { after } from '#lib/domain/instant.ts';
import { ALL_EARS, isTold, name } from './delivery.ts';
import type { Evidence } from './invariant.ts';
import { isSame } from './told.ts';

/** No floor of a simulated configuration is above the one or below the other, USD/day. */
const CERTAINLY_FLIPPED = 400;
const CERTAINLY_NOT = 50;

/**
 * I22, the other half: what history says now of the hour that a loss was announced by is what its
 * reader was told last: turned over, or not. Left out is what still waits to be told.
 */
export async function correctionFault(evidence: Evidence): Promise<string | null> {
  const { world, episodes, messages } = evidence;
  const waiting = await world.stores.corrections.all();
  const marks = await world.stores.dirty.marks(10_000);
  for (const episode of episodes) {
    const { site, openedAt } = episode;
    if (episode.rule !== 'unprofitable' || site === null || !isTold(evidence, episode, 'firing')) continue;
    const isUnderWay = waiting.some((one) => one.site === site) || marks.some((one) => one.site === site);
    const [point] = await pointsOf(world.stores, site, openedAt, after(openedAt, 1), 1);
    const advantage = point === undefined ? null : advantageMilliUsdPerDay(point);
    if (isUnderWay || advantage === null) continue;
    const told = messages.filter(({ audience, rule }) => audience === ALL_EARS && rule === 'unprofitable');
    // A minimal message in the place of one that was refused names nobody.
    if (told.some(({ isReplacement }) => isReplacement)) continue;
    const last = told.flatMap(({ corrected }) => corrected).findLast((one) => isSame(one, episode));
    const isFlipped = last?.isFlipped ?? false;
    if (advantage >= CERTAINLY_FLIPPED * 1000 && !isFlipped) return `nobody was told that ${name(episode)} was wrong`;
    if (advantage < CERTAINLY_NOT * 1000 && isFlipped) return `${name(episode)} was told to be wrong, which it was not`;
  }
  return null;
}
