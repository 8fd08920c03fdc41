import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Company } from '#lib/domain/company.ts';
import { foldAggregates, foldPoints } from '#lib/domain/history/fold.ts';
import { floorTo, type Instant, instant, after as later } from '#lib/domain/instant.ts';
import { companyOf, DAY, deliver, HOUR, pointsOfSite, producedOn, seal, sealWorld, tick } from './seal-world.ts';
import { START, type World } from './world.ts';

const SITES = ['pad-0000', 'pad-0001'];
const DAYS = 3;
const END = instant(9e9);
/** Hours after the last day in which late reports come and are restated: two whole blocks. */
const SETTLING_HOURS = 25;

/** What happens to a company in three days and a bit, all of it by chance. */
const history = fc.record({
  stepSeconds: fc.constantFrom(900, 3600),
  /** Ticks that never came, by their number. */
  missed: fc.uniqueArray(fc.nat(DAYS * 96), { maxLength: 60 }),
  /** Hours in which the second site is not in the configuration; it may come back after an hour, or never. */
  removed: fc.record({ from: fc.nat(DAYS * 24), length: fc.oneof(fc.nat(40), fc.constant(Number.POSITIVE_INFINITY)) }),
  /** Versions of each day's report: volume, and how many hours after its day it is known. */
  reports: fc.array(
    fc.record({ day: fc.nat(DAYS - 1), volumeMcf: fc.integer({ min: 0, max: 400 }), hoursLate: fc.nat(30) }),
    { minLength: 1, maxLength: 6 },
  ),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

/** Runs it; `isPunctual` delivers every report before the first tick, as if all had been known at once. */
async function live(story: History, isPunctual: boolean): Promise<{ world: World; ticks: Map<string, Instant[]> }> {
  const both = companyOf(2, { tickSeconds: story.stepSeconds as Company['tickSeconds'] });
  const one = { ...both, sites: both.sites.slice(0, 1) };
  const world = sealWorld(both);
  const ticks = new Map(SITES.map((site) => [site, [] as Instant[]]));
  const due = story.reports.map((report, index) => {
    const knownHour = Math.min((report.day + 1) * 24 + report.hoursLate, DAYS * 24);
    return {
      knownHour: isPunctual ? 0 : knownHour,
      row: (site: string) => producedOn(site, report.day, report.volumeMcf, index + 1),
    };
  });
  for (const site of SITES) await deliver(world, [producedOn(site, -1, 300)], START);
  for (let hour = 0; hour < DAYS * 24 + SETTLING_HOURS; hour += 1) {
    const at = later(START, hour * HOUR);
    for (const { row } of due.filter(({ knownHour }) => knownHour === hour)) {
      for (const site of SITES) await deliver(world, [row(site)], at);
    }
    const isRemoved = hour >= story.removed.from && hour < story.removed.from + story.removed.length;
    for (let seconds = 0; seconds < HOUR; seconds += story.stepSeconds) {
      const moment = later(at, seconds);
      if (hour < DAYS * 24 && story.missed.includes((moment - START) / story.stepSeconds)) continue;
      await tick(world, moment, isRemoved ? one : both);
      ticks.get('pad-0000')?.push(moment);
      if (!isRemoved) ticks.get('pad-0001')?.push(moment);
    }
    await seal(world, at, world.ports, both);
  }
  return { world, ticks };
}

describe('history, whatever ticks, gaps, corrections and sites come', () => {
  it('has exactly one point for every tick of a site (I19), and days that are their exact fold (I20)', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (story) => {
        const { world, ticks } = await live(story, false);
        for (const site of SITES) {
          const points = await pointsOfSite(world, site);
          expect(points.map((point) => point.at)).toEqual(ticks.get(site));
          for (const { date, day, hours } of await world.stores.history.days(site, START, END)) {
            expect(day).toEqual(foldPoints(points, date, later(date, DAY), story.stepSeconds));
            expect(foldAggregates(hours, date, later(date, DAY))).toEqual(day);
          }
          const days = (await world.stores.history.days(site, START, END)).map(({ date }) => date);
          const first = ticks.get(site)?.[0];
          if (site === 'pad-0000' && first !== undefined)
            expect(days).toHaveLength(DAYS + 1 - (floorTo(first, DAY) - START) / DAY);
        }
        expect(await world.stores.dirty.marks(99)).toEqual([]);
        // A report waits only for a site that never had a tick: its first one takes it up.
        const begun = new Set((await world.stores.sites.all()).map(({ site }) => site));
        expect((await world.stores.reports.pointers()).filter(({ site }) => begun.has(site))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('is the same whenever its reports came (I21), but for the alerts that were told', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (story) => {
        const [late, punctual] = [await live(story, false), await live(story, true)];
        for (const site of SITES) {
          const [a, b] = [await pointsOfSite(late.world, site), await pointsOfSite(punctual.world, site)];
          const withoutAlerts = (points: typeof a) => points.map(({ openAlerts: _, ...point }) => point);
          expect(withoutAlerts(a)).toEqual(withoutAlerts(b));
          const sums = async (world: World) =>
            (await world.stores.history.days(site, START, END)).map(({ hours }) => hours);
          expect(await sums(late.world)).toEqual(await sums(punctual.world));
        }
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
