import { describe, expect, test } from 'vitest';
import { parseRegime, shippedRegimes } from '#lib/config/regimes.ts';

describe('the regimes that ship', () => {
  test('cover the places the product promises', () => {
    expect([...shippedRegimes().keys()].sort()).toEqual([
      'algeria',
      'canada-alberta',
      'kazakhstan',
      'nigeria',
      'none',
      'norway',
      'russia',
      'us-federal-blm',
      'us-federal-wec',
      'us-new-mexico',
      'us-north-dakota',
      'us-texas',
    ]);
  });

  test('name for every row a source and the day it was read', () => {
    for (const { id, rows } of shippedRegimes().values()) {
      for (const row of rows) {
        expect(row.sourceTitle.length, id).toBeGreaterThan(5);
        expect(row.retrieved, id).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    }
  });
});

describe('a regime document', () => {
  const text = (rows: string) =>
    `id: here\njurisdiction: Here\ncurrency: USD\nscope: site\nperiod: year\nrows:\n${rows}`;
  const row = (from: string, to: string) =>
    `  - { from: ${from}, to: ${to}, status: in-force, confidence: high, source: { title: made up, retrieved: 2026-11-24 } }\n`;

  test('is refused with its path where a key is unknown or a value is out of its list', () => {
    expect(() =>
      parseRegime(text(row('2020-01-01', 'null')).replace('period: year', 'period: week'), 'here.yaml'),
    ).toThrow(/here\.yaml: period/);
    expect(() => parseRegime(`${text(row('2020-01-01', 'null'))}rates: 3\n`, 'here.yaml')).toThrow(/rates/);
  });

  test('is refused where rows overlap, so that a day has one law', () => {
    expect(() => parseRegime(text(row('2020-01-01', '2022-01-01') + row('2021-01-01', 'null')), 'here.yaml')).toThrow(
      /do not overlap/,
    );
    expect(
      parseRegime(text(row('2020-01-01', '2021-01-01') + row('2021-01-01', 'null')), 'here.yaml').rows,
    ).toHaveLength(2);
  });
});
