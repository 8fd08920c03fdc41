import { describe, expect, test } from 'vitest';
import { type DayAggregate, foldAggregates, foldPoints } from '#lib/domain/history/fold.ts';
import { reportsBegun } from '#lib/domain/history/reports-begun.ts';
import { restateVolumes } from '#lib/domain/history/restate-volumes.ts';
import { after as later } from '#lib/domain/instant.ts';
import { samplePoint } from '../../adapters/samples.ts';
import { siteWith } from '../economics/site.ts';
import { DAY, HOUR, hour, MAY, row } from '../gas/rows.ts';

const site = { ...siteWith(), rules: {} } as never;

/** 1 May 2026 by the hour: 240,000 scf/day produced at all ticks but those of the 5th hour, which had none. */
function dayOf(producedScfPerDay: number): DayAggregate {
  const hours = Array.from({ length: 24 }, (_, index) => {
    const from = later(MAY, index * HOUR);
    const points =
      index === 5
        ? []
        : [samplePoint(from, { producedScfPerDay, soldScfPerDay: 1000, flaredScfPerDay: null, ventedScfPerDay: null })];
    return foldPoints(points, from, later(from, HOUR), HOUR);
  });
  return { date: MAY, version: 1, restated: null, hours, day: foldAggregates(hours, MAY, later(MAY, DAY)) };
}

describe('a day whose points are gone', () => {
  test('takes the volumes that its reports now say, at its own ticks', () => {
    const day = restateVolumes(dayOf(240_000), [row(0, 24, 300)], site);
    // 300 Mcf a day for 23 ticks of an hour: 300,000 × 3,600 × 23
    expect(day.day).toMatchObject({ producedTicks: 23, producedScfPerDaySeconds: 300_000 * 3600 * 23 });
    expect(day).toMatchObject({ version: 2, restated: 'volumes-only' });
    expect(day.hours[5]).toMatchObject({ ticks: 0, producedTicks: 0, producedScfPerDaySeconds: 0 });
  });

  test('keeps streams without a report, and everything that is no volume', () => {
    const before = dayOf(240_000);
    const after = restateVolumes(before, [row(0, 24, 300)], site);
    expect(after.day.soldScfPerDaySeconds).toBe(before.day.soldScfPerDaySeconds);
    expect(after.day.mineMilliUsdPerDaySum).toBe(before.day.mineMilliUsdPerDaySum);
    expect(after.day.flaredTicks).toBe(0);
  });

  test('is the very same where nothing differs', () => {
    const day = dayOf(240_000);
    expect(restateVolumes(day, [row(0, 24, 240)], site)).toBe(day);
    expect(restateVolumes(day, [], site)).toBe(day);
  });

  test('looks at every tick of an hour by itself', () => {
    // 5 Mcf in the first half hour are 240 a day, 470 in the other 23.5 h are 480: six ticks of 300 s each
    const points = Array.from({ length: 12 }, (_, tick) =>
      samplePoint(later(MAY, tick * 300), { producedScfPerDay: 1, soldScfPerDay: null, flaredScfPerDay: null }),
    );
    const first = foldPoints(points, MAY, later(MAY, HOUR), 300);
    const hours = [first, ...dayOf(240_000).hours.slice(1)];
    const before = { ...dayOf(240_000), hours, day: foldAggregates(hours, MAY, later(MAY, DAY)) };
    const [restated] = restateVolumes(before, [row(0, 0.5, 5), row(0.5, 24, 470)], site).hours;
    expect(restated).toMatchObject({ producedTicks: 12, producedScfPerDaySeconds: 6 * 300 * (240_000 + 480_000) });
  });

  test('counts a row from the first tick of its period', () => {
    const day = restateVolumes(dayOf(240_000), [row(12, 24, 150)], site);
    const rates = [11, 12].map((index) => day.hours[index]?.producedScfPerDaySeconds);
    expect(rates).toEqual([240_000 * 3600, 300_000 * 3600]);
  });
});

describe('what the reports said at a moment', () => {
  test('is of the periods that had begun by then, the moment itself included', () => {
    const known = reportsBegun([row(0, 24, 1), row(24, 48, 2), row(30, 31, 3)], '1d', hour(24));
    const volumes = (at: number) => known(hour(at)).candidates.produced?.map(({ volumeMcf }) => volumeMcf);
    expect(volumes(24)).toEqual([2]);
    expect(volumes(29)).toEqual([2]);
    expect(volumes(30)).toEqual([3, 2]);
  });
});
