import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { Mute } from '#lib/domain/alerts/mute.ts';
import type { Market } from '#lib/domain/market/market.ts';
import type { Tally } from '../invocation.ts';
import type { Script } from '../script.ts';
import type { World } from '../world.ts';
import type { ToldMessage } from './told.ts';

/** What an invariant is judged on: all that happened, and what is stored now. */
export type Evidence = {
  readonly world: World;
  readonly script: Script;
  readonly tally: Tally;
  readonly episodes: readonly EpisodeRecord[];
  readonly markets: readonly Market[];
  readonly mutes: readonly Mute[];
  readonly messages: readonly ToldMessage[];
  /** True once the faults have stopped and everything owed is due. */
  readonly isSettled: boolean;
};

/** An invariant of alerts.md by its number: null = it holds, else what broke it. */
export type Invariant = { readonly id: string; readonly judge: (evidence: Evidence) => string | null };

/** The first element that is wrong, as a sentence. */
export function firstFault<T>(list: readonly T[], fault: (element: T, index: number) => string | null): string | null {
  for (const [index, element] of list.entries()) {
    const found = fault(element, index);
    if (found !== null) return found;
  }
  return null;
}
