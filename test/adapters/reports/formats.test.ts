import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import { toIso } from '#lib/domain/instant.ts';
import { testCompany } from '#test/app/world.ts';
import { AT, read, S15, site, volumes } from './read-fixture.ts';

describe('petrinex', () => {
  test('sums each activity with gas of all facilities, in 10³ m³', () => {
    const parsed = read('petrinex-ab-two-facilities.csv');
    expect(parsed.detected.format).toBe('petrinex');
    expect(parsed.rejected).toEqual([]);
    expect(volumes(parsed)).toEqual({
      produced: 4594,
      sold: 4582,
      flared: 27.8,
      fuel: 8.2,
      received: 63.9,
      vented: 39.9,
    });
  });

  test('takes only the facilities that the company file lists', () => {
    const parsed = read('petrinex-ab-two-facilities.csv', site({ ids: ['ABBT0150810'] }));
    expect(volumes(parsed)).toEqual({
      produced: 2372.4,
      sold: 2372,
      flared: 16.2,
      fuel: 8.2,
      received: 63.9,
      vented: 39.9,
    });
  });

  test('makes one row per month and stream, of the month of the site, in the version of its submission', () => {
    const parsed = read('petrinex-ab-two-facilities.csv', site({ ids: ['ABBT0147937'] }, 'America/Edmonton', '08:00'));
    const row = parsed.normalised.find((one) => one.row.stream === 'flared');
    // January 2021 from 08:00 in Edmonton, UTC−7; 4.0 × 10³ m³ at 15 °C = 4 × 35.3147 × 1.0019245 Mcf.
    expect(row?.row).toMatchObject({ version: 20_210_219, evidence: null, original: '4 1000m3 s15' });
    expect(row && [toIso(row.row.periodStart), toIso(row.row.periodEnd)]).toEqual([
      '2021-01-01T15:00:00Z',
      '2021-02-01T15:00:00Z',
    ]);
    expect(row?.row.volumeMcf).toBeCloseTo(141.5307, 3);
  });

  test('refuses a part that cannot be read: the sum is then unknown, or where asked the rest', () => {
    const text = readFileSync('test/fixtures/reports/petrinex-ab-two-facilities.csv', 'utf8').replace(
      ',4.0,0.0,0.0,',
      ',***,0.0,0.0,',
    );
    const of = site({ ids: ['ABBT0147937'] });
    const context = { file: 'p', knownSites: new Set([of.id]), at: AT, sites: [of] };
    const strict = parseReports(text, context);
    expect(strict.rejected).toMatchObject([{ column: 'Volume', value: '***' }]);
    expect(volumes(strict, '2021-01-01T00:00:00Z').flared).toBeNull();
    const lenient = parseReports(text, { ...context, incompleteSums: 'sum' });
    expect(lenient.normalised.filter((one) => one.row.evidence === 'estimated')).toMatchObject([
      { row: { stream: 'flared' } },
    ]);
  });

  test('does not count a row twice, and refuses two figures for one facility, activity and counterparty', () => {
    const text = readFileSync('test/fixtures/reports/petrinex-ab-two-facilities.csv', 'utf8');
    const lines = text.trimEnd().split('\n');
    const flare = lines.find((line) => line.includes(',FLARE,GAS,') && line.includes(',4.0,')) ?? '';
    const of = site();
    const again = (line: string) =>
      parseReports([...lines, line].join('\n'), { file: 'p', knownSites: new Set([of.id]), at: AT, sites: [of] });
    expect(volumes(again(flare)).flared).toBe(27.8);
    expect(again(flare).rejected).toEqual([]);
    const contradicting = again(flare.replace(',4.0,', ',5.0,'));
    expect(contradicting.rejected).toMatchObject([{ column: 'Volume', value: '5.0' }]);
    expect(volumes(contradicting).flared).toBeNull();
  });

  test('needs one site, or ids that say which', () => {
    const two = testCompany(2).company.sites;
    const text = readFileSync('test/fixtures/reports/petrinex-ab-two-facilities.csv', 'utf8');
    const known = new Set(two.map((one) => one.id));
    const parsed = parseReports(text, { file: 'p', knownSites: known, at: AT, sites: two });
    expect(parsed).toMatchObject({ rows: [], rejected: [{ column: '(site)' }] });
  });
});

