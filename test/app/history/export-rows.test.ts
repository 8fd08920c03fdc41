import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvLine } from '#lib/app/history/csv.ts';
import { closeAtBytes, GAP_BYTES, type HistoryPage } from '#lib/app/history/page.ts';
import { instant } from '#lib/domain/instant.ts';

describe('a line of a CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-x', "'-x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['＝1', "'＝1"],
    ['a,"b"', '"a,""b"""'],
    ['two\nlines', '"two\nlines"'],
    ['=a,b', '"\'=a,b"'],
    ['plain', 'plain'],
  ])('writes the text %j as %j', (text, cell) => {
    expect(csvLine({ a: text }, ['a'])).toBe(cell);
  });

  it('leaves numbers as they are, unknown empty, a list as its words', () => {
    const row = { a: -12.5, b: null, c: ['btc-price', 'fees'], d: 0, e: 1.5e14 };
    expect(csvLine(row, ['a', 'b', 'c', 'd', 'e'])).toBe('-12.5,,btc-price fees,0,150000000000000');
  });

  it('is read back by another reader as it was written, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.integer()), { minLength: 1, maxLength: 5 }), (rows) => {
        const csv = [
          csvHeader(['name', 'value']),
          ...rows.map(([name, value]) => csvLine({ name, value }, ['name', 'value'])),
        ].join('\r\n');
        const read = parse(csv, { columns: true, record_delimiter: '\r\n' }) as { name: string; value: string }[];
        expect(read.map(({ value }) => Number(value))).toEqual(rows.map(([, value]) => value));
        for (const [index, [name]] of rows.entries()) expect([name, `'${name}`]).toContain(read[index]?.name);
      }),
    );
  });
});

describe('a page', () => {
  const at = (second: number) => instant(1_000_000_000 + second);

  it('closes where its bytes are full, with the gaps up to there, and goes on from there', () => {
    // Rows of 100 bytes and a separator, ending at 10, 20, 30, 40; a gap from 12 to 15 and one from 32 to 35.
    const page: HistoryPage<string> = {
      rows: Array.from({ length: 4 }, () => 'x'.repeat(100)),
      ends: [10, 20, 30, 40].map(at),
      gaps: [
        { from: at(12), to: at(15), reason: 'no-tick' },
        { from: at(32), to: at(35), reason: 'no-tick' },
      ],
      nextFrom: null,
    };
    const closed = closeAtBytes(page, 3 * 101 + GAP_BYTES);
    expect(closed.rows).toHaveLength(3);
    expect(closed.nextFrom).toBe(at(30));
    expect(closed.gaps).toEqual([{ from: at(12), to: at(15), reason: 'no-tick' }]);
    expect(closeAtBytes(page, 10_000)).toBe(page);
    expect(closeAtBytes(page, 1).rows).toHaveLength(1);
  });

  it('cuts a gap that reaches over its end', () => {
    const page: HistoryPage<string> = {
      rows: ['aa', 'bb'],
      ends: [at(10), at(20)],
      gaps: [{ from: at(5), to: at(20), reason: 'no-report' }],
      nextFrom: null,
    };
    expect(closeAtBytes(page, 3).gaps).toEqual([{ from: at(5), to: at(10), reason: 'no-report' }]);
  });
});
