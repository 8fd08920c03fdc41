import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, parseInstant, parsePlainIso, toIso } from '#lib/domain/instant.ts';

const FIRST = Date.UTC(1000, 0, 1) / 1000;
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
const moment = fc.integer({ min: FIRST, max: LAST }).map(instant);
const isLeapDay = (text: string) => text.slice(5, 10) === '02-29';

describe('parsePlainIso', () => {
  test('reads every moment that toIso writes, but a leap day, which is left to the calendar', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const text = toIso(at);
        expect(parsePlainIso(text)).toBe(isLeapDay(text) ? null : at);
        expect(parsePlainIso(text.replace('Z', '.000Z'))).toBe(isLeapDay(text) ? null : at);
        expect(parseInstant(text)).toBe(at);
      }),
      { numRuns: 500 },
    );
  });

  test('reads nothing that Date reads otherwise, or refuses, whatever is changed in a moment', () => {
    const change = fc.tuple(fc.nat(19), fc.constantFrom(...'0123456789-:TZ. +x'));
    fc.assert(
      fc.property(moment, fc.array(change, { minLength: 1, maxLength: 3 }), (at, changes) => {
        const cells = [...toIso(at)];
        for (const [place, character] of changes) cells[place] = character;
        const text = cells.join('');
        const read = parsePlainIso(text);
        fc.pre(read !== null);
        expect(new Date((read ?? 0) * 1000).toISOString()).toBe(text.replace('Z', '.000Z'));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '2023-02-29T00:00:00Z',
    '2023-04-31T00:00:00Z',
    '2023-00-10T00:00:00Z',
    '2023-13-10T00:00:00Z',
    '2023-01-00T00:00:00Z',
    '2023-01-10T24:00:00Z',
    '2023-01-10T00:60:00Z',
    '2023-01-10T00:00:60Z',
    '0099-01-10T00:00:00Z',
    '2023-01-10T00:00:00.500Z',
    '2023-01-10T00:00:00+00:0',
    '2023-01-10 00:00:00Z',
  ])('leaves %s to others', (text) => {
    expect(parsePlainIso(text)).toBeNull();
  });
});

describe('toIso', () => {
  test('writes what Date writes, without the milliseconds, in years of any length', () => {
    // The years -271821 to 275760 are those that Date knows; most of the moments asked for are of our time.
    const anyMoment = fc.oneof(fc.integer({ min: -8.64e12, max: 8.64e12 }), fc.integer({ min: 0, max: 4_102_444_800 }));
    fc.assert(
      fc.property(anyMoment, (at) => {
        expect(toIso(instant(at))).toBe(new Date(at * 1000).toISOString().replace('.000Z', 'Z'));
      }),
      {
        numRuns: 300,
        examples: [[-62_167_219_201], [-30_610_224_001], [-30_610_224_000], [253_402_300_799], [253_402_300_800]],
      },
    );
  });

  test('refuses a moment that no calendar has', () => {
    expect(() => toIso(Number.NaN as ReturnType<typeof instant>)).toThrow(RangeError);
  });
});
