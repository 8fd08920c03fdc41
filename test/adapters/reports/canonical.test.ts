import { describe, expect, test } from 'vitest';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import { instant, parseInstant } from '#lib/domain/instant.ts';

/** 2026-05-02T12:00:00Z */
const AT = instant(1_777_723_200);
const CONTEXT = { file: 'pad.csv', knownSites: new Set(['north-pad']), at: AT };
const COLUMNS =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
/** Made-up gas. */
const GOOD = {
  site_id: 'north-pad',
  period_start: '2026-05-01T14:00:00Z',
  period_end: '2026-05-02T09:00:00-05:00',
  stream: 'flared',
  volume: '412.6',
  unit: 'Mcf',
  base: 'us60-14.65',
  hhv_btu_per_scf: '1300',
  evidence: 'measured',
  cause: 'routine',
  version: '2',
  reported_at: '2026-05-02T15:00:00Z',
};
type Cells = Partial<Record<keyof typeof GOOD, string>>;

function line(cells: Cells = {}, delimiter = ','): string {
  return Object.values({ ...GOOD, ...cells }).join(delimiter);
}

function parsed(...lines: readonly string[]) {
  return parseReports([COLUMNS, ...lines].join('\n'), CONTEXT);
}

/** The one refusal of a one-row file. */
function refusal(cells: Cells): readonly (string | number)[] {
  const { rows, rejected } = parsed(line(cells));
  expect(rows).toEqual([]);
  expect(rejected).toHaveLength(1);
  const [only] = rejected;
  expect(only).toMatchObject({ file: 'pad.csv', line: 2 });
  return [only?.column ?? '', only?.value ?? '', only?.expected ?? ''];
}

