import { describe, expect, it } from 'vitest';
import { after, type Instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { BLOCKS_PER_EPOCH, difficultyEpoch } from '#lib/domain/market/network.ts';
import { epochStartAfter, forecastRetarget } from '#lib/domain/market/retarget-forecast.ts';
import { readReplay } from '#local/replay/read-replay.ts';

const HOUR = 3600;

type Foretold = { readonly epoch: number; readonly progress: number; readonly low: number; readonly high: number };

/** The forecast of every hour of a recorded window, and the difficulty of each epoch in it. */
function hoursOf(window: string) {
  const recorded = readReplay(`data/replay/${window}`);
  const difficulties = new Map<number, number>();
  const foretold: Foretold[] = [];
  let previous: Market | null = null;
  for (let at: Instant = recorded.from; at < recorded.to; at = after(at, HOUR)) {
    const [tip] = recorded.at(at).newestBlocks;
    if (tip === undefined) continue;
    const height = { value: tip.height, quality: 'ok', goodAt: at } as const;
    const epochStart = epochStartAfter(previous, height, at);
    const market = { at, height, ...(epochStart === null ? {} : { epochStart }) } as Market;
    previous = market;
    const epoch = difficultyEpoch(tip.height);
    difficulties.set(epoch, tip.difficulty);
    const forecast = forecastRetarget(market);
    if (forecast === null) continue;
    const progress = (tip.height % BLOCKS_PER_EPOCH) / BLOCKS_PER_EPOCH;
    foretold.push({ epoch, progress, low: forecast.lowPercent, high: forecast.highPercent });
  }
  return { foretold, difficulties };
}

describe('the forecast of the retarget over recorded months', () => {
  it.each(['2023-02-15_2023-04-20', '2025-08-15_2025-11-22'])(
    'of %s holds what the difficulty then did in nine hours of ten: 2σ is a promise of 95 %%',
    (window) => {
      const { foretold, difficulties } = hoursOf(window);
      const judged = foretold.flatMap(({ epoch, low, high, progress }) => {
        const [now, next] = [difficulties.get(epoch), difficulties.get(epoch + 1)];
        if (now === undefined || next === undefined) return [];
        const change = (next / now - 1) * 100;
        return [{ isWithin: change >= low && change <= high, width: high - low, progress }];
      });
      expect(judged.length).toBeGreaterThan(700);
      expect(judged.filter(({ isWithin }) => isWithin).length / judged.length).toBeGreaterThan(0.9);
      // σ at 90 % of an epoch is 0.74 points, ± 2σ some 3 points wide, and an hour of doubt of the start 0.3 more.
      const late = judged.filter(({ progress }) => progress > 0.9);
      expect(Math.max(...late.map(({ width }) => width))).toBeLessThan(3.5);
    },
    60_000,
  );
});
