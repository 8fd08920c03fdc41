import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { ENGINES, type OpenStores } from '../adapters/engines.ts';
import { type FaultPlan, faulty } from './faults.ts';
import { companyOf, DAY, deliver, HOUR, pointsOfSite, producedOn, seal, sealWorld, tick } from './seal-world.ts';
import { START, type World } from './world.ts';

const KINDS = ['before', 'after', 'error-without-effect', 'error-with-effect'] as const;
const END = instant(9e9);
/** The run under test: it seals 28 February and the month, and restates day 12 whose report comes late. */
const SEAL_AT = later(START, 14 * DAY);

/** Two weeks of a few ticks a day with their reports, sealed but for the last day; then a correction. */
async function prepared(stores: Stores | undefined): Promise<World> {
  const world = sealWorld(companyOf(2), stores);
  for (let day = 11; day <= 14; day += 1) {
    for (const hour of [0, 11, 13, 23]) {
      const at = later(START, day * DAY + hour * HOUR);
      if (at > SEAL_AT) continue;
      if (hour === 0) await deliverBoth(world, day - 1, 300, 1, at);
      if (at === SEAL_AT) await deliverBoth(world, 12, 120, 2, at);
      await tick(world, at);
      if (at < SEAL_AT) await seal(world, at);
    }
  }
  return world;
}

async function deliverBoth(world: World, day: number, volumeMcf: number, version: number, at: Instant): Promise<void> {
  for (const site of world.company.sites) await deliver(world, [producedOn(site.id, day, volumeMcf, version)], at);
}

/** Everything that sealing writes. */
async function history(world: World): Promise<string> {
  const { stores } = world;
  const sites = world.company.sites.map((site) => site.id);
  const parts = await Promise.all(
    sites.map(async (site) => [
      await stores.history.blocks(site, START, END, 9999),
      await stores.history.days(site, instant(0), END),
      await stores.history.months(site, instant(0), END),
      await stores.replaced.blocksAsOf(site, START, END, START),
      await stores.replaced.daysAsOf(site, START, END, START),
      await pointsOfSite(world, site),
    ]),
  );
  return JSON.stringify([parts, await stores.dirty.marks(99)]);
}

describe.each(ENGINES)('a sealing run that is cut short on $name', ({ name, open }) => {
  let opened: OpenStores[] = [];
  let expected: string;
  let calls = 0;
  const fresh = async (): Promise<World> => {
    const one = await open();
    opened.push(one);
    return prepared(one.stores);
  };
  beforeAll(async () => {
    const world = await fresh();
    const counted = faulty(world.ports, null);
    await seal(world, SEAL_AT, counted.ports);
    calls = counted.calls();
    expected = await history(world);
  });
  afterAll(async () => {
    for (const one of opened) await one.close();
    opened = [];
  });

  it('has something to lose: a sealed day, a month, restated blocks and days', () => {
    expect(calls).toBeGreaterThan(30);
    expect(expected).toContain('"restated":"points"');
    expect(expected).toContain('"version":2');
  });

  it.each(KINDS)('leaves the same history when it is run again: %s', async (kind) => {
    // Every call in memory; on an engine, where each schedule needs a table of its own, some of them.
    const stride = name === 'memory' ? 1 : Math.ceil(calls / 2);
    for (let call = KINDS.indexOf(kind) % stride; call < calls; call += stride) {
      const world = await fresh();
      const plan: FaultPlan = { call, kind };
      await seal(world, SEAL_AT, faulty(world.ports, plan).ports).catch(() => undefined);
      await seal(world, SEAL_AT);
      expect(await history(world), `call ${call} of ${calls}, ${kind}`).toBe(expected);
    }
  });
});
