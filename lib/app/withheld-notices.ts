import { keyOf } from '../domain/alerts/group-difference.ts';
import type { EpisodeKey, GroupState, RuleGroup, Withheld } from '../domain/alerts/group-state.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import type { Flush } from './flush.ts';
import { recordId } from './open-episodes.ts';

/** What a group keeps between its flushes beside what it has told. */
type Memory = { readonly withheld: readonly Withheld[]; readonly over: readonly EpisodeKey[] };

/** Reasons that are no news to anybody: they order the sending, they do not silence. */
const NOT_RECORDED = new Set<Withheld['reason']>(['group-interval', 'below-severity', 'below-tier']);

/**
 * Each held back notice is recorded once, when the group first holds it back. `listedWith` is the episode
 * that a notice is listed with; null = none, so that it is counted only.
 */
export async function recordWithheld(
  run: Flush,
  group: RuleGroup,
  withheld: readonly Withheld[],
  listedWith: (notice: Withheld) => EpisodeKey | null = (notice) => notice,
): Promise<void> {
  const known = new Set((group.withheld ?? []).map(textOf));
  const fresh = withheld.filter((one) => !known.has(textOf(one)) && !NOT_RECORDED.has(one.reason));
  await forEachBounded(fresh, CALLS_AT_ONCE, async (one) => {
    const episode = listedWith(one);
    if (episode !== null) {
      const episodeId = recordId(group.rule, episode);
      const notice = { ...one, ...episode, episodeId, audience: group.audience, at: run.at };
      await run.ports.stores.suppressed.putIfAbsent(notice);
    }
    run.ports.metrics.count('NoticesWithheld', 1);
  });
}

/** Writes what the group has to remember only when that is something else than before. */
export async function remember(run: Flush, group: RuleGroup, isStored: boolean, memory: Memory): Promise<void> {
  const text = (of: Pick<GroupState, 'withheld' | 'over'>) =>
    JSON.stringify([(of.withheld ?? []).map(textOf), (of.over ?? []).map(keyOf)]);
  if (text(memory) === text(group)) return;
  await run.ports.stores.groups.putIf({ ...group, ...memory }, isStored ? group.seq : null, null);
}

function textOf(one: Withheld): string {
  return JSON.stringify([one.site, one.episode, one.notice, one.reason]);
}