describe('a canonical CSV', () => {
  test('loads a row into Mcf at 60 °F, 14.696 psia', () => {
    const { rows, rejected } = parsed(line());
    expect(rejected).toEqual([]);
    const [row] = rows;
    expect(row).toMatchObject({
      site: 'north-pad',
      stream: 'flared',
      periodStart: parseInstant('2026-05-01T14:00:00Z'),
      periodEnd: parseInstant('2026-05-02T14:00:00Z'),
      evidence: 'measured',
      cause: 'routine',
      version: 2,
      reportedAt: parseInstant('2026-05-02T15:00:00Z'),
      original: '412.6 Mcf us60-14.65',
    });
    // 412.6 × 14.65 ÷ 14.696 = 411.308519; 1300 × 14.696 ÷ 14.65 = 1304.081911: the same energy.
    expect(row?.volumeMcf).toBeCloseTo(411.308519, 5);
    expect(row?.hhvBtuPerScf).toBeCloseTo(1304.081911, 5);
  });

  // 1 scf = 0.028316846592 m³; 20 °C holds 288.7056 ÷ 293.15 = 0.984839 of 60 °F, at 101.325 against 101.3253 kPa.
  test.each([
    ['1000', 'scf', 'us60-14.696', 1],
    ['1', 'MMcf', 'us60-14.696', 1000],
    ['28.316846592', 'm3', 'us60-14.696', 1],
    ['1', '1000m3', 'ru20', 34.77912],
    ['1', 'Mcf', 'n0', 1.0569451],
    ['1', 'Mcf', '"{""celsius"": 0, ""kilopascal"": 101.325}"', 1.0569451],
  ])('converts %s %s at %s', (volume, unit, base, mcf) => {
    const [row] = parsed(line({ volume, unit, base })).rows;
    expect(row?.volumeMcf).toBeCloseTo(mcf, 4);
  });

  test('keeps a blank volume as missing, and a negative one as the reversal it is', () => {
    expect(parsed(line({ volume: '' })).rows[0]?.volumeMcf).toBeNull();
    expect(parsed(line({ volume: '-1', base: 'us60-14.696' })).rows[0]?.volumeMcf).toBe(-1);
  });

  test.each<[string, Cells, string]>([
    ['an unknown unit', { unit: 'MCM' }, 'unit'],
    ['a unit in another case', { unit: 'mcf' }, 'unit'],
    ['a blank unit', { unit: '' }, 'unit'],
    ['an unknown base', { base: 'us60' }, 'base'],
    ['a blank base', { base: '' }, 'base'],
    ['an implausible base', { base: '"{""celsius"": 0, ""kilopascal"": 14.696}"' }, 'base'],
    ['an end at the start', { period_end: GOOD.period_start }, 'period_end'],
    ['an end before the start', { period_end: '2026-05-01T13:00:00Z' }, 'period_end'],
    [
      'a start after T + 5 minutes',
      { period_start: '2026-05-02T12:05:01Z', period_end: '2026-05-03T00:00:00Z' },
      'period_start',
    ],
    ['a time without a zone', { period_start: '2026-05-01T14:00:00' }, 'period_start'],
    ['a bare date, whose gas day is unknown', { period_start: '2026-05-01' }, 'period_start'],
    ['a day that does not exist', { period_start: '2026-02-30T00:00:00Z' }, 'period_start'],
    ['an unknown site', { site_id: 'south-pad' }, 'site_id'],
    ['a word for a number', { volume: 'n/a' }, 'volume'],
    ['NaN', { volume: 'NaN' }, 'volume'],
    ['infinity', { volume: '1e999' }, 'volume'],
    ['a hexadecimal number', { volume: '0x1F' }, 'volume'],
    ['two numbers', { volume: '1 2' }, 'volume'],
    ['an unknown stream', { stream: 'burnt' }, 'stream'],
    ['a heating value of zero', { hhv_btu_per_scf: '0' }, 'hhv_btu_per_scf'],
    ['an unknown evidence', { evidence: 'guessed' }, 'evidence'],
    ['an unknown cause', { cause: 'fire' }, 'cause'],
    ['a version that is no whole number', { version: '1.5' }, 'version'],
    ['no version', { version: '' }, 'version'],
    ['no time of reporting', { reported_at: '' }, 'reported_at'],
  ])('refuses %s', (_what, cells, column) => {
    expect(refusal(cells)[0]).toBe(column);
  });

  test('takes a period that starts exactly 5 minutes from now', () => {
    expect(
      parsed(line({ period_start: '2026-05-02T12:05:00Z', period_end: '2026-05-03T00:00:00Z' })).rows,
    ).toHaveLength(1);
  });

  test('names every fault of a row, with its value', () => {
    const { rejected } = parsed(line({ unit: 'bcf', volume: 'many' }));
    expect(rejected.map(({ column, value }) => [column, value])).toEqual([
      ['volume', 'many'],
      ['unit', 'bcf'],
    ]);
  });

  test('loads the good rows beside a bad one, and counts lines as an editor does', () => {
    const { rows, rejected } = parsed(
      line(),
      '',
      line({ version: '3', unit: 'x' }),
      line({ version: '4' }),
      'too,short',
    );
    expect(rows.map((row) => row.version)).toEqual([2, 4]);
    expect(rejected.map((row) => [row.line, row.column])).toEqual([
      [4, 'unit'],
      [6, '(row)'],
    ]);
  });

  test('takes the same row twice as one, and refuses the same key and version with other figures', () => {
    expect(parsed(line(), line())).toMatchObject({ rows: [{ version: 2 }], rejected: [] });
    const { rows, rejected } = parsed(line(), line({ volume: '1' }));
    expect(rows).toHaveLength(1);
    expect(rejected).toMatchObject([{ line: 3, column: 'version', value: '2' }]);
  });

  test('keeps as many rows, and as many refusals, as a delivered file may have, and says so', () => {
    const lines = [line(), line({ version: '3' }), line({ version: '4' }), line({ version: '5', unit: 'x' })];
    const { rows, rejected } = parseReports([COLUMNS, ...lines].join('\n'), CONTEXT, 2);
    expect(rows.map((row) => row.version)).toEqual([2, 3]);
    expect(rejected).toMatchObject([
      { line: 4, column: '(document)', expected: 'at most 2 rows; send the others as another file' },
      { line: 5, column: 'unit' },
    ]);
    const bad = ['6', '7', '8', '9'].map((version) => line({ version, unit: 'x' }));
    expect(parseReports([COLUMNS, ...bad].join('\n'), CONTEXT, 2).rejected).toHaveLength(3);
  });

  test('refuses a header without a required column, and reads columns in any order', () => {
    const without = parseReports(COLUMNS.replace(',unit', '').concat('\nx'), CONTEXT);
    expect(without.rows).toEqual([]);
    expect(without.rejected).toMatchObject([{ line: 1, column: 'unit' }]);
    const names = COLUMNS.split(',').toReversed().join(',');
    const cells = Object.values(GOOD).toReversed().join(',');
    expect(parseReports(`${names}\n${cells}\n`, CONTEXT).rows).toHaveLength(1);
  });

  test.each([
    ['a semicolon and decimal commas', ';', '412,6', 412.6],
    ['a semicolon and points, which other rows prove', ';', '412.6', 412.6],
    ['a tab', '\t', '412.6', 412.6],
    ['grouped thousands under a semicolon', ';', '1.234,5', 1234.5],
    ['quoted thousands', ',', '"1,234.5"', 1234.5],
    ['quoted thousands without decimals', ',', '"1,234"', 1234],
    ['a quoted decimal comma', ',', '"412,6"', 412.6],
    ['thousands parted by a narrow space', ';', '1\u202f234,5', 1234.5],
    ['an exponent', ',', '4.126e2', 412.6],
  ])('reads numbers with %s', (_what, delimiter, volume, mcf) => {
    const text = `\ufeff${COLUMNS.replaceAll(',', delimiter)}\r\n${line({ volume, base: 'us60-14.696' }, delimiter)}\r\n`;
    const { rows, rejected, detected } = parseReports(text, CONTEXT);
    expect(rejected).toEqual([]);
    expect(rows[0]?.volumeMcf).toBeCloseTo(mcf, 9);
    expect(detected.dialect?.delimiter).toBe(delimiter);
  });

  test('refuses numbers that read both ways where the file contradicts itself', () => {
    // 412,6 has a decimal comma and 412.6 a decimal point; 1,234 is then 1.234 or 1234.
    const { rows, rejected } = parsed(
      line({ volume: '"412,6"' }),
      line({ version: '3' }),
      line({ version: '4', volume: '"1,234"' }),
    );
    expect(rows.map((row) => row.version)).toEqual([3]);
    expect(rejected.map((row) => [row.line, row.value])).toEqual([
      [2, '412,6'],
      [4, '1,234'],
    ]);
  });

  test('takes no points for thousands because of semicolons alone', () => {
    const semicolons = (volume: string, other: string) =>
      parseReports(
        [
          COLUMNS.replaceAll(',', ';'),
          line({ volume, hhv_btu_per_scf: '' }, ';'),
          line({ version: '3', volume: other, hhv_btu_per_scf: '' }, ';'),
        ].join('\n'),
        CONTEXT,
      );
    // 41.200 is 41.2 with a decimal point and 41200 with points between thousands; 412,600 has the comma that is usual here.
    const found = semicolons('41.200', '412,600');
    expect(found.normalised.map((row) => row.volume)).toEqual([412.6]);
    expect(found.rejected).toMatchObject([{ line: 2, column: 'volume', value: '41.200' }]);
    // 412,6 reads one way only, and decides.
    expect(semicolons('41.200', '412,6').normalised.map((row) => row.volume)).toEqual([41_200, 412.6]);
  });

  test('refuses a number that reads both ways in a tabbed file, where nothing decides', () => {
    const text = `${COLUMNS.replaceAll(',', '\t')}\n${line({ volume: '1,234', hhv_btu_per_scf: '' }, '\t')}`;
    expect(parseReports(text, CONTEXT)).toMatchObject({ rows: [], rejected: [{ column: 'volume', value: '1,234' }] });
  });

  test('passes over remarks before the header', () => {
    const text = `# Made up.\n${COLUMNS}\n${line()}`;
    expect(parseReports(text, CONTEXT)).toMatchObject({ rows: [{ version: 2 }], rejected: [] });
  });

  test.each([
    ['utf-8', 'utf-8', '\ufeff'],
    ['utf-16le', 'utf-16le', '\ufeff'],
    ['utf-16le', 'utf-16le without a mark', ''],
  ])('reads %s bytes: %s', (encoding, _what, mark) => {
    const text = `${mark}${COLUMNS}\n${line()}\n`;
    const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
    const { rows, rejected, detected } = parseReports(bytes, CONTEXT);
    expect([rows.length, rejected, detected.encoding]).toEqual([1, [], encoding]);
  });

  test('reads big-endian UTF-16 and the Cyrillic code page', () => {
    const text = `\ufeff${COLUMNS}\n${line()}\n`;
    const bigEndian = Buffer.from(text, 'utf16le').swap16();
    expect(parseReports(bigEndian, CONTEXT)).toMatchObject({ rows: [{}], detected: { encoding: 'utf-16be' } });
    // "# Сутки" in windows-1251.
    const remark = Buffer.from([0x23, 0x20, 0xd1, 0xf3, 0xf2, 0xea, 0xe8, 0x0a]);
    const cyrillic = Buffer.concat([remark, Buffer.from(`${COLUMNS}\n${line()}\n`)]);
    expect(parseReports(cyrillic, CONTEXT)).toMatchObject({ rows: [{}], detected: { encoding: 'windows-1251' } });
  });

  test.each([[''], ['\n\n'], ['hello'], ['\0\0\0'], ['"'], ['[1'], ['{}'], [`${COLUMNS}\n"`]])(
    'answers %j with a refusal, never an error',
    (text) => {
      const { rows, rejected } = parseReports(text, CONTEXT);
      expect(rows).toEqual([]);
      expect(rejected.length).toBeGreaterThan(0);
    },
  );
});

describe('a canonical JSON', () => {
  const json = (...rows: unknown[]) => parseReports(JSON.stringify(rows), CONTEXT);
  const numbers = { ...GOOD, volume: 412.6, hhv_btu_per_scf: 1300, version: 2 };

  test('gives the rows that the CSV gives', () => {
    expect(json(numbers).rows).toEqual(parsed(line()).rows);
    expect(json(numbers).detected.format).toBe('canonical-json');
  });

  test('keeps null as missing and takes a base as an object', () => {
    const base = { celsius: 15, kilopascal: 101.325 };
    const { rows } = json({ ...numbers, volume: null, base }, { ...numbers, version: 3, base: 's15' });
    expect(rows[0]?.volumeMcf).toBeNull();
    expect(rows[1]?.volumeMcf).toBeCloseTo(412.6 * 1.0019245, 3);
  });

  test('refuses a bad row by its place in the array', () => {
    const { rows, rejected } = json(numbers, { ...numbers, version: 3, unit: 'x' }, 7);
    expect(rows).toHaveLength(1);
    expect(rejected).toMatchObject([
      { line: 2, column: 'unit', value: 'x' },
      { line: 3, column: '(row)' },
    ]);
  });
});