describe('anp', () => {
  test('turns the mean of a month into its volume, in 10³ m³ at 20 °C', () => {
    const parsed = read('anp-tabela18-2018-02-2020-12.csv');
    expect(parsed).toMatchObject({ detected: { format: 'anp' }, rejected: [] });
    expect(volumes(parsed, '2018-02-01T00:00:00Z')).toEqual({ flared: 90_440 });
    expect(volumes(parsed, '2020-12-01T00:00:00Z')).toEqual({ flared: 80_205.21976 });
  });

  test('takes only the fields that the company file lists', () => {
    // Mero: 623 × 28 days; 26.3094838709677 × 31 days.
    const parsed = read('anp-tabela18-2018-02-2020-12.csv', site({ ids: ['Mero'] }));
    expect(volumes(parsed, '2018-02-01T00:00:00Z')).toEqual({ flared: 17_444 });
    expect(volumes(parsed, '2020-12-01T00:00:00Z')).toEqual({ flared: 815.594 });
    // 17,444 × 34.77912 Mcf.
    expect(parsed.rows[0]?.volumeMcf).toBeCloseTo(606_687, -1);
  });

  test('leaves totals out, and reads the rest of a difference of equals as zero', () => {
    const parsed = read('anp-tabela09-three-months.csv');
    expect(parsed.rejected.filter((row) => row.value !== 'NA')).toEqual([]);
    expect(volumes(parsed, '2018-03-01T00:00:00Z')).toEqual({
      fuel: 403_760.29075,
      flared: 103_021.22753,
      sold: 1_772_944.18841,
      injected: 1_036_463.80619,
      produced: 3_316_138.18543,
    });
    expect(volumes(parsed, '2018-01-01T00:00:00Z').produced).toBe(3_484_710);
  });
});

describe('rrc-dsv', () => {
  test('counts code 04 as flared where the dump has no other, and production as all dispositions', () => {
    const parsed = read('rrc-made-up-dump-to-code-09.dsv');
    expect(parsed).toMatchObject({ detected: { format: 'rrc-dsv', dialect: { delimiter: '}' } }, rejected: [] });
    // Three leases: fuel 120 + 40; sold 5100 + 2200 + 10; flared 950 + 75 + 999; lift 300; 09 and 99: 12 + 3.
    expect(volumes(parsed, '2021-08-01T00:00:00Z')).toEqual({
      fuel: 160,
      sold: 7310,
      flared: 2024,
      injected: 300,
      produced: 9809,
    });
    expect(volumes(parsed, '2021-09-01T00:00:00Z')).toEqual({
      fuel: 118,
      sold: 5000,
      flared: 640,
      injected: 310,
      produced: 6068,
    });
    expect(parsed.normalised[0]).toMatchObject({ unit: 'Mcf', base: 'us60-14.65' });
  });

  test('takes only the leases that the company file lists', () => {
    const parsed = read('rrc-made-up-dump-to-code-09.dsv', site({ ids: ['G-08-265432'] }));
    expect(volumes(parsed)).toEqual({ fuel: 40, sold: 2200, flared: 75, injected: 0, produced: 2330 });
  });

  test('knows flared from vented since September 2021, and refuses a code outside its time', () => {
    const parsed = read('rrc-made-up-dump-with-codes-10-11.dsv');
    expect(volumes(parsed, '2021-08-01T00:00:00Z')).toMatchObject({ sold: 5100, flared: 950, produced: 6170 });
    expect(volumes(parsed, '2021-09-01T00:00:00Z')).toMatchObject({
      sold: 5000,
      flared: 600,
      vented: 40,
      produced: 5758,
    });
    expect(parsed.rejected.map((row) => [row.line, row.column, row.value])).toEqual([
      [4, 'LEASE_CSGD_DISPCDE04_VOL', '77'],
      [5, 'LEASE_CSGD_DISPCDE10_VOL', '55'],
    ]);
    expect(volumes(parsed, '2021-10-01T00:00:00Z')).toMatchObject({ sold: 4000, flared: null, produced: null });
  });
});

