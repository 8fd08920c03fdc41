import { describe, expect, it } from 'vitest';
import { readExplain } from '#lib/app/history/read-explain.ts';
import { readFleet } from '#lib/app/history/read-fleet.ts';
import { readSite, readSites } from '#lib/app/history/read-sites.ts';
import { after } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from './world.ts';

/** Two ticks: mining pays at 30,000 USD/BTC, and loses at 3,000 against free flaring. */
async function twoTicks(): Promise<World> {
  const { company, version } = testCompany(2);
  const world = newWorld(company, version, (at) => (at === START ? 30_000 : 3_000));
  await deliverReports(world, START);
  for (const tick of [0, 1]) await runChain(world, after(START, tick * TICK_SECONDS));
  return world;
}
const LAST = after(START, TICK_SECONDS);

describe('the optimum of a site’s latest tick', () => {
  it('is in the fleet, the sites and explain, the same figures', async () => {
    const { stores, company } = await twoTicks();
    const [row] = (await readFleet(stores, company)).sites;
    // Stopping all loses nothing and gains nothing else: the optimum is 0, the gain what mining loses.
    const advantage = row?.latest?.advantageUsdPerDay ?? 0;
    expect(advantage).toBeLessThan(-100);
    expect(row?.latest).toMatchObject({ optimumUsdPerDay: 0, gainUsdPerDay: -advantage, action: 'stop' });
    const one = (await readSite(stores, company, 'pad-0000'))?.latest;
    expect(one).toMatchObject({ gainUsdPerDay: -advantage, action: 'stop' });
    // 300 Mcf produced, all of it to the flare.
    expect(one?.optimum).toEqual({ mine: 0, sell: 0, inject: 0, flare: 300, shutIn: 0, minersOn: [] });
    expect(one?.classes).toEqual([{ model: expect.any(String), usdPerDay: advantage }]);
    expect((await readSites(stores, company))[1]?.latest).toMatchObject({ gainUsdPerDay: -advantage, action: 'stop' });
    const explained = await readExplain(stores, 'pad-0000', LAST);
    const { optimum, gainUsdPerDay, action, classes } = one ?? expect.fail('no point');
    expect(explained).toMatchObject({ body: { optimum, gainUsdPerDay, action, classes, isReproduced: true } });
  });

  it('follows the ticks', async () => {
    const { company, version } = testCompany(1);
    const world = newWorld(company, version, (at) => (at === START ? 3_000 : 30_000));
    await deliverReports(world, START);
    await runChain(world, START);
    const actionNow = async () => (await readFleet(world.stores, company)).sites[0]?.latest?.action;
    expect(await actionNow()).toBe('stop');
    await runChain(world, LAST);
    expect(await actionNow()).toBe('keep');
  });

  it('is unknown, and the fleet is read all the same, where an older release stored less of the site', async () => {
    const { stores, company } = await twoTicks();
    const old = { ...company, sites: company.sites.map(({ id, name, reports }) => ({ id, name, reports })) };
    const config = { ...stores.config, get: async () => old as never };
    const upgraded = { ...stores, market: { ...stores.market }, config };
    expect((await readFleet(upgraded, company)).sites[0]?.latest).toMatchObject({
      gainUsdPerDay: null,
      action: 'unknown',
    });
  });

  it('is not said to be unknown where working it out fails for another reason', async () => {
    const { stores, company } = await twoTicks();
    const broken = { ...company, sites: company.sites.map((site) => ({ ...site, fleet: { miners: null } })) };
    const config = { ...stores.config, get: async () => broken as never };
    const upgraded = { ...stores, market: { ...stores.market }, config };
    await expect(readFleet(upgraded, company)).rejects.toThrow(TypeError);
  });

  it('is unknown where the market of the tick, or its configuration, is gone', async () => {
    const { stores, company } = await twoTicks();
    const unknown = { optimumUsdPerDay: null, gainUsdPerDay: null, action: 'unknown' };
    const withoutMarket = { ...stores, market: { ...stores.market, get: async () => null } };
    expect((await readFleet(withoutMarket, company)).sites[0]?.latest).toMatchObject(unknown);
    const withoutConfig = {
      ...stores,
      market: { ...stores.market },
      config: { ...stores.config, get: async () => null },
    };
    const latest = (await readSite(withoutConfig, company, 'pad-0000'))?.latest;
    expect(latest).toMatchObject({ ...unknown, optimum: { mine: null, minersOn: [] }, classes: [] });
  });
});
