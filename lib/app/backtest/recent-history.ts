import { blockEnd } from '../../domain/history/block.ts';
import type { Block } from '../../domain/history/point.ts';
import { SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { HistoryStore } from '../../ports.ts';

/** Messages look back seven days; a block more than that. */
export const HISTORY_KEPT_SECONDS = 8 * SECONDS_PER_DAY;

/** Keeps of each site the blocks that messages can still quote, and forgets the older ones. */
export function recentHistory(history: HistoryStore): HistoryStore {
  const kept = new Map<string, Block[]>();
  return {
    ...history,
    putBlock: async (site, block) => {
      const blocks = kept.get(site) ?? [];
      kept.set(site, blocks);
      blocks.push(block);
      while (blocks[0] !== undefined && blocks[0].start < block.start - HISTORY_KEPT_SECONDS) blocks.shift();
    },
    blocks: async (site, from, to, limit) =>
      (kept.get(site) ?? [])
        .filter((block) => block.start < to && blockEnd(block.start, block.stepSeconds) > from)
        .slice(0, limit),
  };
}
