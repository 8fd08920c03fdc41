import { describe, expect, test } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { instant } from '#lib/domain/instant.ts';
import { hour, row } from '#test/domain/gas/rows.ts';

const KNOWN_AT = hour(30);

describe('receiving report rows', () => {
  test('stores them and leaves one pointer over their periods', async () => {
    const stores = memoryStores();
    const rows = [row(24, 48, 5), row(0, 24, 300)];
    const received = await receiveRows(stores, { site: 'pad', file: 'a', rows, knownAt: KNOWN_AT });
    expect(received).toEqual({ accepted: rows, unchanged: [], conflicts: [] });
    expect(await stores.reports.pointers()).toEqual([
      { site: 'pad', file: 'a', periodFrom: hour(0), periodTo: hour(48), knownAt: KNOWN_AT },
    ]);
    expect(await stores.reports.rows('pad', hour(0), hour(48))).toEqual([
      { row: rows[1], knownAt: KNOWN_AT },
      { row: rows[0], knownAt: KNOWN_AT },
    ]);
  });

  test('changes no row when the same file comes again', async () => {
    const stores = memoryStores();
    const rows = [row(0, 24, 300)];
    await receiveRows(stores, { site: 'pad', file: 'a', rows, knownAt: KNOWN_AT });
    const again = await receiveRows(stores, { site: 'pad', file: 'b', rows, knownAt: hour(99) });
    expect(again).toEqual({ accepted: [], unchanged: rows, conflicts: [] });
    expect((await stores.reports.rows('pad', hour(0), hour(1)))[0]?.knownAt).toBe(KNOWN_AT);
  });

  test('refuses the same key and version with other figures, and keeps the first', async () => {
    const stores = memoryStores();
    await receiveRows(stores, { site: 'pad', file: 'a', rows: [row(0, 24, 300)], knownAt: KNOWN_AT });
    const other = row(0, 24, 200);
    const received = await receiveRows(stores, { site: 'pad', file: 'b', rows: [other], knownAt: KNOWN_AT });
    expect(received).toEqual({ accepted: [], unchanged: [], conflicts: [other] });
    expect((await stores.reports.pointers()).map((pointer) => pointer.file)).toEqual(['a']);
    expect((await stores.reports.rows('pad', hour(0), hour(1)))[0]?.row.volumeMcf).toBe(300);
  });

  test('leaves the pointer that a crash before it kept back, when the file is sent again', async () => {
    const stores = memoryStores();
    const rows = [row(0, 24, 300)];
    await stores.reports.putRowIfAbsent(rows[0] ?? row(0, 1, 0), KNOWN_AT);
    await receiveRows(stores, { site: 'pad', file: 'a', rows, knownAt: instant(KNOWN_AT + 60) });
    expect(await stores.reports.pointers()).toHaveLength(1);
  });

  test('leaves no pointer where nothing came', async () => {
    const stores = memoryStores();
    await receiveRows(stores, { site: 'pad', file: 'a', rows: [], knownAt: KNOWN_AT });
    expect(await stores.reports.pointers()).toEqual([]);
  });
});
