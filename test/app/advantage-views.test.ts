import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { advantageViews } from '#lib/app/advantage-views.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import { pointAt, storePoints } from '#test/functions/api-seed.ts';

/** 2023-02-15T00:00:00Z */
const START = instant(1_676_419_200);
const HOUR = 3600;
const DAY = 24 * HOUR;
const hour = (number: number): Instant => after(START, number * HOUR);
/** Flaring costs nothing here, so that the advantage is what mining earns. */
const earning = (at: Instant, usdPerDay: number | null): Point =>
  pointAt(at, { mineMilliUsdPerDay: usdPerDay === null ? null : usdPerDay * 1000, flareMilliUsdPerDay: 0 });

it('are the means of the last 24 and 168 hours, the newest tick included', async () => {
  const stores = memoryStores();
  // In hour h mining earns h USD/day.
  const points = Array.from({ length: 200 }, (_, number) => earning(hour(number), number));
  await storePoints(stores, 'pad', points, HOUR);
  // Hours 157 to 180: 337 / 2; hours 13 to 180: 193 / 2.
  expect(await advantageViews(stores, 'pad', hour(180))).toEqual({ last24hUsdPerDay: 168.5, last7dUsdPerDay: 96.5 });
  // Hour 199, still in the open block: 176 to 199 and 32 to 199.
  expect(await advantageViews(stores, 'pad', hour(199))).toEqual({ last24hUsdPerDay: 187.5, last7dUsdPerDay: 115.5 });
  // The first tick is all there is.
  expect(await advantageViews(stores, 'pad', START)).toEqual({ last24hUsdPerDay: 0, last7dUsdPerDay: 0 });
});

it('are unknown where no advantage of that time is known', async () => {
  const stores = memoryStores();
  const points = Array.from({ length: 72 }, (_, number) => earning(hour(number), number < 24 ? 12.34 : null));
  await storePoints(stores, 'pad', points, HOUR);
  expect(await advantageViews(stores, 'pad', hour(71))).toEqual({ last24hUsdPerDay: null, last7dUsdPerDay: 12.34 });
  expect(await advantageViews(stores, 'pad', hour(500))).toEqual({ last24hUsdPerDay: null, last7dUsdPerDay: null });
});

it('follow a correction of a block that was counted before', async () => {
  const stores = memoryStores();
  const points = Array.from({ length: 24 }, (_, number) => earning(hour(number), 100));
  await storePoints(stores, 'pad', points, HOUR);
  expect((await advantageViews(stores, 'pad', hour(23))).last24hUsdPerDay).toBe(100);
  const [block] = await stores.history.blocks('pad', START, hour(12), 1);
  if (block === undefined) expect.fail('a sealed block was expected');
  // Half of the 24 points earned 300 instead.
  const corrected = block.points.map(({ at }) => earning(at, 300));
  await stores.history.putBlock('pad', { ...block, version: 2, points: corrected });
  expect((await advantageViews(stores, 'pad', hour(23))).last24hUsdPerDay).toBe(200);
});

it('are those of all points of that time, whatever is missing or unknown and however often they are asked for', async () => {
  const figure = fc.option(fc.integer({ min: -2_000_000, max: 2_000_000 }), { freq: 8 });
  const step = fc.constantFrom(300, 900, 3600);
  const scene = step.chain((stepSeconds) =>
    fc.record({
      stepSeconds: fc.constant(stepSeconds),
      // Ticks from one point to the next: mostly one, some were missed.
      points: fc.array(fc.tuple(fc.constantFrom(1, 1, 1, 1, 2, 17), figure), { minLength: 1, maxLength: 300 }),
      asked: fc.array(fc.nat(8 * DAY), { minLength: 1, maxLength: 4 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(scene, async ({ stepSeconds, points, asked }) => {
      const stores = memoryStores();
      let at = START;
      const made = points.map(([ticks, milliUsdPerDay]) => {
        at = after(at, ticks * stepSeconds);
        return pointAt(at, { mineMilliUsdPerDay: milliUsdPerDay, flareMilliUsdPerDay: 0 });
      });
      await storePoints(stores, 'pad', made, stepSeconds);
      for (const until of asked.map((seconds) => after(START, seconds))) {
        const mean = (seconds: number): number | null => {
          const known = made
            .filter((point) => point.at <= until && point.at > until - seconds)
            .flatMap((point) => point.mineMilliUsdPerDay ?? []);
          const sum = known.reduce((total, one) => total + one, 0);
          return known.length === 0 ? null : Math.round(sum / known.length / 10) / 100;
        };
        expect(await advantageViews(stores, 'pad', until)).toEqual({
          last24hUsdPerDay: mean(DAY),
          last7dUsdPerDay: mean(7 * DAY),
        });
      }
    }),
    { numRuns: 60 },
  );
});
