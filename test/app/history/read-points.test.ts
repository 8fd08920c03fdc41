import { describe, expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { pointsOf, storedPoints } from '#lib/app/read-points.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { pointAt, storePoints } from '#test/functions/api-seed.ts';

/** 2023-02-15T00:00:00Z; twelve hourly points make a block. */
const START = instant(1_676_419_200);
const at = (hour: number): Instant => after(START, hour * 3600);
const points = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => pointAt(at(from + index)));

describe('the points of a site', () => {
  it('are complete when a block is sealed between the two reads', async () => {
    const stores = memoryStores();
    await storePoints(stores, 'pad', points(0, 23), 3600);
    let reads = 0;
    const sealNow = async (): Promise<void> => {
      reads += 1;
      // Hour 23 completes the second block, hour 24 opens the third.
      if (reads === 1) await storePoints(stores, 'pad', points(23, 25), 3600);
    };
    const racing: Stores = {
      ...stores,
      sites: { ...stores.sites, get: async (site) => (await stores.sites.get(site).finally(sealNow)) ?? null },
      history: { ...stores.history, blocks: (...asked) => stores.history.blocks(...asked).finally(sealNow) },
    };
    const found = await pointsOf(racing, 'pad', START, at(23), 1000);
    expect(found.map((point) => point.at)).toEqual(points(0, 23).map((point) => point.at));
  });

  it('are complete when the block sealed last is not seen by a reader that lags', async () => {
    const stores = memoryStores();
    await storePoints(stores, 'pad', points(0, 30), 3600);
    const lagging: Stores = {
      ...stores,
      history: {
        ...stores.history,
        blocks: async (site, from, to, limit, consistency) => {
          const blocks = await stores.history.blocks(site, from, to, limit, consistency);
          return consistency === 'strong' ? blocks : blocks.slice(0, 1);
        },
      },
    };
    const found = await storedPoints(lagging, 'pad', START, at(40), 1000, null, 'eventual');
    expect(found.map(({ point }) => point.at)).toEqual(points(0, 30).map((point) => point.at));
  });

  it('are found behind blocks that a removal left behind, however few are asked for', async () => {
    const stores = memoryStores();
    await storePoints(stores, 'pad', [pointAt(at(0))], 3600);
    const [item] = await stores.sites.all();
    if (item === undefined) expect.fail('the site has an item');
    // Each of these was begun, left with one point by a removal, and reaches over hour 8 by its twelve steps.
    for (const hour of [0, 2, 4, 6]) {
      const block = { start: at(hour), stepSeconds: 3600, version: 1, points: [pointAt(at(hour))] };
      await stores.history.putBlock('pad', block);
    }
    const open = { start: at(8), stepSeconds: 3600, version: 1, points: [pointAt(at(8))] };
    await stores.sites.putIfNewer({ ...item, v: at(8), block: open });
    const found = async (from: number, to: number, limit: number) =>
      (await pointsOf(stores, 'pad', at(from), at(to), limit)).map((point) => point.at);
    expect(await found(8, 9, 1)).toEqual([at(8)]);
    expect(await found(7, 8, 1)).toEqual([]);
    expect(await found(0, 9, 2)).toEqual([at(0), at(2)]);
  });

  it('are each there once while a complete block is sealed and still in the item', async () => {
    const stores = memoryStores();
    await storePoints(stores, 'pad', points(0, 12), 3600);
    const found = await storedPoints(stores, 'pad', START, at(40), 1000);
    expect(found).toHaveLength(12);
    expect(found.every(({ stepSeconds }) => stepSeconds === 3600)).toBe(true);
  });

  it('are the corrected ones of the sealed block, not those that the item still holds', async () => {
    const stores = memoryStores();
    await storePoints(stores, 'pad', points(0, 12), 3600);
    const [block] = await stores.history.blocks('pad', START, at(12), 1);
    if (block === undefined) throw new Error('a sealed block was expected');
    const corrected = {
      ...block,
      version: 2,
      points: block.points.map((point) => ({ ...point, producedScfPerDay: 7 })),
    };
    await stores.replaced.putBlock('pad', block, at(20));
    await stores.history.putBlock('pad', corrected);
    const produced = async (asOf: Instant | null) =>
      (await storedPoints(stores, 'pad', START, at(12), 1000, asOf)).map(({ point }) => point.producedScfPerDay);
    expect(new Set(await produced(null))).toEqual(new Set([7]));
    // Until the run at hour 20 the old ones were known.
    expect(new Set(await produced(at(19)))).toEqual(new Set([300_000]));
    expect(new Set(await produced(at(20)))).toEqual(new Set([7]));
  });

  it('stop at the limit', async () => {
    const stores = memoryStores();
    await storePoints(stores, 'pad', points(0, 40), 3600);
    expect(await pointsOf(stores, 'pad', at(3), at(40), 11)).toHaveLength(11);
    expect(await pointsOf(stores, 'pad', at(3), at(3), 11)).toEqual([]);
  });

  it('are complete on every page where the tick length changed inside a block', async () => {
    const stores = memoryStores();
    const store = async (from: Instant, count: number, stepSeconds: number) => {
      const some = Array.from({ length: count }, (_, index) => pointAt(after(from, index * stepSeconds)));
      await storePoints(stores, 'pad', some, stepSeconds);
      return some.map((point) => point.at);
    };
    // One point each of two lengths that are left behind, then blocks that begin before those would have ended.
    const all = [await store(at(0), 1, 900), await store(at(1), 1, 3600), await store(at(2), 40, 300)].flat();
    for (let limit = 1; limit <= all.length; limit += 1) {
      const found = await pointsOf(stores, 'pad', START, at(40), limit);
      expect(found.map((point) => point.at)).toEqual(all.slice(0, limit));
    }
  });
});
