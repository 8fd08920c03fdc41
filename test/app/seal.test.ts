import { describe, expect, it } from 'vitest';
import { foldAggregates, foldPoints } from '#lib/domain/history/fold.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import { companyOf, DAY, deliver, HOUR, pointsOfSite, producedOn, seal, sealWorld, tick } from './seal-world.ts';
import { START, type World } from './world.ts';

const PAD = 'pad-0000';
const END = instant(9e9);
/** START is 15 February 2023: the month ends after 14 days. */
const MARCH = later(START, 14 * DAY);

/** Hourly ticks and hourly sealing from `fromHour` to `toHour`, both counted from START. */
async function run(world: World, fromHour: number, toHour: number, skip: readonly number[] = []): Promise<void> {
  for (let hour = fromHour; hour < toHour; hour += 1) {
    const at = later(START, hour * HOUR);
    if (!skip.includes(hour)) await tick(world, at);
    await seal(world, at);
  }
}

const daysOf = (world: World, site = PAD) => world.stores.history.days(site, START, END);
const producedByHour = (points: readonly { at: number; producedScfPerDay: number | null }[]) =>
  points.map((point) => [(point.at - START) / HOUR, point.producedScfPerDay]);

describe('sealing', () => {
  it('folds a day once it is over and every tick up to its end is computed', async () => {
    const world = sealWorld(companyOf(1));
    await deliver(world, [producedOn(PAD, -1, 300)], START);
    await run(world, 0, 24);
    expect(await daysOf(world)).toEqual([]);
    await run(world, 24, 25);
    const [day] = await daysOf(world);
    const points = (await pointsOfSite(world, PAD)).slice(0, 24);
    expect(day).toMatchObject({ date: START, version: 1, restated: null });
    expect(day?.hours).toHaveLength(24);
    expect(day?.day).toEqual(foldPoints(points, START, later(START, DAY), HOUR));
  });

  it('waits while recompute-margins is behind: its catch-up still commits points of the day', async () => {
    const world = sealWorld(companyOf(1));
    await run(world, 0, 20);
    for (let hour = 24; hour < 27; hour += 1) await seal(world, later(START, hour * HOUR));
    expect(await daysOf(world)).toEqual([]);
    await tick(world, later(START, 27 * HOUR));
    await seal(world, later(START, 27 * HOUR));
    const [day] = await daysOf(world);
    expect(day?.day).toMatchObject({ ticks: 20, expectedTicks: 24 });
  });

  it('catches up on weeks that no run saw, seven days a run, and folds the months on the way', async () => {
    const world = sealWorld(companyOf(1));
    for (let day = 0; day < 17; day += 1) {
      for (const hour of [0, 7, 23]) await tick(world, later(START, day * DAY + hour * HOUR));
    }
    await tick(world, later(START, 17 * DAY));
    const counts: number[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      await seal(world, later(START, 17 * DAY + hour * HOUR));
      counts.push((await daysOf(world)).length);
    }
    expect(counts).toEqual([7, 14, 17, 17]);
    const months = await world.stores.history.months(PAD, instant(0), END);
    expect(months).toHaveLength(1);
    // 14 days of three ticks in a February of 28 days of 24 hours.
    expect(months[0]?.total).toMatchObject({ ticks: 42, expectedTicks: 672, to: MARCH });
    const days = (await daysOf(world)).slice(0, 14).map(({ day }) => day);
    expect(months[0]?.days.slice(14)).toEqual(days);
    const total = foldAggregates(days, START, MARCH);
    expect(months[0]?.total).toMatchObject({ mineMilliUsdPerDaySum: total.mineMilliUsdPerDaySum });
  });

  it('stores an outage of whole days as days without ticks, and nothing before a site began', async () => {
    const world = sealWorld(companyOf(1));
    const outage = Array.from({ length: 48 }, (_, hour) => 24 + hour);
    await run(world, 12, 73, outage);
    expect((await daysOf(world)).map(({ date, day }) => [(date - START) / DAY, day.ticks])).toEqual([
      [0, 12],
      [1, 0],
      [2, 0],
    ]);
  });

  it('folds the last day of a site that was removed, and no more after it', async () => {
    const two = companyOf(2);
    const one = companyOf(1);
    const world = sealWorld(two);
    for (let hour = 0; hour < 97; hour += 1) {
      const at = later(START, hour * HOUR);
      await tick(world, at, hour < 30 || hour >= 80 ? two : one);
      await seal(world, at, world.ports, hour < 30 || hour >= 80 ? two : one);
    }
    const ticks = (await daysOf(world, 'pad-0001')).map(({ date, day }) => [(date - START) / DAY, day.ticks]);
    expect(ticks).toEqual([
      [0, 24],
      [1, 6],
      [2, 0],
      [3, 16],
    ]);
    expect((await pointsOfSite(world, 'pad-0001')).map((point) => (point.at - START) / HOUR)).toEqual([
      ...Array.from({ length: 30 }, (_, hour) => hour),
      ...Array.from({ length: 17 }, (_, hour) => 80 + hour),
    ]);
  });

  it('has nothing to do for a company without sites', async () => {
    const world = sealWorld(companyOf(1, { sites: [] }));
    await run(world, 22, 26);
    expect(await world.stores.sites.all()).toEqual([]);
    expect((await world.stores.ticks.get('seal-history'))?.done).toBe(later(START, 25 * HOUR + 420));
  });

  it.each([1, 33])('works for %i sites', async (sites) => {
    const world = sealWorld(companyOf(sites));
    await run(world, 22, 26);
    const sealed = await Promise.all(world.company.sites.map((site) => daysOf(world, site.id)));
    expect(sealed.map((days) => days.map(({ day }) => day.ticks))).toEqual(world.company.sites.map(() => [2]));
  });
});

