import { describe, expect, test } from 'vitest';
import { parseBody, parseQuery } from '#lib/config/api-match.ts';
import { parseCompany } from '#lib/config/load-company.ts';
import { MINIMAL, withSite } from './company-texts.ts';

function problemsOf(text: string) {
  const parsed = parseCompany(text, 'x.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ path, expected, nearest }) => ({ path, expected, nearest }));
}
const books = (rows: string) => `flare: { regime: nigeria, periodToDate: [${rows}] }`;

describe('what a fault of the company file expects is said in our words', () => {
  test.each([
    ['rawRetentionDays: 5', 'rawRetentionDays', 'a number of at least 30'],
    ['rules: { unprofitable: { minimumHours: 20 } }', 'rules.unprofitable.minimumHours', 'a number of at most 12'],
    ['rawRetentionDays: .inf', 'rawRetentionDays', 'a finite number'],
    ['tags: { "a;b": x }', 'tags.a;b', 'letters, digits, blanks and _ . : / = + - @, at most 128'],
    [`tags: { a: ${'x'.repeat(257)} }`, 'tags.a', 'a text of at most 256 characters'],
  ])('%s', (line, path, expected) => {
    expect(problemsOf(`${line}\n${MINIMAL}`)).toEqual([{ path, expected, nearest: null }]);
  });

  test('a cause of flaring that does not exist, with the nearest one', () => {
    expect(problemsOf(withSite(books('{ through: 2025-07-01, mcf: { flared: { rotine: 1 } } }')))).toMatchObject([
      { path: 'sites[0].flare.periodToDate[0].mcf.flared.rotine', nearest: 'routine' },
    ]);
  });

  test('months in breach below nothing', () => {
    expect(
      problemsOf(withSite(books('{ through: 2025-07-01, mcf: { flared: 1 }, monthsInBreach: -1 }'))),
    ).toMatchObject([{ path: 'sites[0].flare.periodToDate[0].monthsInBreach', expected: 'a number of at least 0' }]);
  });

  test('books of one day twice', () => {
    const twice = '{ through: 2025-07-01, mcf: { flared: 1 } }, { through: 2025-07-01, mcf: { flared: 9 } }';
    expect(problemsOf(withSite(books(twice)))).toEqual([
      { path: 'sites[0].flare.periodToDate[1].through', expected: 'a day that no other row has', nearest: null },
    ]);
  });

  test.each([
    ['flared', '{ produced: 100, flared: 101 }', 'flared', '101', 'at most what was produced, 100'],
    [
      'by cause',
      '{ produced: 100, flared: { routine: 60, planned: 50 } }',
      'flared',
      '110',
      'at most what was produced, 100',
    ],
    [
      'vented',
      '{ produced: 100, flared: 60, vented: 41 }',
      'vented',
      '41',
      'with 60 flared at most what was produced, 100',
    ],
  ])('books in which more is lost than produced: %s', (_name, gas, key, got, expected) => {
    for (const [of, mcf] of [
      ['mcf', books(`{ through: 2025-07-01, mcf: ${gas} }`)],
      ['otherSitesMcfPerDay', books(`{ through: 2025-07-01, mcf: { flared: 1 }, otherSitesMcfPerDay: ${gas} }`)],
    ] as const) {
      const parsed = parseCompany(withSite(mcf), 'x.yaml');
      expect(parsed.ok ? [] : parsed.problems).toMatchObject([
        { file: 'x.yaml', path: `sites[0].flare.periodToDate[0].${of}.${key}`, got, expected },
      ]);
    }
  });

  test('books in which all that was produced was flared are no fault, nor are those that do not tell what was', () => {
    const rows =
      '{ through: 2025-07-01, mcf: { produced: 0.3, flared: { routine: 0.1, planned: 0.2 } } }, { through: 2025-08-01, mcf: { flared: 9 } }';
    expect(problemsOf(withSite(books(rows)))).toEqual([]);
  });

  test.each([
    ['altitudeFeet: -5000', 'altitudeFeet', 'feet above the sea, from -1500 to 20000'],
    ['ambientFahrenheit: -400', 'ambientFahrenheit', 'degrees Fahrenheit of the intake air, from -100 to 150'],
    [
      'generators: [{ ratedKw: 900, heatRateBtuPerKwhLhv: 10000, count: 1001 }]',
      'generators[0].count',
      'a whole number of at most 1000',
    ],
  ])('power: %s', (line, path, expected) => {
    const power = line.startsWith('generators')
      ? line
      : `generators: [{ ratedKw: 900, heatRateBtuPerKwhLhv: 10000 }], ${line}`;
    expect(problemsOf(MINIMAL.replace(/^ {4}power:.*$/m, `    power: { ${power} }`))).toEqual([
      { path: `sites[0].power.${path}`, expected, nearest: null },
    ]);
  });
});

describe('what a refused request should have been is said in our words', () => {
  test.each([
    ['null', 'body', 'a JSON object'],
    ['[]', 'body', 'a JSON object'],
    ['{"match":5,"to":"2026-01-01","reason":"r","by":"b"}', 'match', 'a JSON object'],
    ['{"match":{},"reason":"r","by":"b"}', 'to', 'to be given'],
  ])('a body %s', (text, parameter, expected) => {
    expect(parseBody('mute', text)).toMatchObject({ ok: false, problem: { parameter, expected } });
  });

  test('a parameter that is left out', () => {
    expect(parseQuery('margins', {})).toMatchObject({
      ok: false,
      problem: { parameter: 'from', detail: 'Parameter "from" is ""; expected to be given.' },
    });
  });
});
