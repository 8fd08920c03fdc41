import { describe, expect, test } from 'vitest';
import { countEpisode, countPoint, newTally, summaryOf } from '#lib/app/backtest/tally.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { after, instant } from '#lib/domain/instant.ts';

const START = instant(1_676_419_200);
const HOUR = 3600;

/** A site that could sell nothing: mining earns so much a day, flaring costs 24 USD a day. */
function pointAt(hour: number, mineUsdPerDay: number | null): Point {
  return {
    at: after(START, hour * HOUR),
    mineMilliUsdPerDay: mineUsdPerDay === null ? null : mineUsdPerDay * 1000,
    sellMilliUsdPerDay: null,
    flareMilliUsdPerDay: -24_000,
    bestAlternative: 'flare',
    btcUsdCents: 3_000_000,
  } as unknown as Point;
}

function episode(closedHour: number | null): EpisodeRecord {
  const at = after(START, (closedHour ?? 2) * HOUR);
  return {
    site: 'pad',
    rule: 'unprofitable',
    episode: 1,
    onset: at,
    openedAt: after(START, 2 * HOUR),
    closedAt: closedHour === null ? null : at,
    severity: 'warning',
    cause: 'market',
    transitions: [
      { kind: 'firing', at, severity: 'warning', value: 0, reason: null, values: { btcUsd: 30_000 } as never },
    ],
  };
}

describe('what following the alerts would have earned', () => {
  /**
   * Hours: 0 mines 240/day, 1 mines −264/day before the alert, 2 and 3 would mine −264/day but the alert
   * has stopped it, 4 mines 240/day again, 5 is unknown. One hour is 1/24 day.
   * Mining always: (240 − 264 × 3 + 240) ÷ 24 = −13. Flaring always: 5 × −24 ÷ 24 = −5.
   * Followed: (240 − 264 − 24 − 24 + 240) ÷ 24 = 7. The stop avoided 2 × (264 − 24) ÷ 24 = 20.
   */
  const run = (restartCostUsd: number) => {
    const tally = newTally(HOUR, () => restartCostUsd);
    countPoint(tally, 'pad', pointAt(0, 240));
    countPoint(tally, 'pad', pointAt(1, -264));
    const stop = countEpisode(tally, episode(null));
    countPoint(tally, 'pad', pointAt(2, -264));
    countPoint(tally, 'pad', pointAt(3, -264));
    const start = countEpisode(tally, episode(4));
    countPoint(tally, 'pad', pointAt(4, 240));
    countPoint(tally, 'pad', pointAt(5, null));
    return { summary: summaryOf(tally, START, after(START, 6 * HOUR)), stop, start };
  };

  test('is held against doing always the same', () => {
    const { summary } = run(0);
    expect(summary.followedUsd).toBeCloseTo(7, 9);
    expect(summary.gainedUsdAgainstAlwaysMining).toBeCloseTo(20, 9);
    expect(summary.gainedUsdAgainstAlwaysFlaring).toBeCloseTo(12, 9);
    expect(summary.gainedUsdAgainstAlwaysSelling).toBeNull();
    expect(summary).toMatchObject({ ticks: 6, hoursKnown: 5, hoursUnprofitable: 3, hoursMinedAtALoss: 1, flips: 2 });
  });

  test('calls a stop right only when it saved more than the restart cost', () => {
    expect(run(19.9).summary).toMatchObject({ stopsEnded: 1, stopsRight: 1 });
    expect(run(20.1).summary).toMatchObject({ stopsEnded: 1, stopsRight: 0 });
  });

  test('names each flip once, with its cause', () => {
    const { stop, start } = run(0);
    expect(stop).toMatchObject({ to: 'stop', cause: 'market', btcChangeFraction: null });
    expect(start).toMatchObject({ to: 'mine', at: '2023-02-15T04:00:00Z', btcChangeFraction: 0 });
    expect(
      countEpisode(
        newTally(HOUR, () => 0),
        { ...episode(null), rule: 'flaring-rise' },
      ),
    ).toBeNull();
  });
});
