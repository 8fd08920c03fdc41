import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import { AT, read, site } from './read-fixture.ts';

describe('a damaged file', () => {
  const damaged = (name: string, from: string | RegExp, to: string) => {
    const of = site();
    const text = readFileSync(`test/fixtures/reports/${name}`, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const context = { file: name, knownSites: new Set([of.id]), at: AT, sites: [of], incompleteSums: 'sum' as const };
    return parseReports(changed, context);
  };

  test.each([
    ['an activity', 'petrinex-ab-two-facilities.csv', ',FLARE,GAS,', ',FLXRE,GAS,'],
    ['a product', 'petrinex-ab-two-facilities.csv', ',FLARE,GAS,', ',FLARE,GXS,'],
    ['a negative volume', 'petrinex-ab-two-facilities.csv', ',346.4,', ',-346.4,'],
    ['a column of volumes', 'rrc-made-up-dump-to-code-09.dsv', 'LEASE_CSGD_DISPCDE04_VOL', 'LEASE_CSGD_DISPXDE04_VOL'],
    ['a stream of a table', 'anp-tabela09-three-months.csv', 'Queima', 'Queixa'],
    ['the row of totals', 'anp-tabela09-three-months.csv', 'Total Geral', 'Tota! Geral'],
    ['a kind of flow', 'prodml-made-up.xml', 'consume - LP flare', 'consume - LP fl4re'],
    ['a qualifier', 'prodml-made-up.xml', '<Qualifier>allocated', '<Qualifier>alloc4ted'],
    ['a product of a flow', 'prodml-made-up.xml', '<Kind>gas</Kind>', '<Kind>gos</Kind>'],
  ])('says so where %s is a character off, rather than leaving gas out in silence', (_what, name, from, to) => {
    const before = read(name, site(), 'sum').rejected.length;
    expect(damaged(name, from, to).rejected.length).toBeGreaterThan(before);
  });

  test('of a canonical report: a column whose name is off is not taken for one left out', () => {
    const text = `${'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_perscf,evidence,cause,version,reported_at'}\n`;
    const row = 'pad-0000,2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,flared,5,Mcf,s15,1310,,,1,2026-05-02T06:00:00Z\n';
    const of = site();
    const parsed = parseReports(text + row, { file: 'c', knownSites: new Set([of.id]), at: AT, sites: [of] });
    expect(parsed).toMatchObject({ rows: [], rejected: [{ line: 1, column: 'hhv_btu_perscf' }] });
  });

  test('of a workbook is refused by its checksum', () => {
    const bytes = readFileSync('test/fixtures/reports/nd-made-up-2026-05.xlsx');
    const of = site();
    const context = { file: 'w.xlsx', knownSites: new Set([of.id]), at: AT, sites: [of] };
    const silent: number[] = [];
    const whole = JSON.stringify(parseReports(bytes, context).rows);
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const parsed = parseReports(changed, context);
      const isRefused = parsed.rows.length === 0 && parsed.rejected.length > 0;
      if (!isRefused && JSON.stringify(parsed.rows) !== whole) silent.push(at);
    }
    expect(silent).toEqual([]);
  });

  test('with only rows of others says so', () => {
    const parsed = read('petrinex-ab-two-facilities.csv', site({ ids: ['ABBT9999999'] }));
    expect(parsed).toMatchObject({ rows: [], rejected: [{ column: '(document)' }] });
  });
});
