import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, instant, toIso } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { companyOf, marketAt, pointAt, portsOf, storePoints } from './api-seed.ts';
import { handled } from './api-server.ts';

/** 2023-03-25T22:00:00Z: Europe's clocks go forward in the night after the next. */
const START = instant(1_679_781_600);
const HOUR = 3600;
const at = (hours: number): Instant => after(START, hours * HOUR);
let ports: HistoryApiPorts;

const EPISODES = 60;
const MESSAGES = 45;
const REPORTS = 40;
const MARKETS = 72;

beforeAll(async () => {
  const company = companyOf(['pad', 'other'], HOUR);
  const stores = memoryStores();
  await stores.config.putIfAbsent('v1', company);
  for (let hour = 0; hour < MARKETS; hour += 1)
    if (hour % 10 !== 3) await stores.market.putIfAbsent(marketAt(at(hour), 'v1'));
  await storePoints(stores, 'pad', [pointAt(at(0))], HOUR);
  for (let index = 0; index < EPISODES; index += 1) await putEpisode(stores, episode(index));
  for (let index = 0; index < MESSAGES; index += 1) {
    await stores.messages.put({ message: message(index), sentAt: at(index), attempts: 1 });
  }
  for (let index = 0; index < REPORTS; index += 1) await stores.reports.putRowIfAbsent(row(index), at(index));
  ports = portsOf(company, stores);
});

/** The record, and of an open one the item of its site that holds it open. */
async function putEpisode(stores: Stores, record: EpisodeRecord): Promise<void> {
  await stores.episodes.put(record);
  if (record.closedAt !== null || record.site === null) return;
  await storePoints(stores, record.site, [pointAt(at(0))], HOUR);
  const item = (await stores.sites.get(record.site)) ?? expect.fail('no item');
  const { episode: number, openedAt, onset, severity } = record;
  const state = { ...INITIAL_ALERT_STATE, condition: 'FIRING' as const, episode: number, openedAt, onset, severity };
  await stores.sites.putIfNewer({ ...item, v: at(MARKETS), alerts: { ...item.alerts, [record.rule]: state } });
}

/** Three open at the same tick; every second one is over an hour later, the others are of a site each. */
function episode(index: number): EpisodeRecord {
  const openedAt = at(Math.floor(index / 3));
  return {
    site: index % 2 === 0 ? 'pad' : `other-${index}`,
    rule: index % 5 === 0 ? 'site-data-stale' : 'unprofitable',
    episode: index + 1,
    onset: openedAt,
    openedAt,
    closedAt: index % 2 === 0 ? after(openedAt, HOUR) : null,
    severity: 'warning',
    cause: 'site',
    transitions: [],
  } as unknown as EpisodeRecord;
}

function message(index: number): RenderedMessage {
  const audience = index % 3 === 0 ? 'executives' : 'operations';
  const id = `test-co/unprofitable/site/${audience}#${index}`;
  const attributes = {
    company: 'test-co',
    audience,
    rule: 'unprofitable',
    severity: 'warning',
    kind: 'firing',
    cause: 'site',
  };
  return { id, at: at(index), audience, subject: 's', sms: 's', email: 'e', json: '{}', attributes };
}

function row(index: number): ReportRow {
  return {
    site: 'pad',
    stream: index % 2 === 0 ? 'produced' : 'flared',
    periodStart: at(Math.floor(index / 4) * 24),
    periodEnd: at(Math.floor(index / 4) * 24 + 24),
    volumeMcf: index,
    hhvBtuPerScf: null,
    evidence: null,
    cause: null,
    version: (Math.floor(index / 2) % 2) + 1,
    reportedAt: at(index),
    original: `${index} Mcf us60-14.696`,
  };
}

type List = { next: string | null } & Record<string, Record<string, unknown>[]>;

/** Every page of a list. */
async function all(path: string, plural: string, query: Record<string, string>) {
  const rows: Record<string, unknown>[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages += 1) {
    const answer = await handled(ports, 'GET', path, cursor === '' ? query : { ...query, cursor });
    expect(answer.status, answer.body.slice(0, 300)).toBe(200);
    const page = JSON.parse(answer.body) as List;
    rows.push(...(page[plural] ?? []));
    cursor = page.next;
  }
  return { rows, pages };
}

const WINDOW = { from: toIso(START), to: toIso(at(300)) };

