import { beforeAll, describe, expect, it } from 'vitest';
import { pullMarket } from '#lib/app/pull-market.ts';
import { storedPoints } from '#lib/app/read-points.ts';
import { recomputeMargins } from '#lib/app/recompute-margins.ts';
import { companyVersion } from '#lib/config/load-company.ts';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import { type FaultPlan, faulty } from './faults.ts';
import { companyOf, deliver, HOUR, pointsOfSite, producedOn, seal, sealWorld, tick } from './seal-world.ts';
import { fingerprint, START, type World } from './world.ts';

const both = companyOf(2);
const one = { ...both, sites: both.sites.slice(0, 1) };
const SITE = 'pad-0001';
const hour = (number: number): Instant => later(START, number * HOUR);

/** Five ticks with the site, three without it, in the second of which a new version of its report comes. */
const REMOVED_AT = 5;
const REPORTED_AT = 6;
const BACK_AT = 8;

async function lived(until: number, faultAt = -1, plan: FaultPlan | null = null) {
  const world = sealWorld(both);
  let calls = 0;
  for (const site of [SITE, 'pad-0000']) await deliver(world, [producedOn(site, -1, 300)], START);
  for (let number = 0; number < until; number += 1) {
    if (number === REPORTED_AT) await deliver(world, [producedOn(SITE, -1, 120, 2)], hour(number));
    const company = number >= REMOVED_AT && number < BACK_AT ? one : both;
    const wrapped = faulty(world.ports, number === faultAt ? plan : null);
    const failed = await tick(world, hour(number), company, wrapped.ports).then(
      () => false,
      () => true,
    );
    if (number === faultAt) calls = wrapped.calls();
    if (failed) await tick(world, hour(number), company);
    await seal(world, hour(number), world.ports, company);
  }
  return { world, calls };
}

const blocksOf = (world: World) => world.stores.history.blocks(SITE, START, instant(9e9), 99);

describe('a site that is removed in the middle of a block', () => {
  it('has the block sealed as it is, by the tick that finds it gone', async () => {
    const { world } = await lived(REMOVED_AT + 1);
    const [block, ...more] = await blocksOf(world);
    expect(block).toMatchObject({ start: START, version: 1 });
    expect(block?.points.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4].map(hour));
    expect(more).toEqual([]);
    expect((await world.stores.sites.get(SITE))?.removedAt).toBe(hour(REMOVED_AT));
  });

  it('is written no more by ticks without news of it', async () => {
    const { world } = await lived(REMOVED_AT + 1);
    const before = await world.stores.sites.get(SITE);
    await tick(world, hour(REMOVED_AT + 1), one);
    expect(await world.stores.sites.get(SITE)).toEqual(before);
  });

  it('is the same whether its reports were taken up in one run over several ticks or tick by tick', async () => {
    const { world } = await lived(REMOVED_AT);
    await deliver(world, [producedOn(SITE, -1, 120, 2)], hour(REPORTED_AT));
    const frozen = [REMOVED_AT, REPORTED_AT, REPORTED_AT + 1];
    for (const number of frozen) {
      await pullMarket(world.ports, { company: one, version: companyVersion(one), timeoutSeconds: 50 }, hour(number));
    }
    await recomputeMargins(world.ports, 50, hour(REPORTED_AT + 1));
    const { world: byTick } = await lived(BACK_AT);
    expect(await world.stores.sites.get(SITE)).toEqual(await byTick.stores.sites.get(SITE));
    expect((await world.stores.sites.get(SITE))?.v).toBe(hour(REPORTED_AT));
  });

  it('is restated by a report that comes when it is gone, and nothing waits for its return', async () => {
    const { world } = await lived(BACK_AT);
    const [block] = await blocksOf(world);
    expect(block?.version).toBe(2);
    // 120 Mcf a day in place of 300, carried over the whole block: 120,000 scf a day.
    const points = await pointsOfSite(world, SITE);
    expect(points.map((point) => point.producedScfPerDay)).toEqual(Array(5).fill(120_000));
    const asToldThen = await pointsOfSite(world, SITE, hour(REMOVED_AT));
    expect(asToldThen.map((point) => point.producedScfPerDay)).toEqual(Array(5).fill(300_000));
    expect(await world.stores.reports.pointers()).toEqual([]);
    expect(await world.stores.dirty.marks(9)).toEqual([]);
  });

  it('comes back with a block of its own and with what was reported meanwhile', async () => {
    const { world } = await lived(BACK_AT + 2);
    const [block, ...more] = await blocksOf(world);
    expect([block?.version, block?.points.length, more.length]).toEqual([2, 5, 0]);
    const item = await world.stores.sites.get(SITE);
    expect(item?.block.points.map(({ at }) => at)).toEqual([BACK_AT, BACK_AT + 1].map(hour));
    expect(item?.removedAt).toBeUndefined();
    const points = await pointsOfSite(world, SITE);
    expect(points.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, BACK_AT, BACK_AT + 1].map(hour));
    expect(new Set(points.map((point) => point.producedScfPerDay))).toEqual(new Set([120_000]));
  });

  it('gives all its points in pages of any size, though its new block begins before the old one would have ended', async () => {
    const { world } = await lived(BACK_AT + 2);
    const all = await pointsOfSite(world, SITE);
    for (let limit = 1; limit <= all.length; limit += 1) {
      const page = await storedPoints(world.stores, SITE, START, instant(9e9), limit);
      expect(page.map(({ point }) => point)).toEqual(all.slice(0, limit));
    }
  });
});

describe.each(['before', 'after', 'error-without-effect', 'error-with-effect'] as const)('cut short: %s', (kind) => {
  let expected: string;
  beforeAll(async () => {
    expected = await fingerprint((await lived(BACK_AT + 2)).world);
  });

  it.each([REMOVED_AT, REPORTED_AT, BACK_AT])('a tick of hour %i leaves the same history', async (faultAt) => {
    const { calls } = await lived(faultAt + 1, faultAt);
    expect(calls).toBeGreaterThan(5);
    for (let call = 0; call < calls; call += 1) {
      const { world } = await lived(BACK_AT + 2, faultAt, { call, kind });
      expect(await fingerprint(world), `call ${call}`).toBe(expected);
      expect(await world.stores.reports.pointers()).toEqual([]);
    }
  });
});
