import { type EpisodeRecord, episodeId } from '../domain/alerts/episode-record.ts';
import { type Match, matches } from '../domain/alerts/labels.ts';
import { endMute, type Mute } from '../domain/alerts/mute.ts';
import { after, type Instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';

/** Mutes that stand or are still to come, at most; more are refused. */
export const MUTES_MAX = 200;

/** Sets a mute. The same id again is the same mute. */
export async function mute(stores: Pick<Stores, 'mutes'>, wanted: Mute, at: Instant): Promise<'muted' | 'too-many'> {
  const standing = (await stores.mutes.all()).filter((one) => one.to > at && one.id !== wanted.id);
  if (standing.length >= MUTES_MAX) return 'too-many';
  await stores.mutes.put(wanted);
  return 'muted';
}

export type UnmuteOutcome =
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'over' }
  | { readonly outcome: 'ended'; readonly mute: Mute };

/**
 * Ends a mute now; what still fires under it is told again at the next flush. Where something was told
 * at this very moment it still stood then, and ends a second later: an end before the last message is
 * no news any more.
 */
export async function unmute(
  stores: Pick<Stores, 'mutes' | 'groups'>,
  id: string,
  at: Instant,
): Promise<UnmuteOutcome> {
  const found = await stores.mutes.get(id);
  if (found === null) return { outcome: 'not-found' };
  if (found.to <= at) return { outcome: 'over' };
  const hasSpoken = (await stores.groups.all()).some(({ lastSentAt }) => lastSentAt === at);
  const ended = endMute(found, hasSpoken ? after(at, 1) : at);
  await stores.mutes.put(ended);
  return { outcome: 'ended', mute: ended };
}

/** The open episodes that a match holds, as the engine matches them. */
export function matchedEpisodes(match: Match, open: readonly EpisodeRecord[], company: string) {
  return open
    .filter(({ rule, site, severity }) => matches(match, { company, rule, site: site ?? '', severity }))
    .map((record) => ({ id: episodeId(record), site: record.site, rule: record.rule, severity: record.severity }));
}
