import { describe, expect, test } from 'vitest';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { EMPTY_GAS_STATE, type ReportRow } from '#lib/domain/gas/report.ts';
import { HOUR, hour, row } from './rows.ts';

const STALE_AFTER = 36 * HOUR;

function producedAt(hours: number, rows: readonly ReportRow[], cadence: '1h' | '1d' | '1mo' = '1d') {
  const at = hour(hours);
  return gasInForce(mergeRows(EMPTY_GAS_STATE, rows, at, cadence), at, STALE_AFTER, cadence).produced;
}

describe('the report in force', () => {
  test('is unknown and never reported where no row came', () => {
    expect(producedAt(0, [])).toEqual({ mcfPerDay: null, everReported: false, quality: 'missing', row: null });
  });

  test('holds its period, prorated by its real length', () => {
    // 24 h: 300 Mcf → 300 a day. 23 h: 230 × 24 ÷ 23 = 240. 25 h: 250 × 24 ÷ 25 = 240. 1 h: 5 × 24 = 120.
    expect(producedAt(12, [row(0, 24, 300)])).toMatchObject({ mcfPerDay: 300, quality: 'ok' });
    expect(producedAt(12, [row(0, 23, 230)]).mcfPerDay).toBe(240);
    expect(producedAt(12, [row(0, 25, 250)]).mcfPerDay).toBe(240);
    expect(producedAt(0, [row(0, 1, 5)]).mcfPerDay).toBe(120);
  });

  test('is the finest period that holds T, whatever came later', () => {
    const month = row(-24, 30 * 24, 31 * 100, { version: 9 });
    expect(producedAt(12, [row(0, 24, 300), month]).mcfPerDay).toBe(300);
    expect(producedAt(12, [month, row(-24, 0, 200)]).mcfPerDay).toBe(100);
  });

  test('begins with the first moment of its period and ends before the last', () => {
    const days = [row(0, 24, 300), row(24, 48, 200)];
    expect(producedAt(24, days).mcfPerDay).toBe(200);
    expect(producedAt(23.999, days).mcfPerDay).toBe(300);
  });

  test('is else the one that ended last, though a finer one ended before', () => {
    expect(producedAt(30, [row(0, 24, 300), row(22, 23, 1)]).mcfPerDay).toBe(300);
    expect(producedAt(30, [row(0, 24, 300), row(23, 24, 1)]).mcfPerDay).toBe(24);
  });

  test('is carried for less than staleAfter from its end or its delivery, whichever is later', () => {
    // Ends at 24, delivered at 30: with 36 h it holds before 66 and not from 66 on.
    expect(producedAt(65.999, [row(0, 24, 300)]).mcfPerDay).toBe(300);
    expect(producedAt(66, [row(0, 24, 300)])).toMatchObject({
      mcfPerDay: null,
      everReported: true,
      quality: 'missing',
    });
    // Delivered before its end: counts from the end, 24 + 36 = 60.
    const early = row(0, 24, 300, { reportedAt: hour(6) });
    expect(producedAt(59.999, [early]).mcfPerDay).toBe(300);
    expect(producedAt(60, [early]).mcfPerDay).toBeNull();
  });

  test('is last-known-good beyond one cadence', () => {
    // Delivered at 30: a day later is 54.
    expect(producedAt(54, [row(0, 24, 300)]).quality).toBe('ok');
    expect(producedAt(54.001, [row(0, 24, 300)]).quality).toBe('last-known-good');
  });

  test('is the highest version, in whatever order versions came', () => {
    const first = row(0, 24, 300);
    const amended = row(0, 24, 280, { version: 2, reportedAt: hour(100) });
    expect(producedAt(12, [amended, first]).mcfPerDay).toBe(280);
  });

  test('is unknown while the newest version is blank or a reversal, and known again with a higher one', () => {
    const rows = [row(0, 24, 300), row(0, 24, -300, { version: 2 }), row(0, 24, 290, { version: 3 })];
    expect(producedAt(12, rows.slice(0, 2))).toMatchObject({ mcfPerDay: null, everReported: true, quality: 'missing' });
    expect(producedAt(12, rows).mcfPerDay).toBe(290);
    expect(producedAt(12, [row(0, 24, null)])).toMatchObject({ mcfPerDay: null, everReported: true });
  });

  test('keeps zero as zero', () => {
    expect(producedAt(12, [row(0, 24, 0)])).toMatchObject({ mcfPerDay: 0, quality: 'ok' });
  });

  test('does not begin before its period', () => {
    expect(producedAt(-1, [row(0, 24, 300)])).toMatchObject({ mcfPerDay: null, everReported: true });
  });
});
