import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import type { Site } from '#lib/domain/company.ts';
import { AT, read, S15, site, volumes } from './read-fixture.ts';

const PETRINEX = 'petrinex-ab-two-facilities.csv';

function parsed(content: string | Uint8Array, of: Site = site()) {
  return parseReports(content, { file: 'f', knownSites: new Set([of.id]), at: AT, sites: [of] });
}

function fixture(name: string): string {
  return readFileSync(`test/fixtures/reports/${name}`, 'utf8');
}

describe('the code page of a file', () => {
  test('is the western one where accents stand side by side among ASCII letters', () => {
    const name = 'anp-tabela09-three-months.csv';
    const of = site({ ids: ['Santos'] });
    const western = parsed(Buffer.from(fixture(name), 'latin1'), of);
    expect(western.detected).toMatchObject({ format: 'anp', encoding: 'windows-1252' });
    expect(western.rows).toEqual(read(name, of).rows);
    expect(western.rows.length).toBeGreaterThan(0);
  });

  test('is the Cyrillic one where whole words are above ASCII, beside ASCII tags', () => {
    // "# FIT_201 Факел м3" in windows-1251.
    const bytes = [0xd4, 0xe0, 0xea, 0xe5, 0xeb, 0x20, 0xec, 0x33, 0x0a];
    const text = Buffer.concat([Buffer.from('# FIT_201 '), Buffer.from(bytes), Buffer.from('time,x\n')]);
    expect(parsed(text).detected.encoding).toBe('windows-1251');
  });
});

describe('a header', () => {
  test('with a column twice is refused: one of them would not be read', () => {
    const twice = fixture(PETRINEX).replace(',Energy,', ',Volume,');
    expect(parsed(twice)).toMatchObject({ rows: [], rejected: [{ line: 1, column: '(header)', value: 'volume' }] });
  });

  test('with a tag twice is refused', () => {
    const tag = { stream: 'flared', unit: 'Mcf', base: S15, per: '1d', stamp: 'end' } as const;
    const text = 'date,F,F\n2026-05-01,1,2\n';
    expect(parsed(text, site({ tags: { F: tag } }))).toMatchObject({ rows: [], rejected: [{ value: 'F' }] });
  });

  test('alone is a file that was cut, but for a canonical report with nothing to say', () => {
    const [header = ''] = fixture(PETRINEX).split('\n');
    expect(parsed(header)).toMatchObject({ rows: [], rejected: [{ column: '(document)' }] });
    const canonical =
      'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
    expect(parsed(canonical)).toMatchObject({ rows: [], rejected: [], detected: { format: 'canonical-csv' } });
  });
});

describe('a row of a regulator', () => {
  const of = site({ ids: ['ABBT0147937'] });

  test.each([
    ['a letter for a digit', 'ABBTO147937'],
    ['a mark inside', 'ABBT01479.37'],
    ['a lost letter', 'ABT0147937'],
  ])('is refused where its identifier has %s', (_what, identifier) => {
    const lines = fixture(PETRINEX).split('\n');
    const at = lines.findIndex((line) => line.includes(',ABBT0147937,') && line.includes(',DISP,GAS,'));
    const text = lines.with(at, (lines[at] ?? '').replace(',ABBT0147937,', `,${identifier},`)).join('\n');
    expect(parsed(text, of).rejected).toMatchObject([
      { line: at + 1, column: 'ReportingFacilityID', value: identifier },
    ]);
  });

  test('of a neighbour, whose number differs by a digit, is passed over', () => {
    const text = fixture(PETRINEX).replaceAll('ABBT0150810', 'ABBT0147938');
    expect(parsed(text, of).rejected).toEqual([]);
  });

  test('with control characters is refused', () => {
    const text = fixture(PETRINEX).replace(',FLARE,GAS,', ',\0\0\0\0\0,GAS,');
    expect(parsed(text, of).rejected).toMatchObject([
      { column: '(row)', expected: 'a row without control characters' },
    ]);
  });
});