describe('nd-xlsx', () => {
  test('sums wells and pools in Mcf at 14.73 psia; fuel is what is left', () => {
    // Gas 6200 + 1800.5 + 4000; sold 4700 + 1500.25 + 3100; flared 1180 + 200.125 + 700; the difference is fuel.
    const parsed = read('nd-made-up-2026-05.xlsx', site(), 'sum');
    expect(parsed.detected.format).toBe('nd-xlsx');
    expect(volumes(parsed, '2026-05-01T00:00:00Z')).toEqual({
      produced: 12_000.5,
      sold: 9300.25,
      flared: 2080.125,
      fuel: 620.125,
    });
    expect(parsed.normalised[0]).toMatchObject({ unit: 'Mcf', base: 'us60-14.73', row: { evidence: 'estimated' } });
  });

  test('names a confidential well by its sheet and row, and knows no sum with it', () => {
    const parsed = read('nd-made-up-2026-05.xlsx');
    expect(parsed.rejected.map((row) => [row.file, row.line, row.column])).toEqual([
      ['nd-made-up-2026-05.xlsx/sheet1', 6, 'Gas'],
      ['nd-made-up-2026-05.xlsx/sheet1', 6, 'GasSold'],
      ['nd-made-up-2026-05.xlsx/sheet1', 6, 'Flared'],
    ]);
    expect(volumes(parsed)).toEqual({ produced: null, sold: null, flared: null, fuel: null });
    const open = read('nd-made-up-2026-05.xlsx', site({ ids: ['99998', '33053000010000'] }));
    expect(open.rejected).toEqual([]);
    expect(volumes(open).produced).toBe(12_000.5);
  });
});

describe('prodml', () => {
  test('takes the best qualifier of each flow, sums flares, and lets a sale stand for its export', () => {
    const parsed = read('prodml-made-up.xml', site({}, 'UTC', '06:00'));
    expect(parsed.detected.format).toBe('prodml');
    // Flare: LP 2.25 + HP 1.5; the budget is no gas that flowed, gas lift and oil are none of these streams.
    expect(volumes(parsed, '2026-05-01T06:00:00Z')).toEqual({ produced: 120.5, flared: 3.75, fuel: 400, sold: 69.5 });
    const bases = new Map(parsed.normalised.map((one) => [one.row.stream, `${one.unit} ${one.base}`]));
    expect(bases.get('produced')).toBe('1000m3 s15');
    expect(bases.get('fuel')).toMatch(/^Mcf \{"celsius":15\.5/);
    expect(parsed.normalised.find((one) => one.row.stream === 'produced')?.row.evidence).toBe('allocated');
  });

  test('reads NaN as unknown', () => {
    const parsed = read('prodml-made-up.xml');
    expect(parsed.rejected).toMatchObject([{ column: 'Volume', value: 'NaN' }]);
    expect(volumes(parsed, '2026-05-02T06:00:00Z')).toEqual({ flared: null });
  });

  test.each([
    [
      'a DTD',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "1">]><ProductVolume>&x;</ProductVolume>',
      'XML without a DTD',
    ],
    ['an entity of its own', '<ProductVolume>&x;</ProductVolume>', 'well-formed XML'],
    ['an open element', '<ProductVolume><Facility>', 'well-formed XML'],
    ['41 elements in each other', '<a>'.repeat(41) + '</a>'.repeat(41), 'XML nested at most 40 deep'],
    ['no flow', '<ProductVolume/>', 'a ProductVolume with flows and periods'],
  ])('refuses %s', (_what, text, expected) => {
    const of = site();
    const parsed = parseReports(text, { file: 'p.xml', knownSites: new Set([of.id]), at: AT, sites: [of] });
    expect(parsed).toMatchObject({ rows: [], rejected: [{ expected }] });
  });

  test('refuses a unit that it does not know', () => {
    const of = site();
    const text = readFileSync('test/fixtures/reports/prodml-made-up.xml', 'utf8').replaceAll('"1000 m3"', '"bbl"');
    const parsed = parseReports(text, { file: 'p.xml', knownSites: new Set([of.id]), at: AT, sites: [of] });
    expect(volumes(parsed)).toEqual({ fuel: 400 });
    expect(new Set(parsed.rejected.map((row) => row.column))).toEqual(new Set(['uom']));
  });
});

