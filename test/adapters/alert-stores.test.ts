import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupStore } from '#lib/adapters/dynamodb/group-store.ts';
import { type EpisodeRecord, episodeId } from '#lib/domain/alerts/episode-record.ts';
import type { GroupState } from '#lib/domain/alerts/group-state.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { NO_VALUES } from '#lib/domain/alerts/no-values.ts';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { groupTable } from '#local/simulation/group-table.ts';
import { newWorld } from '#local/simulation/world.ts';
import { ENGINES, type OpenStores, type StoreEngine } from './engines.ts';
import { NOON } from './samples.ts';

const GROUP: GroupState = {
  rule: 'unprofitable',
  cause: 'market',
  audience: 'operations',
  seq: 0,
  told: [],
  lastSentAt: null,
  intent: null,
};

function message(id: string, at: Instant): RenderedMessage {
  const attributes = {
    company: 'c',
    audience: 'operations',
    rule: 'r',
    severity: 'warning',
    kind: 'test',
    cause: 'site',
  };
  return { id, at, audience: 'operations', subject: 's', sms: 's', email: 'Größe\n', json: '{}', attributes };
}

function intent(id: string): GroupState['intent'] {
  return { message: message(id, NOON), told: [], by: 'me', until: later(NOON, 60), attempts: 1 };
}

function record(site: string | null, openedAt: Instant): EpisodeRecord {
  return {
    site,
    rule: 'unprofitable',
    episode: 1,
    onset: openedAt,
    openedAt,
    closedAt: null,
    severity: 'warning',
    cause: 'unknown',
    transitions: [],
  };
}

/** Groups on the table of the simulation, written in segments of two entries. */
const SIMULATED: StoreEngine = {
  name: 'the simulation',
  open: async () => ({ stores: newWorld({ splitsGroups: true }).stores, close: async () => {} }),
};

