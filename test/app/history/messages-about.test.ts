import { describe, expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { presentEpisode, readAlertContext } from '#lib/app/history/alert-context.ts';
import { type EpisodeRecord, episodeId } from '#lib/domain/alerts/episode-record.ts';
import type { WithheldReason } from '#lib/domain/alerts/gate.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, toIso } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';

/** 2023-02-15T00:00:00Z. */
const day = (days: number): Instant => after(instant(1_676_419_200), days * SECONDS_PER_DAY);
const AUDIENCE = 'operations';

function loss(opened: number, closed: number | null, episode = 1): EpisodeRecord {
  const [openedAt, closedAt] = [day(opened), closed === null ? null : day(closed)];
  const rest = { rule: 'unprofitable', severity: 'warning', cause: 'market', transitions: [] } as const;
  return { site: 'pad', episode, onset: openedAt, openedAt, closedAt, ...rest };
}

type List = readonly EpisodeRecord[];

/** Puts a message down as sent; `others` = so many more sites than it names. */
async function sent(stores: Stores, days: number, told: { firing?: List; resolved?: List; others?: number }) {
  const { firing = [], resolved = [], others = 0 } = told;
  const named = (list: List) =>
    list.map(({ site, episode, openedAt }) => ({ site, episode, openedAt: toIso(openedAt) }));
  const counts = { firingCount: firing.length + others, resolvedCount: resolved.length };
  const json = JSON.stringify({ firing: named(firing), resolved: named(resolved), ...counts });
  const kind = firing.length + others > 0 ? 'firing' : 'resolved';
  const attributes = {
    company: 'c',
    audience: AUDIENCE,
    rule: 'unprofitable',
    severity: 'warning',
    kind,
    cause: 'market',
  };
  const text = { subject: 's', sms: 's', email: 's' };
  const message = {
    id: `c/unprofitable/market/${AUDIENCE}#${days}`,
    at: day(days),
    audience: AUDIENCE,
    ...text,
    json,
    attributes,
  };
  await stores.messages.put({ message, sentAt: message.at, attempts: 1 });
}

function heldBack(stores: Stores, record: EpisodeRecord, reason: WithheldReason) {
  const notice = { site: record.site, episode: record.episode, openedAt: record.openedAt, notice: 'firing' } as const;
  return stores.suppressed.putIfAbsent({
    ...notice,
    reason,
    episodeId: episodeId(record),
    audience: AUDIENCE,
    at: day(0),
  });
}

/** Days of the messages that the API lists of each, and the reads that it took: days from, to and most. */
async function listed(stores: Stores, records: List, now: number) {
  const reads: (readonly [number, number, number])[] = [];
  const counted: Stores = {
    ...stores,
    messages: {
      ...stores.messages,
      range: async (from, to, limit) => {
        reads.push([Math.round((from - day(0)) / SECONDS_PER_DAY), Math.round((to - day(0)) / SECONDS_PER_DAY), limit]);
        return stores.messages.range(from, to, limit);
      },
    },
  };
  const context = await readAlertContext(counted, records, new Map(), day(now));
  const days = records.map((record) =>
    presentEpisode(record, context).messages.map(({ id, isNamed }) => `${id.split('#')[1]}${isNamed ? '' : '?'}`),
  );
  const mayLack = records.map((record) => presentEpisode(record, context).mayLackMessages === true);
  return { days, reads, mayLack };
}

describe('the messages that the API lists of an alert', () => {
  it('have the one that told it at the end of a mute of two months, which is forgotten by now', async () => {
    const stores = memoryStores();
    const [put, other] = [loss(0, 1), loss(90, 91, 2)];
    await heldBack(stores, put, 'muted');
    await sent(stores, 20, { firing: [other], others: 11 });
    await sent(stores, 40, { firing: [other], others: 11 });
    await sent(stores, 60, { firing: [put], resolved: [put] });
    await sent(stores, 90, { firing: [other] });
    const { days, reads } = await listed(stores, [put], 300);
    // One that names only its worst may have told it as long as a month after its end, not later.
    expect(days).toEqual([['20?', '60']]);
    // Until a month after its end first, the newest part before the older; then on until it is found.
    expect(reads.map(([from, to]) => [from, to])).toEqual([
      [31, 32],
      [0, 31],
      [32, 63],
    ]);
  });

  it('have the end that a maintenance of two months put off', async () => {
    const stores = memoryStores();
    const record = loss(0, 3);
    await heldBack(stores, record, 'maintenance');
    await sent(stores, 0, { firing: [record] });
    await sent(stores, 40, { resolved: [loss(38, 39, 2)], others: 11 });
    await sent(stores, 70, { resolved: [record] });
    expect((await listed(stores, [record], 300)).days).toEqual([['0', '70']]);
  });

  it('are not looked for later while its group still waits to tell it, nor where a source told it instead', async () => {
    const stores = memoryStores();
    const record = loss(0, 1);
    await heldBack(stores, record, 'muted');
    const notice = { site: 'pad', episode: 1, openedAt: day(0), notice: 'firing', reason: 'muted' } as const;
    const group = {
      rule: 'unprofitable',
      cause: 'market',
      audience: AUDIENCE,
      seq: 0,
      told: [],
      lastSentAt: null,
    } as const;
    await stores.groups.putIf({ ...group, intent: null, withheld: [notice] }, null, null);
    expect((await listed(stores, [record], 300)).reads.at(-1)).toEqual([0, 31, 5_000]);
    const inhibited = memoryStores();
    await heldBack(inhibited, record, 'inhibited');
    expect((await listed(inhibited, [record], 300)).reads.at(-1)).toEqual([0, 31, 5_000]);
  });

  it('have none that names only the worst once it was told, and none of another spell of the same number', async () => {
    const stores = memoryStores();
    const record = loss(0, 1);
    const later = loss(200, 201);
    await sent(stores, 0, { firing: [record], others: 11 });
    await sent(stores, 1, { others: 11 });
    await sent(stores, 40, { others: 11 });
    await sent(stores, 200, { firing: [later] });
    const { days } = await listed(stores, [record, later], 300);
    expect(days).toEqual([['0', '1?'], ['200']]);
  });

  it('are the newest where there are more than one answer looks through', async () => {
    const stores = memoryStores();
    const [old, recent] = [loss(0, null), loss(290, 291, 2)];
    for (let index = 0; index < 5_200; index += 1) await sent(stores, index * 0.05, { resolved: [loss(0, 0, 9)] });
    await sent(stores, 280, { firing: [old] });
    await sent(stores, 290.5, { firing: [recent], resolved: [] });
    const { days, reads, mayLack } = await listed(stores, [old, recent], 300);
    expect(days).toEqual([['280'], ['290.5']]);
    // What the old one was first told in is among those that were not looked at.
    expect(mayLack).toEqual([true, false]);
    expect((await listed(stores, [recent], 300)).mayLack).toEqual([false]);
    // Ten months, a month at a time from the newest on; what is left of 5,000 is asked for at most.
    expect(reads.length).toBeLessThanOrEqual(10);
    expect(reads.map(([, , limit]) => limit)[0]).toBe(5_000);
    expect(reads.every(([, , limit], index) => limit <= (reads[index - 1]?.[2] ?? 5_000))).toBe(true);
  });

  it('may not be all where the end that a mute put off lies beyond what one answer looks through', async () => {
    const stores = memoryStores();
    const [put, other] = [loss(0, 1), loss(40, 41, 2)];
    await heldBack(stores, put, 'muted');
    for (let index = 0; index < 5_100; index += 1) await sent(stores, 33 + index * 0.01, { resolved: [loss(0, 0, 9)] });
    await sent(stores, 200, { firing: [put], resolved: [put] });
    expect((await listed(stores, [put], 300)).mayLack).toEqual([true]);
    // Of the other's own two days everything was looked at.
    expect((await listed(stores, [put, other], 300)).mayLack).toEqual([true, false]);
    const few = memoryStores();
    await heldBack(few, put, 'muted');
    await sent(few, 200, { firing: [put], resolved: [put] });
    expect(await listed(few, [put], 300)).toMatchObject({ days: [['200']], mayLack: [false] });
  });

  it('are all there are where an end that was put off was never told, and all was looked through', async () => {
    const stores = memoryStores();
    await heldBack(stores, loss(0, 1), 'muted');
    expect(await listed(stores, [loss(0, 1)], 300)).toMatchObject({ days: [[]], mayLack: [false] });
  });

  it('may lack corrections of another time: beyond the 5,000, or of more than a hundred flushes', async () => {
    const correctedOn = async (stores: Stores, days: readonly number[]) => {
      const corrected = days.map((of) => ({ site: 'pad', episode: 1, openedAt: day(0), isFlipped: true, at: day(of) }));
      const group = { rule: 'unprofitable', cause: 'market', audience: AUDIENCE, seq: 1, told: [] } as const;
      const isStored = (await stores.groups.all()).length > 0;
      await stores.groups.putIf({ ...group, corrected, lastSentAt: null, intent: null }, isStored ? 1 : null, null);
      return listed(stores, [loss(0, 1), loss(50, 51, 2)], 400);
    };
    const days = (count: number) => Array.from({ length: count }, (_, index) => 100 + index);
    const crowded = memoryStores();
    for (let index = 0; index < 4_999; index += 1) await sent(crowded, index * 0.0003, { resolved: [loss(0, 0, 9)] });
    expect((await correctedOn(crowded, [])).mayLack).toEqual([false, false]);
    for (const days of [100, 101]) await sent(crowded, days, { resolved: [loss(0, 0, 9)] });
    // 4,999 in its own two days: one more may be looked at.
    expect((await correctedOn(crowded, [100, 101])).mayLack).toEqual([true, false]);
    expect((await correctedOn(memoryStores(), days(100))).mayLack).toEqual([false, false]);
    expect((await correctedOn(memoryStores(), days(101))).mayLack).toEqual([true, false]);
  });

  it('are asked for only of the time of each alert', async () => {
    const stores = memoryStores();
    const { reads } = await listed(stores, [loss(0, 1), loss(200, 201, 2)], 300);
    expect(reads.map(([from, to]) => [from, to])).toEqual([
      [200, 202],
      [0, 2],
    ]);
  });
});
