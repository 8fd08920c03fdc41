import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { packedJson } from '#lib/adapters/dynamodb/codec/packed-json.ts';
import { splitGroup } from '#lib/adapters/dynamodb/group-segments.ts';
import { groupStore } from '#lib/adapters/dynamodb/group-store.ts';
import { groupSortKey, PARTITIONS } from '#lib/adapters/dynamodb/keys.ts';
import { type Row, type Table, tableOf } from '#lib/adapters/dynamodb/table.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { type GroupState, groupKey } from '#lib/domain/alerts/group-state.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { seededRandom } from '#local/simulation/random.ts';
import { itemBytes } from '../adapters/dynamodb/item-size.ts';
import { FALL, type Fleet, fleetOf, RISE, tellingOf } from './fleet-crash.ts';

/** Maximum sizes of docs/storage.md. */
const GROUP_BYTES = 65_536;
const SEGMENT_BYTES = 16_384;

/** Site ids of the greatest length that a company file takes, and without anything that compresses. */
const hostileId = (() => {
  const random = seededRandom(7);
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return () => Array.from({ length: 48 }, () => letters[random.whole(letters.length)]).join('');
})();

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine({ path: null });
});
afterAll(() => engine.stop());

async function newTable(): Promise<Table> {
  const name = `netback-test-${randomUUID()}`;
  await ensureTable(engine.endpoint, name);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return tableOf(documentClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials }), name, null);
}

const rowsOf = (table: Table): Promise<readonly Row[]> => table.query({ pk: PARTITIONS.groups, isStrong: true });
const countsOf = (message: RenderedMessage | undefined) => {
  const { kind, firingCount, resolvedCount, openCount, sites } = JSON.parse(message?.json ?? '{}');
  return { kind, firingCount, resolvedCount, openCount, listed: sites?.length };
};
const sitesOf = (fleet: Fleet) => fleet.open.map(({ site }) => site).sort();

/** The n-th call of the table (0 = first) is the last one of the process: before or after its effect. */
function dyingAt(table: Table, call: number, kind: 'before' | 'after'): { table: Table; isDead: () => boolean } {
  let count = 0;
  let isDead = false;
  const guard =
    <A extends unknown[], R>(act: (...values: A) => Promise<R>) =>
    async (...values: A): Promise<R> => {
      if (isDead) throw new Error('the process is gone');
      const isLast = count === call;
      count += 1;
      if (isLast && kind === 'before') isDead = true;
      if (isDead) throw new Error('the process dies');
      const result = await act(...values);
      if (isLast) isDead = true;
      if (isDead) throw new Error('the process dies');
      return result;
    };
  const { put, update, get, query, remove } = table;
  const guarded = {
    put: guard(put),
    update: guard(update),
    get: guard(get),
    query: guard(query),
    remove: guard(remove),
  };
  return { table: guarded, isDead: () => isDead };
}

describe.each([
  [1_000, (index: number) => `pad-${String(index).padStart(5, '0')}`, 4],
  [10_000, hostileId, 40],
])('a market crash over %i sites', (count, idOf, segments) => {
  it('is one message with every site told, and one when it is over; every item fits its maximum', async () => {
    const fleet = await fleetOf(count, idOf);
    const table = await newTable();
    const fall = await tellingOf(fleet, FALL);
    await fall.send(groupStore(table));
    expect(fall.published.map(countsOf)).toEqual([
      { kind: 'firing', firingCount: count, resolvedCount: 0, openCount: count, listed: 10 },
    ]);
    const rows = await rowsOf(table);
    const sizes = rows.map((row) => [String(row.sk), itemBytes(row)] as const);
    expect(sizes.filter(([sort]) => sort.includes('#'))).toHaveLength(segments);
    for (const [sort, bytes] of sizes) {
      expect(bytes, sort).toBeLessThanOrEqual(sort.includes('#') ? SEGMENT_BYTES : GROUP_BYTES);
    }
    const [group] = await groupStore(table).all();
    expect(group?.told.map(({ site }) => site).sort()).toEqual(sitesOf(fleet));

    const rise = await tellingOf(fleet, RISE);
    await rise.send(groupStore(table));
    expect(rise.published.map(countsOf)).toEqual([
      { kind: 'resolved', firingCount: 0, resolvedCount: count, openCount: 0, listed: 10 },
    ]);
    expect((await rowsOf(table)).map((row) => row.sk)).toEqual(['unprofitable/market/operations']);
  }, 120_000);
});

