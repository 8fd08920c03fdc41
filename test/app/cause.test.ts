import { expect, it } from 'vitest';
import { aheadOf } from './alert-scene.ts';
import { corrected, DAY_BEFORE, LITTLE, PLENTY, run, toldIn } from './correction-scene.ts';
import { deliver, producedOn, tick } from './seal-world.ts';

it('a loss by what a site reports is told, and ended, apart from the one that the market brings at the same tick', async () => {
  // 3,000 USD/BTC at ticks 2 and 3 is below the cost of any gas; 2 Mcf a day would lose at 30,000 too (correction-scene.ts).
  const priceAt = (at: number) => (at >= aheadOf(2) && at < aheadOf(4) ? 3_000 : 30_000);
  const { world } = await corrected({ 0: PLENTY }, 2, { sites: 2, priceAt });
  await deliver(world, [producedOn('pad-0000', DAY_BEFORE, LITTLE, 2)], aheadOf(2));
  await run(world, 2, 5);
  await deliver(world, [producedOn('pad-0000', DAY_BEFORE, PLENTY, 3)], aheadOf(5));
  await run(world, 5, 7);
  const causes = world.published.map(({ id, attributes }) => [id.split('/')[2], attributes.cause]);
  expect(toldIn(world).map(({ at, kind, sites }, index) => [at, kind, sites, ...(causes[index] ?? [])])).toEqual([
    [2, 'firing', ['pad-0001'], 'market', 'market'],
    [2, 'firing', ['pad-0000'], 'site', 'site'],
    [4, 'resolved', ['pad-0001'], 'market', 'market'],
    [5, 'resolved', ['pad-0000'], 'site', 'site'],
  ]);
});

it('they are told apart also where both came and went before any flush could tell them', async () => {
  const priceAt = (at: number) => (at >= aheadOf(2) && at < aheadOf(4) ? 3_000 : 30_000);
  const { world } = await corrected({ 0: PLENTY }, 2, { sites: 2, priceAt });
  await deliver(world, [producedOn('pad-0000', DAY_BEFORE, LITTLE, 2)], aheadOf(2));
  for (const at of [2, 3]) await tick(world, aheadOf(at));
  await deliver(world, [producedOn('pad-0000', DAY_BEFORE, PLENTY, 3)], aheadOf(4));
  await run(world, 4, 5);
  const told = world.published.map(({ id, json }) => [id.split('/')[2], JSON.parse(json).sites]);
  expect(told).toEqual([
    ['market', ['pad-0001']],
    ['site', ['pad-0000']],
  ]);
});

it('a loss that is over is told as such, though another rule still fires at its site', async () => {
  // 12 Mcf pay 58.6 USD/day, which ends the loss of 2 Mcf, and are below the 150 that would end the rule of the company's own.
  const limits = { op: 'lt', exit: 150, levels: [{ severity: 'warning', enter: 100 }] } as const;
  const custom = { id: 'dry', field: 'producedMcfPerDay', forSeconds: 0, keepFiringForSeconds: 0, ...limits } as const;
  const { world } = await corrected({ 0: PLENTY, 2: LITTLE, 6: 12 }, 8, { custom });
  const end = world.published.find(({ attributes }) => attributes.kind === 'resolved');
  expect(end?.attributes.rule).toBe('unprofitable');
  expect(JSON.parse(end?.json ?? '{}').resolved[0].closeReason).toBe('cleared');
});
