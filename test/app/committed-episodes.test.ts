import { describe, expect, it } from 'vitest';
import { readAlert, readAlerts } from '#lib/app/history/read-alerts.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { type EpisodeRecord, episodeId } from '#lib/domain/alerts/episode-record.ts';
import { after, instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { aheadOf, type Scene, said, scene } from './alert-scene.ts';
import { tick } from './seal-world.ts';

const HIGH = 30_000;
const LOW = 3_000;

const listed = async ({ world }: Pick<Scene, 'world'>, now = aheadOf(9)) =>
  (await readAlerts(world.stores, { state: null, site: null, rule: null, stateOf: () => null, from: null, to: now })) ??
  [];

const onlyRecord = async ({ world }: Scene): Promise<EpisodeRecord> => {
  const [record] = await world.stores.episodes.range(instant(0), instant(9e9), 10);
  return record ?? expect.fail('an episode was expected');
};

describe('a record that a run left behind which hung beyond its lease', () => {
  it('is not an open alert where the item of its site does not know the episode', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW] });
    await one.runTo(2);
    const real = await onlyRecord(one);
    // The stalled run took tick 0 for the opening of the very episode that was committed at tick 1.
    const orphan = { ...real, openedAt: aheadOf(0), onset: aheadOf(0) };
    await one.world.stores.episodes.put(orphan);
    expect((await listed(one)).map(episodeId)).toEqual([episodeId(real)]);
    expect(await readAlert(one.world.stores, episodeId(orphan))).toBeNull();
    expect(await readAlert(one.world.stores, episodeId(real))).toEqual(real);
  });

  it('does not close an episode that its site still holds open, nor is its end told', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, LOW, HIGH] });
    await one.runTo(2);
    const real = await onlyRecord(one);
    const [firing] = real.transitions;
    if (firing === undefined) expect.fail('an episode has an opening');
    const wrongEnd = { ...firing, kind: 'resolved' as const, at: aheadOf(2), reason: 'cleared' };
    await one.world.stores.episodes.put({ ...real, closedAt: aheadOf(2), transitions: [firing, wrongEnd] });
    expect(await listed(one)).toEqual([real]);
    await one.runTo(3);
    expect(said(one)).toHaveLength(1);
    await one.runTo(4);
    const closed = await onlyRecord(one);
    expect(closed.closedAt).toBe(aheadOf(4));
    expect(closed.transitions.map(({ kind, at }) => [kind, at])).toEqual([
      ['firing', aheadOf(1)],
      ['resolved', aheadOf(4)],
    ]);
    expect(said(one).map(([, kind]) => kind)).toEqual(['firing', 'resolved']);
  });

  it('is not told as an end either where no flush has seen its tick', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW] });
    await one.runTo(0);
    for (const at of [1, 2]) await tick(one.world, aheadOf(at));
    const real = await onlyRecord(one);
    const [firing] = real.transitions;
    if (firing === undefined) expect.fail('an episode has an opening');
    const wrongEnd = { ...firing, kind: 'resolved' as const, at: aheadOf(2), reason: 'cleared' };
    await one.world.stores.episodes.put({ ...real, closedAt: aheadOf(2), transitions: [firing, wrongEnd] });
    const { ports, company, version } = one.world;
    await sendAlerts(ports, { company, version, timeoutSeconds: 50 }, aheadOf(2));
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 0]]);
  });

  it('does not open again an episode that its site has closed', async () => {
    const one = await scene({ prices: [HIGH, LOW, HIGH] });
    await one.runTo(2);
    const real = await onlyRecord(one);
    // As it could be stored before older records were refused.
    const older = { ...real, closedAt: null, transitions: real.transitions.slice(0, 1) };
    const { stores } = one.world;
    const episodes = { ...stores.episodes, range: async () => [older], get: async () => older };
    const world = { ...one.world, stores: { ...stores, episodes } };
    expect((await listed({ world })).map(({ closedAt }) => closedAt)).toEqual([aheadOf(2)]);
  });

  it('does not take the end from the record, so that it is told with its own figures', async () => {
    const one = await scene({ prices: [HIGH, LOW, HIGH] });
    await one.runTo(1);
    const hung = await onlyRecord(one);
    const { sites, episodes } = one.world.stores;
    const commit = sites.putIfNewer.bind(sites);
    sites.putIfNewer = async (item) => {
      const isCommitted = await commit(item);
      await episodes.put(hung);
      return isCommitted;
    };
    await one.runTo(2);
    expect((await onlyRecord(one)).transitions.map(({ kind }) => kind)).toEqual(['firing', 'resolved']);
    const { resolved } = JSON.parse(one.world.published.at(-1)?.json ?? '{}');
    expect(resolved[0].values.btcUsd).toBeGreaterThan(HIGH - 1);
  });
});

describe('an alert of the company itself', () => {
  it('is open in the list and by its id for as long as its rule fires', async () => {
    const one = await scene({ prices: [HIGH, HIGH, ...Array(9).fill(null), HIGH] });
    await one.runTo(9);
    const [open, ...others] = (await listed(one)).filter(({ rule }) => rule === 'price-feed-stale');
    expect([open?.site, open?.closedAt, others]).toEqual([null, null, []]);
    const id = open === undefined ? '' : episodeId(open);
    expect((await readAlert(one.world.stores, id))?.closedAt).toBeNull();
    // However long ago it opened, it is found by its state.
    const later = await listed(one, after(aheadOf(9), 40 * SECONDS_PER_DAY));
    expect(later.map(episodeId)).toContain(id);
    await one.runTo(11);
    expect((await readAlert(one.world.stores, id))?.closedAt).toBe(aheadOf(11));
  });
});

describe('a record that a run left before the first item of its site', () => {
  it('is not shown as open: nothing was ever committed', async () => {
    const one = await scene({ prices: [HIGH, LOW] });
    await one.runTo(1);
    const real = await onlyRecord(one);
    expect(await listed(one)).toEqual([real]);
    await one.world.stores.sites.remove('pad-0000');
    expect(await listed(one)).toEqual([]);
  });
});

describe('the list of alerts without a window', () => {
  it('has an open episode of a rule of the company’s own however long ago it opened', async () => {
    const one = await scene({ prices: [HIGH] });
    await one.runTo(0);
    const { stores } = one.world;
    const [item] = await stores.sites.all();
    if (item === undefined) expect.fail('the site has an item');
    const openedAt = aheadOf(0);
    const state = { ...item.alerts.unprofitable, condition: 'FIRING' as const, episode: 1, openedAt, onset: openedAt };
    const record: EpisodeRecord = {
      site: item.site,
      rule: 'user-hashprice',
      episode: 1,
      onset: openedAt,
      openedAt,
      closedAt: null,
      severity: 'warning',
      cause: 'unknown',
      transitions: [],
    };
    await stores.episodes.put(record);
    const alerts = { ...item.alerts, 'user-hashprice': { ...state, severity: 'warning' as const } };
    await stores.sites.putIfNewer({ ...item, v: aheadOf(1), alerts });
    // 30 days are listed by themselves; what is still open beyond them has to be found by its state.
    expect(await listed(one, after(openedAt, 40 * SECONDS_PER_DAY))).toEqual([record]);
  });
});