describe('a workbook', () => {
  const workbook = (gas: string) =>
    zipSync({
      'xl/workbook.xml': strToU8('<workbook/>'),
      'xl/sharedStrings.xml': strToU8(
        '<sst><si><r><t>Report</t></r><r><t>Date</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>',
      ),
      'xl/worksheets/sheet1.xml': strToU8(
        `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>${['FileNo', 'Gas', 'GasSold', 'Flared']
          .map((name, index) => `<c r="${'BCDE'[index]}1" t="inlineStr"><is><t>${name}</t></is></c>`)
          .join(
            '',
          )}</row><row r="2"><c r="A2"><v>46143</v></c><c r="B2"><v>7</v></c>${gas}<c r="D2"><v>3</v></c><c r="E2"><v>1</v></c></row></sheetData></worksheet>`,
      ),
    });

  test('reads a heading in pieces, and leaves out how it is pronounced', () => {
    // Day 46143 is 2026-05-01; 10 − 3 − 1 = 6 fuel.
    const { rejected, normalised } = parsed(workbook('<c r="C2"><v>10</v></c>'));
    expect(rejected).toEqual([]);
    expect(normalised.map(({ row, volume }) => [row.stream, volume])).toEqual([
      ['produced', 10],
      ['sold', 3],
      ['flared', 1],
      ['fuel', 6],
    ]);
  });

  test('takes a truth value for no number', () => {
    const { rejected, normalised } = parsed(workbook('<c r="C2" t="b"><v>1</v></c>'));
    expect(rejected).toMatchObject([{ column: 'Gas', value: 'TRUE' }]);
    expect(normalised.find(({ row }) => row.stream === 'produced')?.volume).toBeNull();
  });
});

describe('a ProductVolume', () => {
  const period = (volume: string, kind = 'day') =>
    `<Period><Kind>${kind}</Kind><DateTime>2026-05-01T06:00:00Z</DateTime><Properties><VolumeValue><Volume uom="m3">${volume}</Volume></VolumeValue></Properties></Period>`;
  const product = (periods: string, kind = 'gas') => `<Product><Kind>${kind}</Kind>${periods}</Product>`;
  const flow = (inner: string, uid = 'a', kind = 'consume - flare', name = 'flare') =>
    `<Flow uid="${uid}"><Kind>${kind}</Kind><Name>${name}</Name>${inner}</Flow>`;
  const document = (...flows: readonly string[]) =>
    parsed(`<ProductVolume><Facility uid="f"><Name>F</Name>${flows.join('')}</Facility></ProductVolume>`);

  test('reads what a flow is also where it is said after its figures', () => {
    const budget = `<Flow uid="b">${product(period('9'))}<Qualifier>budget</Qualifier><Kind>consume - flare</Kind></Flow>`;
    expect(document(flow(product(period('5'))), budget)).toMatchObject({ rejected: [], normalised: [{ volume: 5 }] });
  });

  test('leaves out sums to date, which repeat the days', () => {
    const found = document(flow(product(period('5') + period('150', 'month to date'))));
    expect(found).toMatchObject({ rejected: [], normalised: [{ volume: 5 }] });
  });

  test('adds flows of one name but other uids, takes one stated twice once, and refuses one stated differently', () => {
    const twice = document(flow(product(period('5'))), flow(product(period('7')), 'b'), flow(product(period('5'))));
    expect(volumes(twice)).toEqual({ flared: 12 });
    expect(twice.rejected).toEqual([]);
    const contradicted = document(flow(product(period('5'))), flow(product(period('6'))));
    expect(volumes(contradicted)).toEqual({ flared: null });
    expect(contradicted.rejected[0]).toMatchObject({ column: 'Volume', value: '6 m3' });
  });

  test('passes over wet gas beside gas, and refuses it alone', () => {
    const beside = document(flow(product(period('5')) + product(period('2'), 'gas - wet')));
    expect(beside).toMatchObject({ rejected: [], normalised: [{ volume: 5 }] });
    expect(document(flow(product(period('2'), 'gas - wet')))).toMatchObject({
      rows: [],
      rejected: [{ column: 'Product/Kind', value: 'gas - wet' }],
    });
  });

  test('refuses a volume without a period, and one of a product without a kind', () => {
    const bare =
      '<Product><Kind>gas</Kind><Properties><VolumeValue><Volume uom="m3">4</Volume></VolumeValue></Properties></Product>';
    expect(document(flow(bare))).toMatchObject({ rows: [], rejected: [{ column: 'Period' }] });
    expect(document(flow(`<Product>${period('4')}</Product>`))).toMatchObject({
      rows: [],
      rejected: [{ column: 'Product/Kind', value: '' }],
    });
  });
});
