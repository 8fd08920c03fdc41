import { type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import type { GroupState } from '../../domain/alerts/group-state.ts';
import { isMessageOnly } from '../../domain/alerts/rule.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { EpisodeStore } from '../../ports.ts';
import { recordId } from '../open-episodes.ts';

/** Longer than any message looks back. */
const KEPT_SECONDS = 8 * SECONDS_PER_DAY;

/** An episode store that can forget, so that the memory of a back-test does not grow with the years. */
export type RecentEpisodes = {
  readonly store: EpisodeStore;
  /** Forgets what has been over for 8 days and of what no group has anything left to tell. */
  readonly forget: (groups: readonly GroupState[], now: Instant) => void;
};

/** Records of the episodes that are open, were open lately, or are still to be told of. */
export function recentEpisodes(): RecentEpisodes {
  const kept = new Map<string, EpisodeRecord>();
  const inOrder = (a: EpisodeRecord, b: EpisodeRecord): number =>
    a.openedAt - b.openedAt || (episodeId(a) < episodeId(b) ? -1 : 1);
  return {
    store: {
      put: async (record) => void kept.set(episodeId(record), record),
      get: async (id) => kept.get(id) ?? null,
      range: async (from, to, limit) =>
        [...kept.values()]
          .filter(({ openedAt }) => openedAt >= from && openedAt < to)
          .sort(inOrder)
          .slice(0, limit),
    },
    forget: (groups, now) => {
      const spokenOf = new Set(groups.flatMap(episodesOf));
      for (const [id, { closedAt }] of kept) {
        if (closedAt !== null && closedAt < after(now, -KEPT_SECONDS) && !spokenOf.has(id)) kept.delete(id);
      }
    },
  };
}

/** Ids of the episodes that a group remembers in one way or another. */
function episodesOf({ rule, told, withheld, over, corrected, intent }: GroupState): readonly string[] {
  if (isMessageOnly(rule)) return [];
  const remembered = [told, withheld, over, corrected, intent?.told, intent?.corrected];
  return remembered.flatMap((some) => some ?? []).map((one) => recordId(rule, one));
}
