import { isOpen } from '#lib/domain/alerts/alert-state.ts';
import { episodeId } from '#lib/domain/alerts/episode-record.ts';
import { advantageMilliUsdPerDay } from '#lib/domain/history/advantage.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { type Evidence, firstFault, type Invariant } from './invariant.ts';

type Commit = { readonly item: SiteItem; readonly before: SiteItem | null };

/** I1: a site's committed tick only grows. */
const monotone: Invariant = {
  id: 'I1',
  judge: (evidence) =>
    firstFault(commits(evidence), ({ item, before }) =>
      before !== null && item.v <= before.v ? `${item.site} was committed at ${item.v} after ${before.v}` : null,
    ),
};

/** I2: each item continues the one committed before it: its points and one more. */
const noFork: Invariant = {
  id: 'I2',
  judge: (evidence) =>
    firstFault(commits(evidence), ({ item, before }) => {
      if (before === null || before.block.start !== item.block.start) return null;
      const isContinued = before.block.points.every((point, index) => item.block.points[index]?.at === point.at);
      return isContinued ? null : `${item.site} at ${item.v} does not continue its item of ${before.v}`;
    }),
};

/** I12, I13: an episode of mining at a loss ends only on a known advantage above zero. */
const endsOnData: Invariant = {
  id: 'I12',
  judge: (evidence) =>
    firstFault(commits(evidence), ({ item, before }) => {
      const point = item.block.points.at(-1);
      const hasEnded = before !== null && isOpen(before.alerts.unprofitable) && !isOpen(item.alerts.unprofitable);
      if (!hasEnded || point === undefined || point.at !== item.v) return null;
      const advantage = advantageMilliUsdPerDay(point);
      return advantage !== null && advantage > 0
        ? null
        : `${item.site} resolved unprofitable at ${item.v} on ${advantage}`;
    }),
};

/** I14: an episode opens only after two known breaching ticks (the rule holds for an hour). */
const opensAfterHold: Invariant = {
  id: 'I14',
  judge: (evidence) =>
    firstFault(commits(evidence), ({ item, before }) => {
      const state = item.alerts.unprofitable;
      if (before === null || isOpen(before.alerts.unprofitable) || !isOpen(state)) return null;
      const known = [before.block.points.at(-1), item.block.points.at(-1)].map((point) =>
        point === undefined ? null : advantageMilliUsdPerDay(point),
      );
      const isBreach = known.every((advantage) => advantage !== null && advantage < 0);
      return isBreach ? null : `${item.site} fired unprofitable at ${item.v} on ${known.join(' and ')}`;
    }),
};

/** I17: the price is one that honest sources gave lately; never zero, never a liar's. */
const honestPrice: Invariant = {
  id: 'I17',
  judge: ({ markets, script }) =>
    firstFault(markets, ({ at, btcUsd }) => {
      if (btcUsd.value === null) return null;
      const back = [0, 1, 2, 3].map((ticks) => (at - ticks * script.tickSeconds) as typeof at);
      const isHonest = back.some((moment) => {
        const honest = script.honestPricesAt(moment);
        return (
          honest.length > 0 &&
          btcUsd.value !== null &&
          btcUsd.value >= Math.min(...honest) &&
          btcUsd.value <= Math.max(...honest)
        );
      });
      return isHonest ? null : `the price of ${at} is ${btcUsd.value}, which no honest source said`;
    }),
};

/** I6: what the API shows as open is what the committed items hold open, no more and no less. */
const shownAsCommitted: Invariant = {
  id: 'I6',
  judge: (evidence) => {
    const last = new Map(commits(evidence).map(({ item }) => [item.site, item]));
    const held = [...last.values()].flatMap(({ site, alerts }) =>
      Object.entries(alerts)
        .filter(([, state]) => isOpen(state))
        .map(([rule, { openedAt, episode }]) => `${openedAt}.${site}.${rule}.${episode}`),
    );
    const shown = evidence.episodes.filter(({ site, closedAt }) => site !== null && closedAt === null).map(episodeId);
    const wrong = [
      ...shown.filter((id) => !held.includes(id)).map((id) => `${id} is shown as open, which no item holds`),
      ...held.filter((id) => !shown.includes(id)).map((id) => `${id} is open and not shown as that`),
    ];
    return wrong[0] ?? null;
  },
};

export const COMMIT_INVARIANTS: readonly Invariant[] = [
  monotone,
  noFork,
  endsOnData,
  opensAfterHold,
  honestPrice,
  shownAsCommitted,
];

function commits({ world }: Evidence): readonly Commit[] {
  const last = new Map<string, SiteItem>();
  return world.happened.flatMap((one) => {
    if (one.kind !== 'committed') return [];
    const before = last.get(one.item.site) ?? null;
    last.set(one.item.site, one.item);
    return [{ item: one.item, before }];
  });
}
