import { expect, test } from 'vitest';
import { changeOf, itemAfter, NUMBERS_PER_SITE, rowOf } from '#lib/app/backtest/site-news.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { after } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '../world.ts';

test('what the flush reads of an item comes back from its news, tick after tick', async () => {
  const { company, version } = testCompany(1);
  // 30 ticks: hours leave the window of twelve, blocks are sealed, an episode opens and ends, a price goes missing.
  const live = newWorld(company, version, (at) => {
    const tick = (at - START) / TICK_SECONDS;
    if (tick === 25) return null;
    return tick >= 6 && tick < 14 ? 3_000 : 30_000;
  });
  await deliverReports(live, START);
  let before: SiteItem | null = null;
  let restored: SiteItem | null = null;
  const sealed: number[] = [];
  for (let tick = 0; tick < 30; tick += 1) {
    const at = after(START, tick * TICK_SECONDS);
    if (tick === 20) await deliverReports(live, at, 250);
    await runChain(live, at);
    const [stored] = await live.stores.sites.all();
    if (stored === undefined) throw new Error('no item');
    // A baseline from the 10th tick on: this world's site flares nothing.
    const item: SiteItem = { ...stored, flaringBaselineMcfPerDay: tick < 10 ? null : 42.131 };
    const numbers = new Float64Array(2 * NUMBERS_PER_SITE);
    const change = structuredClone(changeOf(item, before, rowOf(numbers, 1)));
    const row = rowOf(numbers, 1);
    const next = itemAfter(restored, item.site, at, row, change, TICK_SECONDS);
    expect(seenByFlush(next.item)).toStrictEqual(seenByFlush(item));
    sealed.push(...next.sealed.map((block) => block.start));
    before = item;
    restored = next.item;
  }
  const kept = await live.stores.history.blocks(company.sites[0]?.id ?? '', START, after(START, 30 * TICK_SECONDS), 9);
  expect(sealed).toEqual(kept.map((block) => block.start));
  expect(sealed.length).toBeGreaterThan(1);
});

test('a site of which nothing was ever said is a bug', () => {
  const row = new Float64Array(NUMBERS_PER_SITE);
  expect(() => itemAfter(null, 'pad-1', START, row, null, TICK_SECONDS)).toThrow(/pad-1/);
});

function seenByFlush({ site, v, configVersion, block, alerts, gas, hours, flaringBaselineMcfPerDay }: SiteItem) {
  const timeless = Object.entries(alerts).map(([rule, state]) => [rule, { ...state, lastEvaluatedAt: null }]);
  const { candidates, newestReportAt } = gas;
  const inForce = { candidates, newestReportAt };
  return { site, v, configVersion, block, alerts: timeless, inForce, hours, flaringBaselineMcfPerDay };
}