describe.each([...ENGINES, SIMULATED])('the stores of alerts on $name', ({ open }) => {
  let opened: OpenStores;
  let stores: Stores;
  beforeAll(async () => {
    opened = await open();
    stores = opened.stores;
  });
  afterAll(() => opened.close());

  it('change a group only from the state that its writer saw', async () => {
    const { groups } = stores;
    expect(await groups.putIf({ ...GROUP, intent: intent('#1') }, 0, null)).toBe(false);
    expect(await groups.putIf({ ...GROUP, intent: intent('#1') }, null, null)).toBe(true);
    expect(await groups.putIf({ ...GROUP, intent: intent('#1b') }, null, null)).toBe(false);
    expect(await groups.putIf({ ...GROUP, seq: 1 }, 0, null)).toBe(false);
    expect(await groups.putIf({ ...GROUP, seq: 1 }, 0, '#2')).toBe(false);
    expect(await groups.putIf({ ...GROUP, seq: 1 }, 1, '#1')).toBe(false);
    expect(await groups.all()).toEqual([{ ...GROUP, intent: intent('#1') }]);
    expect(await groups.putIf({ ...GROUP, seq: 1 }, 0, '#1')).toBe(true);
    expect(await groups.putIf({ ...GROUP, seq: 1, intent: intent('#2') }, 1, null)).toBe(true);
    expect(await groups.all()).toEqual([{ ...GROUP, seq: 1, intent: intent('#2') }]);
  });

  it('keep episodes by id and list them by their opening', async () => {
    const early = record('north-pad', instant(999_999_999));
    const late = record(null, NOON);
    for (const one of [late, early, late]) await stores.episodes.put(one);
    expect(await stores.episodes.get(episodeId(early))).toEqual(early);
    expect(await stores.episodes.get('1.no-such.rule.1')).toBeNull();
    expect(await stores.episodes.range(instant(0), later(NOON, 1), 9)).toEqual([early, late]);
    expect(await stores.episodes.range(instant(0), NOON, 9)).toEqual([early]);
    expect(await stores.episodes.range(instant(0), later(NOON, 1), 1)).toEqual([early]);
  });

  it('keep what is newer of an episode, whoever writes last; the same tick may be written again', async () => {
    const opened = record('hung-pad', later(NOON, 60));
    const step = (minutes: number, kind: 'firing' | 'escalated' | 'resolved') =>
      ({
        at: later(NOON, minutes * 60),
        kind,
        severity: 'info',
        value: minutes,
        reason: null,
        values: NO_VALUES,
      }) as const;
    const risen = { ...opened, transitions: [step(1, 'firing'), step(2, 'escalated')] };
    const ended = { ...opened, closedAt: later(NOON, 180), transitions: [...risen.transitions, step(3, 'resolved')] };
    for (const one of [opened, risen, ended, risen, opened]) await stores.episodes.put(one);
    expect(await stores.episodes.get(episodeId(opened))).toEqual(ended);
    const again = { ...ended, severity: 'critical' as const };
    await stores.episodes.put(again);
    expect(await stores.episodes.get(episodeId(opened))).toEqual(again);
  });

  it('keep verdicts of corrected reports until they are taken out, each finding once', async () => {
    const verdict = { isFlipped: true, told: -290.55, corrected: 118.4 };
    const of = { site: 'north-pad', rule: 'unprofitable', cause: 'site', severity: 'warning', episode: 1 } as const;
    const early = { ...of, openedAt: instant(999_999_999), foundAt: NOON, verdict };
    const late = { ...early, foundAt: later(NOON, 3600), verdict: { ...verdict, isFlipped: false } };
    for (const one of [late, early, late]) await stores.corrections.put(one);
    expect(await stores.corrections.all()).toEqual([early, late]);
    await stores.corrections.remove(early);
    expect(await stores.corrections.all()).toEqual([late]);
  });

  it('keep what an audience was told of corrections with its group, long lists whole', async () => {
    const group: GroupState = { ...GROUP, audience: 'long-lists' };
    const corrected = Array.from({ length: 300 }, (_, index) => {
      return { site: `pad-${index}`, episode: 1, openedAt: NOON, isFlipped: index % 2 === 0, at: NOON };
    });
    const under = intent('#1');
    if (under === null) expect.fail('an intent was expected');
    const next = { ...group, corrected: corrected.slice(0, 10), intent: { ...under, corrected } };
    expect(await stores.groups.putIf(next, null, null)).toBe(true);
    const committed = { ...group, seq: 1, corrected };
    const found = async () => (await stores.groups.all()).filter((one) => one.audience === 'long-lists');
    expect(await found()).toEqual([next]);
    expect(await stores.groups.putIf(committed, 0, '#1')).toBe(true);
    expect(await found()).toEqual([committed]);
  });

  it('keep messages as sent, byte for byte, by time', async () => {
    const sent = [1, 2, 3].map((n) => ({
      message: message(`c/r/m/o#${n}`, later(NOON, n)),
      sentAt: NOON,
      attempts: n,
    }));
    for (const one of sent.toReversed()) await stores.messages.put(one);
    expect(await stores.messages.range(later(NOON, 1), later(NOON, 3), 9)).toEqual(sent.slice(0, 2));
    expect(await stores.messages.range(NOON, later(NOON, 9), 1)).toEqual(sent.slice(0, 1));
  });
});

describe('a group whose segments are being replaced while it is read', () => {
  const told = Array.from({ length: 5 }, (_, index) => {
    return { site: `pad-${index}`, episode: 1, openedAt: NOON, severity: 'warning' as const };
  });
  /** A table whose first `torn` answers lack the segments, as between two pages of a query. */
  async function storeOver(torn: number) {
    const table = groupTable();
    let left = torn;
    const isItem = (row: { readonly sk?: unknown }) => !String(row.sk).includes('#');
    const query: typeof table.query = async (asked) => {
      const rows = await table.query(asked);
      left -= 1;
      return left >= 0 ? rows.filter(isItem) : rows;
    };
    await groupStore(table, 2).putIf({ ...GROUP, told }, null, null);
    return groupStore({ ...table, query }, 2);
  }

  it('is read again until it is whole, and never left out', async () => {
    for (const torn of [0, 1, 2]) expect(await (await storeOver(torn)).all()).toEqual([{ ...GROUP, told }]);
  });

  it('that stays torn fails the read, to be tried again', async () => {
    await expect((await storeOver(3)).all()).rejects.toMatchObject({ code: 'storage-failed', retryable: true });
  });
});
