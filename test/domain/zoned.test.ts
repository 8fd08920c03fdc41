import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { instantOfWall, wallText, wallTime } from '#lib/domain/zoned.ts';

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

/** The wall time as Intl itself writes it, `2023-02-15 03:00`. */
function byIntl(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
  return (at) => format.format(at * 1000);
}

it('the clock of any zone at any time shows what the calendar of the tz database says', () => {
  // 1900 to 2100: also the years in which zones were minutes and seconds off.
  const anyTime = fc.integer({ min: -2_208_988_800, max: 4_102_444_800 });
  fc.assert(
    fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), anyTime, (zone, at) => {
      expect(wallText(instant(at), zone)).toBe(byIntl(zone)(at));
    }),
    { numRuns: 400 },
  );
});

it('the clock goes on right through the days on which it is changed', () => {
  // Lord Howe changes by half an hour; Liberia gave up its 44 min 30 s on 7 January 1972; Samoa left out 30 December 2011.
  const days = [
    ['America/Chicago', Date.UTC(2024, 2, 9)],
    ['America/Chicago', Date.UTC(2024, 10, 2)],
    ['Australia/Lord_Howe', Date.UTC(2024, 3, 5)],
    ['Africa/Monrovia', Date.UTC(1972, 0, 6)],
    ['Pacific/Apia', Date.UTC(2011, 11, 29)],
  ] as const;
  for (const [zone, start] of days) {
    const expected = byIntl(zone);
    for (let minutes = 0; minutes < 3 * 24 * 60; minutes += 15) {
      const at = start / 1000 + minutes * 60;
      expect(wallText(instant(at), zone)).toBe(expected(at));
    }
  }
});

it('a wall time of a day with a change is the first of two moments, and the new side of a gap', () => {
  // Chicago, 2024: clocks went from 02:00 CST (08:00Z) to 03:00 CDT on 10 March, and back at 02:00 CDT (07:00Z) on 3 November.
  const of = (text: string) => new Date((instantOfWall(text, 'America/Chicago') ?? Number.NaN) * 1000).toISOString();
  expect(of('2024-03-10T01:59')).toBe('2024-03-10T07:59:00.000Z');
  expect(of('2024-03-10T02:30')).toBe('2024-03-10T08:30:00.000Z');
  expect(of('2024-11-03T01:30')).toBe('2024-11-03T06:30:00.000Z');
  expect(of('2024-11-03T02:00')).toBe('2024-11-03T08:00:00.000Z');
});
