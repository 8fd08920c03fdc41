import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAggregates } from '#lib/app/history/read-aggregates.ts';
import { storedPoints } from '#lib/app/read-points.ts';
import { foldAggregates } from '#lib/domain/history/fold.ts';
import { foldHours, foldMonth, nextMonthStart } from '#lib/domain/history/stretch.ts';
import { SECONDS_PER_DAY as DAY, type Instant, instant, after as later } from '#lib/domain/instant.ts';
import { samplePoint } from '../adapters/samples.ts';
import { companyOf, sealWorld } from './seal-world.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS } from './world.ts';
import { countedStores, unitsOfRestatedDay, writeUnitsPerSiteDay } from './write-units.ts';

const SITE = 'pad-0000';
const STEP = 300;

/** A day of 5 min points whose money moves at every tick and whose volumes move once a day. Made up. */
function pointsOf(date: Instant) {
  return Array.from({ length: DAY / STEP }, (_, index) => {
    const at = later(date, index * STEP);
    const swing = 1 + 0.05 * Math.sin(at / 7_919);
    const volume = 240_000 + ((date / DAY) % 17) * 1_234;
    return samplePoint(at, {
      mineMilliUsdPerDay: Math.round(1_234_567 * swing),
      breakEvenBtcCents: Math.round(1_812_345 * (2 - swing)),
      netbackMilliUsdPerMmbtu: Math.round(4_321 * swing),
      netbackMilliUsdPerMcf: Math.round(5_012 * swing),
      btcUsdCents: Math.round(2_412_345 * swing),
      hashpriceMilliUsdPerPhDay: Math.round(71_234 * swing),
      gasUsedScfPerDay: volume,
      producedScfPerDay: volume + 41_000,
    });
  });
}

function dayAt(date: Instant) {
  const ticked = pointsOf(date).map((point) => ({ point, stepSeconds: STEP }));
  const hours = foldHours(ticked, date, later(date, DAY), STEP);
  return { date, version: 1, restated: null, hours, day: foldAggregates(hours, date, later(date, DAY)) };
}

describe('read units, counted by the engine', () => {
  let counted: Awaited<ReturnType<typeof countedStores>>;
  /** 2023-01-01 to 2024-01-01, then months back to 2019. */
  const YEAR_START = instant(1_672_531_200);
  const YEAR_END = instant(1_704_067_200);
  const LONG_AGO = instant(1_546_300_800);
  beforeAll(async () => {
    counted = await countedStores();
    const { history } = counted.stores;
    const last = later(YEAR_END, -DAY);
    const points = pointsOf(last);
    for (let hour = 0; hour < 24; hour += 1) {
      const start = later(last, hour * 3600);
      await history.putBlock(SITE, {
        start,
        stepSeconds: STEP,
        version: 1,
        points: points.slice(hour * 12, hour * 12 + 12),
      });
    }
    const days = Array.from({ length: 365 }, (_, day) => dayAt(later(YEAR_START, day * DAY)));
    for (const day of days) await history.putDay(SITE, day);
    for (let month = LONG_AGO; month < YEAR_END; month = nextMonthStart(month)) {
      const count = (nextMonthStart(month) - month) / DAY;
      const moved = Array.from({ length: count }, (_, index) => {
        const from = later(month, index * DAY);
        const { day } = days[(from / DAY) % 365] ?? dayAt(from);
        return { ...day, from, to: later(from, DAY) };
      });
      await history.putMonth(SITE, { month, version: 1, restated: null, ...foldMonth(moved, month, STEP) });
    }
  });
  afterAll(() => counted.close());

  const readsOf = async (act: () => Promise<{ length: number }>, rows: number): Promise<number> => {
    counted.since();
    expect(await act()).toHaveLength(rows);
    return counted.unitsOf((call) => !call.isWrite);
  };
  const aggregates = async (step: '1h' | '1d', from: Instant) =>
    (await readAggregates(counted.stores, STEP, step, { site: SITE, from, to: YEAR_END, limit: 10_000, asOf: null }))
      .rows;

  it('24 h of 5 min ticks: at most 3', async () => {
    const read = () => storedPoints(counted.stores, SITE, later(YEAR_END, -DAY), YEAR_END, 1e4, null, 'eventual');
    expect(await readsOf(read, 288)).toBeLessThanOrEqual(3);
  });

  it('30 d of hours: at most 4.5', async () => {
    expect(await readsOf(() => aggregates('1h', later(YEAR_END, -30 * DAY)), 720)).toBeLessThanOrEqual(4.5);
  });

  it('a year of hours: at most 52', async () => {
    expect(await readsOf(() => aggregates('1h', YEAR_START), 8760)).toBeLessThanOrEqual(52);
  });

  it('5 years of days: at most 16', async () => {
    expect(await readsOf(() => aggregates('1d', LONG_AGO), 1826)).toBeLessThanOrEqual(16);
  });
});

describe('write units, counted by the engine', () => {
  it.each([
    [300, 320, 350, 55],
    [900, 108, 118, 23],
    [3600, 29, 32, 11],
  ] as const)(
    'a site-day of %i s ticks: %i calm, %i firing, and %i more when a late report restates it',
    async (tick, calm, firing, restated) => {
      expect(await writeUnitsPerSiteDay(tick, 30_000, 2)).toBeLessThanOrEqual(calm);
      expect(await writeUnitsPerSiteDay(tick, 3_000, 2)).toBeLessThanOrEqual(firing);
      expect(await unitsOfRestatedDay(tick, 2)).toBeLessThanOrEqual(restated);
    },
    300_000,
  );
});

describe('a tick', () => {
  it('of 1,000 sites makes one call a site and a handful for the company; its fleet is read in 130 units', async () => {
    const counted = await countedStores();
    const company = companyOf(1000);
    const world = newWorld(company, sealWorld(company).version, () => 30_000, counted.stores);
    await deliverReports(world, START);
    for (const tick of [0, 1]) await runChain(world, later(START, tick * TICK_SECONDS));
    counted.since();
    await runChain(world, later(START, 2 * TICK_SECONDS));
    // One Put a site, a page of sites, and 12 of the company: three claims and their ends, the market before,
    // the new one put and read, the inbox, the groups, how far the sites are.
    expect(counted.calls()).toBeLessThanOrEqual(1000 + 1000 / 1000 + 12);
    counted.since();
    expect(await counted.stores.sites.all('eventual')).toHaveLength(1000);
    expect(counted.unitsOf(() => true)).toBeLessThanOrEqual(130);
    counted.since();
    await runChain(world, later(START, 2 * TICK_SECONDS));
    expect(counted.unitsOf((call) => call.isWrite && call.partition !== 'TICK')).toBe(0);
    await counted.close();
  }, 300_000);

  it('that says one message writes its intent, its record and its commit: at most 9 units', async () => {
    const counted = await countedStores();
    const company = companyOf(1);
    const world = newWorld(
      company,
      sealWorld(company).version,
      (at) => (at === START ? 30_000 : 3_000),
      counted.stores,
    );
    await deliverReports(world, START);
    for (let tick = 0; world.published.length === 0 && tick < 12; tick += 1) {
      counted.since();
      await runChain(world, later(START, tick * TICK_SECONDS));
    }
    expect(world.published).toHaveLength(1);
    expect(counted.unitsOf((call) => call.isWrite && /^(NG|MSG)$/.test(call.partition))).toBeLessThanOrEqual(9);
    await counted.close();
  });
});
