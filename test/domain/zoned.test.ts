import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { wallText, wallTime } from '#lib/domain/zoned.ts';

/** 1970 to 2100. */
const moment = fc.integer({ min: 0, max: 4_102_444_800 }).map(instant);

it('a wall clock five hours ahead shows the UTC time of five hours later, however often and whatever between it is asked', () => {
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 20 }), (moments) => {
      for (const at of [...moments, ...moments]) {
        const later = new Date((at + 5 * 3600) * 1000);
        expect(wallTime(at, 'Etc/GMT-5')).toEqual({
          year: later.getUTCFullYear(),
          month: later.getUTCMonth() + 1,
          day: later.getUTCDate(),
          hour: later.getUTCHours(),
          minute: later.getUTCMinutes(),
          weekday: later.getUTCDay(),
        });
      }
    }),
    { numRuns: 200 },
  );
});

it('one moment is another time of day in every zone', () => {
  // 2023-02-15T00:30:00Z: Chicago is 6 hours behind, Yekaterinburg 5 ahead, Kathmandu 5 h 45 min.
  const at = instant(1_676_421_000);
  const zones = ['UTC', 'America/Chicago', 'Asia/Yekaterinburg', 'Asia/Kathmandu'];
  const texts = ['2023-02-15 00:30', '2023-02-14 18:30', '2023-02-15 05:30', '2023-02-15 06:15'];
  expect(zones.map((zone) => wallText(at, zone))).toEqual(texts);
  expect(zones.map((zone) => wallText(at, zone))).toEqual(texts);
});
