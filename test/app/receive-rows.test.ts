import { describe, expect, test } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
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

  test('writes nothing when the same file comes again', async () => {
    const stores = memoryStores();
    const rows = [row(0, 24, 300)];
    await receiveRows(stores, { site: 'pad', file: 'a', rows, knownAt: KNOWN_AT });
    const again = await receiveRows(stores, { site: 'pad', file: 'b', rows, knownAt: hour(99) });
    expect(again).toEqual({ accepted: [], unchanged: rows, conflicts: [] });
    expect((await stores.reports.rows('pad', hour(0), hour(1)))[0]?.knownAt).toBe(KNOWN_AT);
    expect((await stores.reports.pointers()).map((pointer) => pointer.file)).toEqual(['a']);
  });

  test('makes due at once what a run that was cut short had stored, when it runs again', async () => {
    const rows = [row(0, 24, 300), row(24, 48, 310)];
    for (const calls of [2, 3]) {
      const stores = memoryStores();
      let left = calls;
      const dying = <A extends unknown[], R>(call: (...words: A) => Promise<R>) => {
        return async (...words: A): Promise<R> => {
          left -= 1;
          if (left < 0) throw new Error('killed');
          return call(...words);
        };
      };
      const { putPointer, putRowIfAbsent } = stores.reports;
      const reports = { ...stores.reports, putPointer: dying(putPointer), putRowIfAbsent: dying(putRowIfAbsent) };
      const delivery = { site: 'pad', file: 'a', rows, knownAt: KNOWN_AT };
      await expect(receiveRows({ reports }, delivery)).rejects.toThrow('killed');
      await receiveRows(stores, delivery);
      expect(await stores.reports.pointers()).toEqual([
        { site: 'pad', file: 'a', periodFrom: hour(0), periodTo: hour(48), knownAt: KNOWN_AT },
      ]);
    }
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

  test('marks only what is new, when a file brings back what was there', async () => {
    const stores = memoryStores();
    await receiveRows(stores, { site: 'pad', file: 'a', rows: [row(0, 24, 300)], knownAt: KNOWN_AT });
    const rows = [row(0, 24, 300), row(24, 48, 310)];
    await receiveRows(stores, { site: 'pad', file: 'b', rows, knownAt: hour(54) });
    const second = (await stores.reports.pointers()).find((pointer) => pointer.file === 'b');
    expect(second).toEqual({ site: 'pad', file: 'b', periodFrom: hour(24), periodTo: hour(48), knownAt: hour(54) });
  });

  test.each([[1], [2], [3], [4]])('loses nothing when it is cut off before write %i', async (last) => {
    // Writes: the pointer, two rows, the pointer again.
    const stores = memoryStores();
    let writes = 0;
    const counting =
      <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        writes += 1;
        if (writes >= last) throw new Error('cut off');
        return write(...args);
      };
    const { putPointer, putRowIfAbsent } = stores.reports;
    const cut = { ...stores.reports, putPointer: counting(putPointer), putRowIfAbsent: counting(putRowIfAbsent) };
    const rows = [row(0, 24, 300), row(24, 48, 310)];
    const delivery = { site: 'pad', file: 'a', rows, knownAt: KNOWN_AT };
    await expect(receiveRows({ reports: cut }, delivery)).rejects.toThrow('cut off');
    await receiveRows(stores, { ...delivery, file: 'b', knownAt: hour(31) });
    const stored = await stores.reports.rows('pad', hour(0), hour(48));
    expect(stored.map((one) => one.row)).toEqual(rows);
    // Every stored row lies under a pointer that a tick will take up.
    const pointers = await stores.reports.pointers();
    const isPointed = (start: number) => pointers.some((one) => one.periodFrom <= start && start < one.periodTo);
    expect(rows.map((one) => isPointed(one.periodStart))).toEqual([true, true]);
  });

  test('leaves no pointer where nothing came', async () => {
    const stores = memoryStores();
    await receiveRows(stores, { site: 'pad', file: 'a', rows: [], knownAt: KNOWN_AT });
    expect(await stores.reports.pointers()).toEqual([]);
  });
});