describe('a historian', () => {
  const tag = (stream: 'flared' | 'produced', unit: 'Mcf' | '1000m3') =>
    ({ stream, unit, base: S15, per: '1d', stamp: 'end' }) as const;
  const long = site(
    {
      tags: {
        'FIT_201.FLARE_VOL_D': tag('flared', 'Mcf'),
        'FIT_202.FLARE_VOL_D': tag('flared', 'Mcf'),
        'FIT_101.PROD_VOL_D': tag('produced', 'Mcf'),
      },
    },
    'America/Chicago',
    '09:00',
  );

  test('in long form: figures by tag, stamped at the end of the gas day; what is not GOOD is unknown', () => {
    const parsed = read('historian-long-made-up.csv', long);
    expect(parsed.detected).toMatchObject({ format: 'historian-long', skipped: 1 });
    // 412.6 + 7.4 on the gas day of 30 April.
    expect(volumes(parsed, '2026-04-30T14:00:00Z')).toEqual({ flared: 420, produced: 3001.25 });
    expect(volumes(parsed, '2026-05-01T14:00:00Z')).toEqual({ flared: null, produced: 2990 });
    expect(parsed.rejected.map((row) => [row.line, row.column, row.value])).toEqual([
      [5, 'quality', 'BAD'],
      [8, 'time', '1777730460:0'],
    ]);
  });

  test('in wide form: Cyrillic names, decimal commas, a date as its gas day, blanks as missing', () => {
    const tags = { 'Факел, тыс. м3': tag('flared', '1000m3'), 'Добыча, тыс. м3': tag('produced', '1000m3') };
    const parsed = read('historian-wide-made-up-windows-1251.csv', site({ tags }, 'Asia/Yekaterinburg', '10:00'));
    expect(parsed.detected).toMatchObject({
      format: 'historian-wide',
      encoding: 'windows-1251',
      dialect: { delimiter: ';', decimalMark: 'comma' },
    });
    // 10:00 in Yekaterinburg is 05:00 UTC.
    expect(volumes(parsed, '2026-05-01T05:00:00Z')).toEqual({ flared: 41.25, produced: 1204.5 });
    expect(volumes(parsed, '2026-05-02T05:00:00Z')).toEqual({ flared: 39.75, produced: null });
    expect(volumes(parsed, '2026-05-03T05:00:00Z')).toEqual({ flared: null, produced: 1200 });
    expect(parsed.rejected).toMatchObject([{ line: 4, column: 'Добыча, тыс. м3 quality', value: 'BAD' }]);
  });

  test('needs to be told what its tags measure', () => {
    expect(read('historian-long-made-up.csv')).toMatchObject({ rows: [], rejected: [{ column: '(tags)' }] });
  });
});

describe('a canonical CSV in UTF-16', () => {
  test('with semicolons and decimal commas', () => {
    const parsed = read('canonical-made-up-utf-16.csv', site());
    expect(parsed).toMatchObject({ rejected: [], detected: { format: 'canonical-csv', encoding: 'utf-16le' } });
    expect(volumes(parsed)).toEqual({ produced: 1234.5, flared: 57.125 });
    expect(parsed.normalised[0]?.hhvBtuPerScf).toBe(1310.25);
  });
});
