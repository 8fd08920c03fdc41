import { expect, test } from 'vitest';
import { recentEpisodes } from '#lib/app/backtest/recent-episodes.ts';
import { type EpisodeRecord, episodeId } from '#lib/domain/alerts/episode-record.ts';
import type { GroupState } from '#lib/domain/alerts/group-state.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';

const DAY = 86_400;
const START = instant(1_676_419_200);
const dayOf = (day: number): Instant => after(START, day * DAY);

function episode(site: string, openedDay: number, closedDay: number | null): EpisodeRecord {
  const openedAt = dayOf(openedDay);
  const closedAt = closedDay === null ? null : dayOf(closedDay);
  const about = { onset: openedAt, severity: 'warning', cause: 'market', transitions: [] } as const;
  return { site, rule: 'unprofitable', episode: 1, openedAt, closedAt, ...about };
}

function group(of: Partial<GroupState>): GroupState {
  const nothing = { seq: 1, told: [], lastSentAt: null, intent: null };
  return { rule: 'unprofitable', cause: 'market', audience: 'ops', ...nothing, ...of };
}

test('forgets an episode that is long over, unless it is still to be told of', async () => {
  const { store, forget } = recentEpisodes();
  const open = episode('open', 0, null);
  const lately = episode('lately', 0, 3);
  const [over, told, heldBack] = ['over', 'told', 'held-back'].map((site) => episode(site, 0, 1)) as [
    EpisodeRecord,
    EpisodeRecord,
    EpisodeRecord,
  ];
  for (const record of [open, lately, over, told, heldBack]) await store.put(record);
  const kept = async () => (await store.range(dayOf(0), dayOf(99), 99)).map(({ site }) => site);
  const groups = [
    group({ told: [{ ...told, severity: 'warning' }] }),
    group({ audience: 'night', withheld: [{ ...heldBack, notice: 'resolved', reason: 'quiet-hours' }] }),
  ];
  // Day 9: `over` ended 8 days before, not more; a second later it is gone, and `lately` is not.
  forget(groups, dayOf(9));
  expect(await kept()).toEqual(['held-back', 'lately', 'open', 'over', 'told']);
  forget(groups, after(dayOf(9), 1));
  expect(await kept()).toEqual(['held-back', 'lately', 'open', 'told']);
  forget([], dayOf(30));
  expect(await kept()).toEqual(['open']);
  expect(await store.get(episodeId(told))).toBeNull();
  expect(await store.get(episodeId(open))).toEqual(open);
});
