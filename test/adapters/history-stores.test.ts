import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldAggregates, foldPoints } from '#lib/domain/history/fold.ts';
import { foldMonth, monthStart } from '#lib/domain/history/stretch.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { ENGINES, type OpenStores } from './engines.ts';
import { NOON, sampleBlock, samplePoint, sampleRow } from './samples.ts';

const DAY = 86_400;
const END = instant(9_999_999_999);

function sampleDay(date = NOON, mineMilliUsdPerDay = 1_234_567) {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const from = later(date, hour * 3600);
    return foldPoints([samplePoint(from, { mineMilliUsdPerDay })], from, later(from, 3600), 3600);
  });
  return { date, version: 1, restated: null, hours, day: foldAggregates(hours, date, later(date, DAY)) };
}

describe.each(ENGINES)('the stores of history on $name', ({ open }) => {
  let opened: OpenStores;
  let stores: Stores;
  beforeAll(async () => {
    opened = await open();
    stores = opened.stores;
  });
  afterAll(() => opened.close());

  it('give blocks back that overlap a window, oldest first, the bounds at its edges included or not', async () => {
    const blocks = [0, 1, 2, 3].map((index) => sampleBlock(later(NOON, index * 43_200)));
    for (const block of blocks.toReversed()) await stores.history.putBlock('a', block);
    const starts = async (from: number, to: number, limit = 99) =>
      (await stores.history.blocks('a', later(NOON, from), later(NOON, to), limit)).map(
        (block) => (block.start - NOON) / 43_200,
      );
    expect(await stores.history.blocks('a', NOON, later(NOON, 43_200), 99)).toEqual([blocks[0]]);
    expect(await starts(0, 172_800)).toEqual([0, 1, 2, 3]);
    expect(await starts(43_199, 43_201)).toEqual([0, 1]);
    expect(await starts(3600, 7200)).toEqual([0]);
    expect(await starts(43_200, 86_400)).toEqual([1]);
    expect(await starts(3600, 172_800, 2)).toEqual([0, 1]);
    expect(await starts(43_200, 43_200)).toEqual([]);
    expect(await stores.history.blocks('b', NOON, END, 99)).toEqual([]);
  });

  it('replace a block by the same key, so that putting it again changes nothing', async () => {
    const block = sampleBlock(NOON);
    await stores.history.putBlock('again', block);
    await stores.history.putBlock('again', block);
    await stores.history.putBlock('again', { ...block, version: 2 });
    expect(await stores.history.blocks('again', NOON, END, 99)).toEqual([{ ...block, version: 2 }]);
  });

  it('keep blocks of another tick length apart, also where both lie in the same twelve hours', async () => {
    const hourly = sampleBlock(NOON, 4);
    const fiveMinutes = sampleBlock(later(NOON, 4 * 3600 + 300), 11, 300);
    const hourlyAgain = sampleBlock(later(NOON, 6 * 3600), 6);
    for (const block of [hourly, fiveMinutes, hourlyAgain]) await stores.history.putBlock('mixed', block);
    expect(await stores.history.blocks('mixed', NOON, END, 99)).toEqual([hourly, fiveMinutes, hourlyAgain]);
  });

  it('give days and months back whole, by where they begin', async () => {
    const days = [0, 1, 2].map((index) => sampleDay(later(NOON, index * DAY), 1_000 + index));
    for (const day of days) await stores.history.putDay('a', day);
    expect(await stores.history.days('a', NOON, later(NOON, 2 * DAY))).toEqual(days.slice(0, 2));
    expect(await stores.history.days('a', later(NOON, 1), later(NOON, 2 * DAY + 1))).toEqual(days.slice(1));
    const month = { month: monthStart(NOON), version: 3, restated: 'volumes-only' as const };
    const folded = foldMonth(
      days.map(({ day }) => day),
      monthStart(NOON),
      3600,
    );
    await stores.history.putMonth('a', { ...month, ...folded });
    expect(await stores.history.months('a', monthStart(NOON), END)).toEqual([{ ...month, ...folded }]);
    expect(await stores.history.months('a', NOON, END)).toEqual([]);
  });

  it('tell what was known before corrections: of each block the version in force at the moment asked', async () => {
    const [first, second, third] = [1, 2, 3].map((version) => ({ ...sampleBlock(NOON), version }));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three versions');
    const other = sampleBlock(later(NOON, 43_200));
    await stores.replaced.putBlock('a', first, later(NOON, 100_000));
    await stores.replaced.putBlock('a', second, later(NOON, 200_000));
    await stores.replaced.putBlock('a', other, later(NOON, 200_000));
    const versions = async (seconds: number) =>
      (await stores.replaced.blocksAsOf('a', NOON, later(NOON, DAY), later(NOON, seconds))).map((block) => [
        block.start - NOON,
        block.version,
      ]);
    expect(await versions(99_999)).toEqual([
      [0, 1],
      [43_200, 1],
    ]);
    expect(await versions(100_000)).toEqual([
      [0, 2],
      [43_200, 1],
    ]);
    expect(await versions(200_000)).toEqual([]);
    expect(await stores.replaced.blocksAsOf('a', NOON, later(NOON, 43_200), NOON)).toEqual([first]);
    await stores.replaced.putDay('a', sampleDay(), later(NOON, 100));
    expect(await stores.replaced.daysAsOf('a', NOON, later(NOON, DAY), NOON)).toEqual([sampleDay()]);
    expect(await stores.replaced.monthsAsOf('a', NOON, later(NOON, DAY), NOON)).toEqual([]);
  });

  it('keep a period to restate until it is removed, once however often it is marked', async () => {
    const mark = { site: 'a', from: NOON, periodTo: later(NOON, DAY), to: later(NOON, DAY + 3600) };
    await stores.dirty.put(mark);
    await stores.dirty.put(mark);
    await stores.dirty.put({ ...mark, site: 'b' });
    expect(await stores.dirty.marks(10)).toEqual([mark, { ...mark, site: 'b' }]);
    expect(await stores.dirty.marks(1)).toHaveLength(1);
    await stores.dirty.remove(mark);
    expect(await stores.dirty.marks(10)).toEqual([{ ...mark, site: 'b' }]);
  });

  it('take a report row once, know it again, and refuse other figures under the same key', async () => {
    const row = sampleRow('a', NOON);
    const put = (changes: Partial<typeof row>) =>
      stores.reports.putRowIfAbsent({ ...row, ...changes }, later(NOON, DAY));
    expect(await put({})).toBe('accepted');
    expect(await put({})).toBe('unchanged');
    expect(await put({ volumeMcf: 301 })).toBe('conflict');
    expect(await put({ version: 2, volumeMcf: 301 })).toBe('accepted');
    expect(await put({ stream: 'flared' })).toBe('accepted');
    const stored = await stores.reports.rows('a', NOON, later(NOON, 1));
    expect(stored).toHaveLength(3);
    expect(stored).toContainEqual({ row, knownAt: later(NOON, DAY) });
    expect(await stores.reports.rows('a', later(NOON, 1), END)).toEqual([]);
    expect(await stores.reports.rows('b', NOON, END)).toEqual([]);
  });

  it('keep the file that a site gave last, beside its rows and apart from them', async () => {
    const file = { etag: '"1"', lastModified: null, digest: 'd', configVersion: 'v', storedAt: NOON };
    expect(await stores.reports.pulledFile('pad')).toBeNull();
    await stores.reports.putRowIfAbsent(sampleRow('pad', NOON), NOON);
    await stores.reports.keepPulledFile('pad', { ...file, etag: '"0"' });
    await stores.reports.keepPulledFile('pad', file);
    expect(await stores.reports.pulledFile('pad')).toEqual(file);
    expect(await stores.reports.pulledFile('other')).toBeNull();
    expect(await stores.reports.rows('pad', instant(0), END)).toHaveLength(1);
  });

  it('keep a pointer to delivered rows until it is deleted', async () => {
    const pointer = { site: 'a', file: 'day-1#x', periodFrom: NOON, periodTo: later(NOON, DAY), knownAt: NOON };
    await stores.reports.putPointer(pointer);
    await stores.reports.putPointer(pointer);
    expect(await stores.reports.pointers()).toEqual([pointer]);
    await stores.reports.deletePointer(pointer);
    expect(await stores.reports.pointers()).toEqual([]);
  });
});
