import { expect, it } from 'vitest';
import { companyVersion } from '#lib/config/load-company.ts';
import type { Company, CustomRule } from '#lib/domain/company.ts';
import { after } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, testCompany } from './world.ts';

const TICK = 300;

/** Each pad watches the price by itself: below 20,000 USD the first, below 19,000 the second, and so on. */
function watching(pads: number): Company {
  const { company } = testCompany(pads);
  const sites = company.sites.map((site, index) => {
    const levels = [{ severity: 'warning' as const, enter: 20_000 - index * 1_000 }];
    const hold = { forSeconds: 0, keepFiringForSeconds: 0 };
    const custom: CustomRule = { id: 'price', field: 'btcUsd', op: 'lt', exit: null, levels, ...hold };
    return { ...site, rules: { ...site.rules, custom: [custom] } };
  });
  return { ...company, tickSeconds: TICK, sites };
}

/** Minute, reasons, sites firing and sites over of each message. */
async function saidOver(prices: readonly number[]) {
  return (await publishedOver(prices)).map(({ at, json }) => {
    const { reasons, firingCount, resolvedCount } = JSON.parse(json);
    return [(at - START) / 60, reasons.join(), firingCount, resolvedCount];
  });
}

async function publishedOver(prices: readonly number[]) {
  const company = watching(3);
  const world = newWorld(company, companyVersion(company), (at) => prices[(at - START) / TICK] ?? 30_000);
  await deliverReports(world, START);
  for (const tick of prices.keys()) await runChain(world, after(START, tick * TICK));
  return world.published;
}

it('additions wait until 15 min after the last message, then go together; so do single ends', async () => {
  const prices = [30_000, 19_500, 18_500, 17_500, 17_500, 18_500, 18_500, 18_500, 18_500, 30_000];
  expect(await saidOver(prices)).toEqual([
    [5, 'first', 1, 0],
    // The second pad at 10, the third at 15.
    [20, 'new', 2, 0],
    // The third was over at 25.
    [35, 'new-resolved', 0, 1],
    // The end of everything waits for nothing.
    [45, 'all-resolved', 0, 2],
  ]);
});

it('what came and went while it waited is told as over', async () => {
  const prices = [30_000, 19_500, 18_500, 19_500, 19_500, 19_500];
  expect(await saidOver(prices)).toEqual([
    [5, 'first', 1, 0],
    [15, 'new,new-resolved', 1, 1],
  ]);
});

it('an end at one site is an end, though the same rule fires at others', async () => {
  const prices = [30_000, 18_500, 18_500, 18_500, 18_500, 19_500, 19_500];
  const [, end] = await publishedOver(prices);
  const { resolved, openCount } = JSON.parse(end?.json ?? '{}');
  expect([resolved.map(({ closeReason }: { closeReason: string }) => closeReason), openCount]).toEqual([
    ['cleared'],
    1,
  ]);
});
