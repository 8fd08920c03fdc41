import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { Company } from '#lib/domain/company.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { ENGINES, type OpenStores } from './engines.ts';
import { NOON, sampleMarket, sampleSite } from './samples.ts';

const MINUTE_MS = 60_000;

describe.each(ENGINES)('the stores of a tick on $name', ({ open }) => {
  let opened: OpenStores;
  let stores: Stores;
  let run = 0;
  beforeAll(async () => {
    opened = await open();
    stores = opened.stores;
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    run += 1;
  });

  it('give a site back as it was put, and nothing for one that never was', async () => {
    const item = sampleSite('north-pad', NOON);
    expect(await stores.sites.putIfNewer(item)).toBe(true);
    expect(await stores.sites.get('north-pad')).toEqual(item);
    expect(await stores.sites.get('south-pad')).toBeNull();
  });

  it('refuse a site item of the same tick or an earlier one, and take a later one', async () => {
    const put = (seconds: number, methodVersion: number) =>
      stores.sites.putIfNewer(sampleSite('monotone', later(NOON, seconds), { methodVersion }));
    expect(await put(300, 1)).toBe(true);
    expect(await put(300, 2)).toBe(false);
    expect(await put(0, 3)).toBe(false);
    expect((await stores.sites.get('monotone'))?.methodVersion).toBe(1);
    expect(await put(600, 4)).toBe(true);
    expect((await stores.sites.get('monotone'))?.methodVersion).toBe(4);
  });

  it('lets one of several writers of the same tick win, and only one', async () => {
    const writers = [1, 2, 3, 4].map((methodVersion) =>
      stores.sites.putIfNewer(sampleSite('raced', NOON, { methodVersion })),
    );
    expect((await Promise.all(writers)).filter((won) => won)).toHaveLength(1);
  });

  it('list every site, also beyond one page of 1 MB, until it is removed', async () => {
    const before = (await stores.sites.all()).length;
    const long = 'x'.repeat(150_000);
    for (let index = 0; index < 8; index += 1) {
      await stores.sites.putIfNewer({ ...sampleSite(`large-${index}`, NOON), configVersion: long });
    }
    expect(await stores.sites.all()).toHaveLength(before + 8);
    for (let index = 0; index < 8; index += 1) await stores.sites.remove(`large-${index}`);
    expect(await stores.sites.all('eventual')).toHaveLength(before);
  });

  it('tell the next claim of a tick that was claimed and never finished, and no other', async () => {
    const name = `unfinished-${run}`;
    const at = (ticks: number) => later(NOON, ticks * 300);
    const claim = async (ticks: number, ms: number) =>
      (await stores.ticks.claim(name, at(ticks), `owner-${ms}`, ms, ms + MINUTE_MS)).unfinished;
    expect(await claim(0, 0)).toBeUndefined();
    // The same tick tried again is no earlier one.
    expect(await claim(0, 2 * MINUTE_MS)).toBeUndefined();
    expect(await claim(1, 5 * MINUTE_MS)).toBe(at(0));
    await stores.ticks.finish(name, at(1), `owner-${5 * MINUTE_MS}`);
    expect(await claim(2, 10 * MINUTE_MS)).toBeUndefined();
  });

  it('freeze a market once: the first writer wins', async () => {
    const market = sampleMarket(NOON);
    expect(await stores.market.putIfAbsent(market)).toBe(true);
    expect(await stores.market.putIfAbsent({ ...market, configVersion: 'other' })).toBe(false);
    expect(await stores.market.get(NOON)).toEqual(market);
    expect(await stores.market.get(later(NOON, 1))).toBeNull();
  });

  it('finds markets by time: after one and up to another, oldest first, and the newest before', async () => {
    for (const hour of [10, 11, 12, 13]) await stores.market.putIfAbsent(sampleMarket(later(NOON, hour * 3600)));
    const range = await stores.market.range(later(NOON, 36_000), later(NOON, 46_800), 2);
    expect(range.map((market) => (market.at - NOON) / 3600)).toEqual([11, 12]);
    expect((await stores.market.latestBefore(later(NOON, 43_200)))?.at).toBe(later(NOON, 39_600));
    expect(await stores.market.latestBefore(instant(100))).toBeNull();
    expect(await stores.market.range(NOON, NOON, 12)).toEqual([]);
  });

  it('keeps the state of the company rules under the same condition as a site', async () => {
    const state = { ...INITIAL_ALERT_STATE, lastEvaluatedAt: NOON };
    expect(await stores.company.get()).toBeNull();
    expect(await stores.company.putIfNewer({ v: NOON, priceFeedStale: state })).toBe(true);
    expect(await stores.company.putIfNewer({ v: NOON, priceFeedStale: INITIAL_ALERT_STATE })).toBe(false);
    expect(await stores.company.get()).toEqual({ v: NOON, priceFeedStale: state });
  });

  it('keeps a configuration by its hash, and the first one put', async () => {
    const company = { company: 'test-co', sites: [{ id: 'a', name: 'Ünïcode “pad”' }] } as unknown as Company;
    expect(await stores.config.get('0011')).toBeNull();
    await stores.config.putIfAbsent('0011', company);
    await stores.config.putIfAbsent('0011', { ...company, company: 'other' } as Company);
    expect(await stores.config.get('0011')).toEqual(company);
  });

  it('grants a tick to one holder, and to the next when its lease is over', async () => {
    const name = `claimed-${run}`;
    const claim = (owner: string, nowMs: number) => stores.ticks.claim(name, NOON, owner, nowMs, nowMs + MINUTE_MS);
    expect(await claim('first', 0)).toEqual({ outcome: 'claimed', done: null });
    expect((await claim('second', 1000)).outcome).toBe('held');
    expect((await claim('first', 2000)).outcome).toBe('claimed');
    expect((await claim('second', 2000 + MINUTE_MS)).outcome).toBe('claimed');
  });

  it('lets nobody but the holder finish, and a finished tick is not claimed again', async () => {
    const name = `finished-${run}`;
    const claim = (seconds: number, owner: string) =>
      stores.ticks.claim(name, later(NOON, seconds), owner, 0, MINUTE_MS);
    await claim(0, 'first');
    await stores.ticks.finish(name, NOON, 'second');
    expect((await stores.ticks.get(name))?.done).toBeNull();
    await stores.ticks.finish(name, NOON, 'first');
    expect(await stores.ticks.get(name)).toMatchObject({ running: null, done: NOON });
    expect(await claim(0, 'second')).toEqual({ outcome: 'done', done: NOON });
    expect(await claim(-300, 'second')).toEqual({ outcome: 'done', done: NOON });
    expect(await claim(300, 'second')).toEqual({ outcome: 'claimed', done: NOON });
    expect(await stores.ticks.get('never-ran')).toBeNull();
    expect((await stores.ticks.all()).get(name)).toEqual(await stores.ticks.get(name));
    expect((await stores.ticks.all()).get('never-ran')).toBeUndefined();
  });

  it('keep the note of a finished tick for the next holder, until one leaves another', async () => {
    const name = `noted-${run}`;
    const claim = (seconds: number) => stores.ticks.claim(name, later(NOON, seconds), 'first', 0, MINUTE_MS);
    const note = { company: { v: NOON, priceFeedStale: INITIAL_ALERT_STATE }, isQuiet: true };
    expect(await claim(0)).toEqual({ outcome: 'claimed', done: null });
    await stores.ticks.finish(name, NOON, 'first', note);
    expect((await stores.ticks.get(name))?.note).toEqual(note);
    expect(await claim(300)).toEqual({ outcome: 'claimed', done: NOON, note });
    expect((await stores.ticks.get(name))?.note).toEqual(note);
    await stores.ticks.finish(name, later(NOON, 300), 'first');
    expect(await claim(600)).toEqual({ outcome: 'claimed', done: later(NOON, 300), note });
    await stores.ticks.finish(name, later(NOON, 600), 'first', { ...note, isQuiet: false });
    expect((await stores.ticks.get(name))?.note?.isQuiet).toBe(false);
  });
});
