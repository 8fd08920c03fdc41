import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import { type JsonElement, jsonElements } from '#lib/adapters/reports/json-elements.ts';
import { AT, site } from './read-fixture.ts';

const ROW = {
  site_id: 'pad-0000',
  period_start: '2026-05-01T00:00:00Z',
  period_end: '2026-05-02T00:00:00Z',
  stream: 'flared',
  volume: 5,
  unit: 'Mcf',
  base: 's15',
  version: 1,
  reported_at: '2026-05-02T06:00:00Z',
};

function parsed(text: string) {
  const of = site();
  return parseReports(text, { file: 'f.json', knownSites: new Set([of.id]), at: AT, sites: [of] });
}

describe('the elements of a JSON array', () => {
  const read = (pieces: readonly string[]) => {
    const found: JsonElement[] = [];
    let broken = 0;
    const elements = jsonElements({
      element: (one) => void found.push(one),
      broken: () => {
        broken += 1;
      },
    });
    for (const piece of pieces) elements.push(piece);
    elements.end();
    return { found, broken };
  };

  test('are those that a JSON parser finds, with their keys counted, wherever the text is cut', () => {
    const lists = fc.array(
      fc.oneof(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.jsonValue({ maxDepth: 3 })),
    );
    fc.assert(
      fc.property(lists, fc.array(fc.nat(400)), fc.constantFrom(0, 2), (list, cuts, space) => {
        const text = ` ${JSON.stringify(list, null, space)}\n`;
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const { found, broken } = read(at.slice(1).map((end, index) => text.slice(at[index], end)));
        expect(broken).toBe(0);
        expect(found.map((one) => JSON.parse(one.text))).toEqual(JSON.parse(text));
        for (const one of found) {
          const value: unknown = JSON.parse(one.text);
          const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
          if (isObject) expect(one.keys).toBe(Object.keys(value).length);
        }
      }),
    );
  });

  test.each([['[1'], ['[1]2'], ['1'], [''], ['["a'], ['[{}']])('of %j are said to be broken', (text) => {
    expect(read([text]).broken).toBe(1);
  });

  test('too long or too deep are marked and not kept', () => {
    const [long] = read([`["${'x'.repeat(70_000)}"]`]).found;
    expect([long?.isWithinLimits, long?.text.length]).toEqual([false, 80]);
    expect(read([`[${'['.repeat(17)}${']'.repeat(17)}]`]).found[0]?.isWithinLimits).toBe(false);
  });
});

describe('a canonical JSON', () => {
  test('that was cut gives the rows before the cut, and says that it does not end', () => {
    const text = JSON.stringify([ROW, { ...ROW, version: 2 }, { ...ROW, version: 3 }]);
    const { rows, rejected } = parsed(text.slice(0, -30));
    expect(rows.map((row) => row.version)).toEqual([1, 2]);
    expect(rejected).toMatchObject([{ line: 3, column: '(document)' }]);
  });

  test('goes on after an element that is no JSON', () => {
    const text = `[${JSON.stringify(ROW)}, {"a": NaN}, ${JSON.stringify({ ...ROW, version: 2 })}]`;
    const { rows, rejected } = parsed(text);
    expect(rows.map((row) => row.version)).toEqual([1, 2]);
    expect(rejected).toMatchObject([{ line: 2, column: '(row)', expected: 'JSON' }]);
  });

  test('refuses a key that stands twice, of which a parser would believe the last', () => {
    const text = `[${JSON.stringify(ROW).replace('"volume":5', '"volume":5,"volume":50')}]`;
    expect(parsed(text)).toMatchObject({ rows: [], rejected: [{ line: 1, expected: 'an object with each key once' }] });
  });

  test('refuses a key that is a character off, as a CSV does', () => {
    const { volume, ...rest } = ROW;
    expect(parsed(JSON.stringify([{ ...rest, volme: volume }]))).toMatchObject({
      rows: [],
      rejected: [{ column: 'volme', value: '5' }],
    });
  });

  test.each([
    ['an array', `[{"site_id": ${'['.repeat(100_000)}${']'.repeat(100_000)}}]`],
    ['an object with reports', `{"reports": [{"site_id": ${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`],
    ['rows that are lists', `{"reports": [${'['.repeat(100_000)}${']'.repeat(100_000)}]}`],
  ])('survives 100,000 brackets in %s', (_what, text) => {
    const { rows, rejected } = parsed(text);
    expect(rows).toEqual([]);
    expect(rejected.length).toBeGreaterThan(0);
  });
});
