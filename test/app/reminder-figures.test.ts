import { expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { aheadOf, scene } from './alert-scene.ts';
import { deliverReports, newWorld, runChain, START, testCompany, type World } from './world.ts';

/** A warning is repeated every day. */
const TICKS_TO_REMINDER = 24;

/** The data age that each message of a rule quotes, by kind. */
function agesOf({ published }: World, rule: string): readonly (readonly [string, number, number | null])[] {
  return published
    .filter(({ attributes }) => attributes.rule === rule)
    .map(({ attributes, at, json }) => {
      const { values } = JSON.parse(json) as { values: { dataAgeSeconds: number | null } };
      return [attributes.kind, (at - START) / 3600, values.dataAgeSeconds];
    });
}

it('a reminder of a stale price says how old the price is now, not how old it was', async () => {
  // The last price is of tick 2; three hours later it is stale.
  const one = await scene({ prices: [30_000, 30_000, 30_000, ...Array(40).fill(null)] });
  await one.runTo(5 + TICKS_TO_REMINDER);
  expect(agesOf(one.world, 'price-feed-stale')).toEqual([
    ['firing', 5, 3 * 3600],
    ['reminder', 29, 27 * 3600],
  ]);
});

it('a reminder of a site whose reports are stale says how old they are now', async () => {
  const { company, version } = testCompany(1);
  const world = newWorld(company, version, () => 30_000);
  await deliverReports(world, START);
  for (let tick = 0; tick <= 80; tick += 1) await runChain(world, aheadOf(tick));
  const [first, second] = agesOf(world, 'site-data-stale');
  expect(first?.[0]).toBe('firing');
  expect(second?.[0]).toBe('reminder');
  const newestReportAt = (await world.stores.sites.get(company.sites[0]?.id ?? ''))?.gas.newestReportAt ?? instant(0);
  const ageAt = (tick: number | undefined) => aheadOf(tick ?? 0) - newestReportAt;
  expect([first?.[2], second?.[2]]).toEqual([ageAt(first?.[1]), ageAt(second?.[1])]);
});