describe('a late report', () => {
  /** 300 Mcf/day known before START; ticks 0 to 29; then a report of another volume for day 0. */
  async function corrected(): Promise<World> {
    const world = sealWorld(companyOf(1));
    await deliver(world, [producedOn(PAD, -1, 300)], START);
    await run(world, 0, 30);
    await deliver(world, [producedOn(PAD, 0, 240)], later(START, 30 * HOUR));
    await run(world, 30, 31);
    return world;
  }

  it('restates the points of its period and those that carried the older figure after it', async () => {
    const world = await corrected();
    // The block of hours 24 to 35 is still open: its points wait until it is sealed.
    expect(producedByHour(await pointsOfSite(world, PAD))).toEqual([
      ...Array.from({ length: 24 }, (_, hour) => [hour, 240_000]),
      ...Array.from({ length: 6 }, (_, hour) => [24 + hour, 300_000]),
      [30, 240_000],
    ]);
    await run(world, 31, 37);
    expect(producedByHour(await pointsOfSite(world, PAD))).toEqual(
      Array.from({ length: 37 }, (_, hour) => [hour, 240_000]),
    );
    expect(await world.stores.dirty.marks(9)).toEqual([]);
  });

  it('bumps the versions of the blocks and of the day, and keeps what stood before', async () => {
    const world = await corrected();
    const blocks = await world.stores.history.blocks(PAD, START, later(START, DAY), 9);
    expect(blocks.map(({ version }) => version)).toEqual([2, 2]);
    const [day] = await daysOf(world);
    expect(day).toMatchObject({ version: 2, restated: 'points' });
    // 240,000 scf/day over a whole day: × 86,400 s.
    expect(day?.day.producedScfPerDaySeconds).toBe(240_000 * 86_400);
    const before = later(START, 30 * HOUR);
    const old = await world.stores.replaced.blocksAsOf(PAD, START, later(START, DAY), before);
    expect(old.map(({ version, points }) => [version, points[0]?.producedScfPerDay])).toEqual([
      [1, 300_000],
      [1, 300_000],
    ]);
    const [oldDay] = await world.stores.replaced.daysAsOf(PAD, START, later(START, DAY), before);
    expect(oldDay?.day.producedScfPerDaySeconds).toBe(300_000 * 86_400);
  });

  it('can be looked behind: asOf gives what was known then', async () => {
    const world = await corrected();
    const known = await pointsOfSite(world, PAD, later(START, 30 * HOUR));
    expect(producedByHour(known).slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, hour) => [hour, 300_000]));
    const afterwards = await pointsOfSite(world, PAD, later(START, 30 * HOUR + 420));
    expect(producedByHour(afterwards).slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, hour) => [hour, 240_000]));
  });

  it('leaves alone what it does not change, however often it is marked', async () => {
    const world = await corrected();
    await world.stores.dirty.put({ site: PAD, from: START, periodTo: later(START, DAY), to: later(START, 30 * HOUR) });
    await run(world, 31, 38);
    const blocks = await world.stores.history.blocks(PAD, START, later(START, DAY), 9);
    expect(blocks.map(({ version }) => version)).toEqual([2, 2]);
    expect((await daysOf(world))[0]?.version).toBe(2);
  });

  it('of a month that is sealed restates the month too', async () => {
    const world = sealWorld(companyOf(1));
    await deliver(world, [producedOn(PAD, -1, 300)], START);
    for (let day = 0; day < 15; day += 1) {
      for (const hour of [0, 13]) await tick(world, later(START, day * DAY + hour * HOUR));
      await deliver(world, [producedOn(PAD, day, 300)], later(START, (day + 1) * DAY));
      await seal(world, later(START, day * DAY));
    }
    const monthOf = async () => (await world.stores.history.months(PAD, instant(0), END))[0];
    expect(await monthOf()).toMatchObject({ version: 1, restated: null });
    await deliver(world, [producedOn(PAD, 3, 100, 2)], later(START, 15 * DAY));
    for (let hour = 0; hour < 3; hour += 1) {
      await tick(world, later(START, 15 * DAY + hour * HOUR));
      await seal(world, later(START, 15 * DAY + hour * HOUR));
    }
    const month = await monthOf();
    expect(month).toMatchObject({ version: 2, restated: 'points' });
    // Two ticks a day of an hour each: 13 days at 300,000 scf/day, day 3 at 100,000.
    expect(month?.days[17]).toMatchObject({
      from: later(START, 3 * DAY),
      producedScfPerDaySeconds: 2 * 3600 * 100_000,
    });
    expect(month?.total.producedScfPerDaySeconds).toBe((26 * 300_000 + 2 * 100_000) * 3600);
  });

  it('for days whose points are gone restates the volumes alone', async () => {
    const world = sealWorld(companyOf(1, { rawRetentionDays: 2 }));
    await deliver(world, [producedOn(PAD, -1, 300)], START);
    await run(world, 0, 25);
    const [before] = await daysOf(world);
    await deliver(world, [producedOn(PAD, 0, 240)], later(START, 6 * DAY));
    await tick(world, later(START, 6 * DAY));
    await tick(world, later(START, 6 * DAY + 13 * HOUR));
    await seal(world, later(START, 6 * DAY + 13 * HOUR));
    const [day] = await daysOf(world);
    expect(day).toMatchObject({ version: 2, restated: 'volumes-only' });
    expect(day?.day.producedScfPerDaySeconds).toBe(240_000 * 86_400);
    expect(day?.day.mineMilliUsdPerDaySum).toBe(before?.day.mineMilliUsdPerDaySum);
    expect(day?.day.gasUsedScfPerDaySeconds).toBe(before?.day.gasUsedScfPerDaySeconds);
    const [block] = await world.stores.history.blocks(PAD, START, later(START, HOUR), 9);
    expect(block?.version).toBe(1);
  });
});