describe('a list', () => {
  it.each([
    ['/v1/alerts', 'alerts', EPISODES, 'id'],
    ['/v1/messages', 'messages', MESSAGES, 'id'],
    ['/v1/sites/pad/reports', 'reports', REPORTS, 'original'],
    // Every tenth hour has no market.
    ['/v1/market', 'markets', MARKETS - 7, 'at'],
  ])('%s gives each of its rows once, in the same order, at every page size', async (path, plural, count, field) => {
    const window = path === '/v1/market' ? { from: WINDOW.from, to: toIso(at(MARKETS)) } : WINDOW;
    const whole = (await all(path, plural, { ...window, limit: '1000' })).rows.map((one) => one[field]);
    expect(new Set(whole).size).toBe(count);
    expect(whole).toHaveLength(count);
    for (const limit of [1, 7, count]) {
      const { rows, pages } = await all(path, plural, { ...window, limit: String(limit) });
      expect(rows.map((one) => one[field])).toEqual(whole);
      expect(pages).toBe(Math.ceil(count / limit));
    }
  });

  it('of alerts is newest first, and filtered by site, rule and state', async () => {
    const { rows } = await all('/v1/alerts', 'alerts', { ...WINDOW, limit: '1000' });
    const opened = rows.map((one) => String(one.openedAt));
    expect(opened).toEqual([...opened].sort().reverse());
    const count = async (query: Record<string, string>) =>
      (await all('/v1/alerts', 'alerts', { ...WINDOW, ...query })).rows.length;
    expect(await count({ site: 'pad' })).toBe(30);
    expect(await count({ rule: 'site-data-stale' })).toBe(12);
    expect(await count({ state: 'open' })).toBe(30);
    expect(await count({ state: 'resolved', site: 'other-1' })).toBe(0);
    expect(await count({ state: 'open', site: 'other-1' })).toBe(1);
    expect(await count({ state: 'acknowledged' })).toBe(0);
  });

  it('of messages is oldest first, and filtered by audience and window, its end excluded', async () => {
    const found = async (query: Record<string, string>) =>
      (await all('/v1/messages', 'messages', query)).rows.map((one) => one.at);
    expect(await found({ from: toIso(at(2)), to: toIso(at(5)) })).toEqual([2, 3, 4].map((hour) => toIso(at(hour))));
    expect(await found({ ...WINDOW, audience: 'executives' })).toHaveLength(15);
    expect(await found({ ...WINDOW, audience: 'nobody' })).toEqual([]);
  });

  it('does not take the cursor of another list, or of another filter', async () => {
    const first = JSON.parse((await handled(ports, 'GET', '/v1/alerts', { ...WINDOW, limit: '5' })).body) as List;
    const cursor = first.next ?? expect.fail('a second page was expected');
    for (const [path, query] of [
      ['/v1/messages', WINDOW],
      ['/v1/alerts', { ...WINDOW, site: 'pad' }],
      ['/v1/alerts', { from: WINDOW.from }],
    ] as const) {
      expect((await handled(ports, 'GET', path, { ...query, cursor })).status).toBe(400);
    }
  });

  it('over more than 400 days is refused, naming the limit', async () => {
    for (const path of ['/v1/alerts', '/v1/messages', '/v1/sites/pad/reports']) {
      const { status, body } = await handled(ports, 'GET', path, { from: '0', to: String(400 * 86_400 + 1) });
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({ parameter: 'from', expected: expect.stringContaining('400 days') });
    }
  });
});

describe('the market of a window', () => {
  const hours = async (query: Record<string, string>) =>
    (await all('/v1/market', 'markets', query)).rows.map((one) => (Date.parse(String(one.at)) / 1000 - START) / HOUR);

  it('gives the first frozen market of each UTC day, whatever the clocks of a site do', async () => {
    // From 22:00 on the 25th: the 26th begins at hour 2, the 27th at 26, the 28th at 50.
    expect(await hours({ from: toIso(at(0)), to: toIso(at(72)), step: '1d' })).toEqual([2, 26, 50]);
    expect(await hours({ from: toIso(at(0)), to: toIso(at(72)), step: '1d', limit: '1' })).toEqual([2, 26, 50]);
  });

  it('leaves out the hours without one', async () => {
    expect(await hours({ from: toIso(at(0)), to: toIso(at(6)), step: '1h' })).toEqual([0, 1, 2, 4, 5]);
  });

  it('is the last day where none is given', async () => {
    // The newest market is that of hour 71; 70, 69 … 48 are in the day before, 63 and 53 do not exist.
    expect(await hours({})).toHaveLength(22);
  });
});