it('a group with four lists of 256 and a message of twenty sites on its way fits its maximum', async () => {
  const fleet = await fleetOf(256, hostileId);
  const telling = await tellingOf(fleet, FALL);
  const groups = memoryStores().groups;
  await telling.send(groups);
  const [group] = await groups.all();
  const [message] = telling.published;
  if (group === undefined || message === undefined) throw new Error('the fall is told');
  const withheld = fleet.risen.map(({ site }) => ({ site: hostileId() + site.slice(48), episode: 1, openedAt: FALL }));
  const other = (await fleetOf(256, hostileId)).open.map(({ site, episode, openedAt }) => ({
    site,
    episode,
    openedAt,
  }));
  const full: GroupState = {
    ...group,
    intent: {
      message: { ...message, email: `${message.email}${message.email}`, json: `${message.json}${message.json}` },
      told: other.map((one) => ({ ...one, severity: 'critical' })),
      by: 'run-1',
      until: FALL,
      attempts: 1,
    },
    withheld: withheld.map((one) => ({ ...one, notice: 'firing', reason: 'group-interval' })),
    over: (await fleetOf(256, hostileId)).open.map(({ site, episode, openedAt }) => ({ site, episode, openedAt })),
  };
  const { body, segments } = splitGroup(full);
  expect(segments.size).toBe(0);
  const row = { ...groupSortKey(groupKey(full)), seq: full.seq, intent: message.id, ...packedJson(body) };
  expect(itemBytes(row)).toBeLessThanOrEqual(GROUP_BYTES);
});

describe('a run that dies between the writes of a message of 600 sites', () => {
  const runs = async (fleet: Fleet, at: typeof FALL, before: (table: Table) => Promise<void>) => {
    const outcomes: { published: string[]; told: number }[] = [];
    for (const kind of ['before', 'after'] as const) {
      for (let call = 0; ; call += 1) {
        const table = await newTable();
        await before(table);
        const telling = await tellingOf(fleet, at);
        const dying = dyingAt(table, call, kind);
        await telling.send(groupStore(dying.table)).catch(() => {});
        if (!dying.isDead()) break;
        await telling.send(groupStore(table));
        const [group] = await groupStore(table).all();
        outcomes.push({
          published: [...new Set(telling.published.map((message) => JSON.stringify(message)))],
          told: group?.told.length ?? -1,
        });
        expect(group?.intent, `${kind} ${call}`).toBeNull();
        expect(telling.published.length, `${kind} ${call}`).toBeLessThanOrEqual(2);
      }
    }
    return outcomes;
  };

  it('tells the fall once, under one id, and all of it', async () => {
    const fleet = await fleetOf(600, (index) => `pad-${index}`);
    const outcomes = await runs(fleet, FALL, async () => {});
    // Two readings, three segments and the item before the message, as many after it, the removal.
    expect(outcomes.length).toBeGreaterThan(16);
    for (const outcome of outcomes) {
      expect(outcome.published).toHaveLength(1);
      expect(outcome.told).toBe(600);
    }
  }, 120_000);

  it('tells the rise once, under one id, and forgets all of it', async () => {
    const fleet = await fleetOf(600, (index) => `pad-${index}`);
    const outcomes = await runs(fleet, RISE, async (table) => {
      await (await tellingOf(fleet, FALL)).send(groupStore(table));
    });
    expect(outcomes.length).toBeGreaterThan(8);
    for (const outcome of outcomes) {
      expect(outcome.published).toHaveLength(1);
      expect(outcome.told).toBe(0);
    }
  }, 120_000);
});
