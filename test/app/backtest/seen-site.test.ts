import { expect, test } from 'vitest';
import { seenSite } from '#lib/app/backtest/seen-site.ts';
import { changeOf } from '#lib/app/backtest/site-news.ts';
import { NUMBERS_PER_SITE, startOfRow } from '#lib/app/backtest/site-row.ts';
import { tickRows } from '#lib/app/backtest/tick-rows.ts';
import { isRestless } from '#lib/domain/alerts/state.ts';
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
  const id = company.sites[0]?.id ?? '';
  const rows = tickRows(TICK_SECONDS, 30 * TICK_SECONDS);
  const seen = seenSite(id, 1, rows, TICK_SECONDS);
  let before: SiteItem | null = null;
  for (let tick = 0; tick < 30; tick += 1) {
    const at = after(START, tick * TICK_SECONDS);
    if (tick === 20) await deliverReports(live, at, 250);
    await runChain(live, at);
    const [stored] = await live.stores.sites.all();
    if (stored === undefined) throw new Error('no item');
    // A baseline from the 10th tick on: this world's site flares nothing.
    const item: SiteItem = { ...stored, flaringBaselineMcfPerDay: tick < 10 ? null : 42.131 };
    const numbers = new Float64Array(2 * NUMBERS_PER_SITE);
    const change = structuredClone(changeOf(item, before, numbers, startOfRow(1)));
    rows.push(at, numbers);
    seen.take(change);
    expect(seenByFlush(seen.item)).toStrictEqual(seenByFlush(item));
    const sealed = await live.stores.history.blocks(id, after(at, -20 * TICK_SECONDS), at, 9);
    expect(seen.blocks(after(at, -20 * TICK_SECONDS), at, 9)).toStrictEqual(sealed);
    before = item;
  }
  expect(seen.blocks(START, after(START, 30 * TICK_SECONDS), 1)).toHaveLength(1);
  expect(seen.blocks(START, after(START, 30 * TICK_SECONDS), 9).length).toBeGreaterThan(1);
});

test('a site of which nothing was ever said is a bug', () => {
  const rows = tickRows(TICK_SECONDS, TICK_SECONDS);
  rows.push(START, new Float64Array(NUMBERS_PER_SITE));
  expect(() => seenSite('pad-1', 0, rows, TICK_SECONDS).item.block).toThrow(/pad-1/);
});

function seenByFlush({ site, v, configVersion, block, alerts, gas, hours, flaringBaselineMcfPerDay }: SiteItem) {
  // Of the flap score only whether the rule is restless.
  const timeless = Object.entries(alerts).map(([rule, state]) => [
    rule,
    { ...state, lastEvaluatedAt: null, flapBits: isRestless(state) },
  ]);
  const { candidates, newestReportAt } = gas;
  const inForce = { candidates, newestReportAt };
  return { site, v, configVersion, block, alerts: timeless, inForce, hours, flaringBaselineMcfPerDay };
}
