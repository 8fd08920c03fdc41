import { describe, expect, it } from 'vitest';
import { companyVersion } from '#lib/config/load-company.ts';
import type { Company, CustomRule } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { aheadOf, said, scene } from './alert-scene.ts';
import { runChain } from './world.ts';

/** Made-up pads: 3,000 USD/BTC is a warning, 2,000 critical (test/app/world.ts). */
const HIGH = 30_000;
const LOW = 3_000;
const LOWER = 2_000;
/** On and off from tick 1 to 9, five episodes; the spell is told at 6 (send-alerts.test.ts says why). */
const restless = (low: number) => [HIGH, low, HIGH, low, HIGH, low, HIGH, low, HIGH, low, ...Array(40).fill(HIGH)];

describe('a spell of flapping', () => {
  it('of warnings is nothing to an audience that hears only what is critical', async () => {
    const one = await scene({ prices: restless(LOW), minSeverity: 'critical' });
    await one.runTo(40);
    expect(said(one)).toEqual([]);
    const critical = await scene({ prices: restless(LOWER), minSeverity: 'critical' });
    await critical.runTo(40);
    expect(said(critical).filter(([, kind]) => kind === 'flapping')).toHaveLength(2);
  });

  it('is not over for its audience because its newest episode is only a warning, nor told again when it rises', async () => {
    const cases = [
      ['critical', [LOWER, LOWER, LOWER, LOW, LOWER]],
      ['warning', [LOW, LOW, LOW, LOWER, LOW]],
    ] as const;
    for (const [minSeverity, low] of cases) {
      const prices = [HIGH, ...low.flatMap((price) => [price, HIGH]), ...Array(40).fill(HIGH)];
      const one = await scene({ prices, minSeverity });
      await one.runTo(40);
      const spell = one.world.published.filter(({ attributes }) => attributes.kind === 'flapping');
      expect(spell.map(({ json }) => JSON.parse(json).resolvedCount)).toEqual([0, 1]);
      expect((spell[0]?.at ?? 0) - aheadOf(6)).toBe(0);
      expect((spell[1]?.at ?? 0) - aheadOf(6)).toBeGreaterThan(10 * 3600);
    }
  });

  it('waits for the end of quiet hours, unless it is critical', async () => {
    const quiet = { from: '06:00', to: '12:00' };
    const one = await scene({ prices: restless(LOW), quiet });
    await one.runTo(40);
    const told = one.world.published.map(({ at, attributes }) => [(at - aheadOf(0)) / 3600, attributes.kind]);
    expect(told.slice(0, 6)).toEqual([
      [1, 'firing'],
      [2, 'resolved'],
      [3, 'firing'],
      [4, 'resolved'],
      [5, 'firing'],
      [12, 'flapping'],
    ]);
    const critical = await scene({ prices: restless(LOWER), quiet });
    await critical.runTo(6);
    expect(said(critical).at(-1)).toEqual(['operations', 'flapping', 'unprofitable', 1, 0]);
  });

  it('that came and went under a mute leaves its episodes to be told as over', async () => {
    const one = await scene({ prices: restless(LOW) });
    const mute = { id: 'm', match: {}, from: aheadOf(0), to: aheadOf(40), reason: 'work', by: 'ops' };
    await one.world.stores.mutes.put(mute);
    await one.runTo(41);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 5, 5]]);
  });

  it('is listed with its newest episode where it was held back, once, with the reason and for its start and its end', async () => {
    const ofSpell = async (one: Awaited<ReturnType<typeof scene>>) =>
      (await one.suppressed('pad-0000')).filter(([, notice]) => notice === 'flapping' || notice === 'settled');
    const muted = await scene({ prices: restless(LOW) });
    await muted.world.stores.mutes.put({
      id: 'm',
      match: {},
      from: aheadOf(0),
      to: aheadOf(12),
      reason: 'w',
      by: 'ops',
    });
    await muted.runTo(48);
    expect(await ofSpell(muted)).toEqual([['operations', 'flapping', 'muted']]);

    const quiet = await scene({ prices: restless(LOW), quiet: { from: '06:00', to: '12:00' } });
    await quiet.runTo(11);
    expect(await ofSpell(quiet)).toEqual([['operations', 'flapping', 'quiet-hours']]);

    const window = {
      from: '2023-02-15T10:00',
      to: '2023-02-17T08:00',
      timezone: 'UTC',
      reason: 'turnaround',
      by: 'ops',
    };
    const planned = await scene({ prices: restless(LOW), maintenance: [{ match: {}, ...window }] });
    await planned.runTo(60);
    expect(await ofSpell(planned)).toEqual([['operations', 'settled', 'maintenance']]);
  });

  it('that is held back is remembered once, not at every flush, and forgotten when it is over', async () => {
    const one = await scene({ prices: restless(LOW) });
    await one.world.stores.mutes.put({ id: 'm', match: {}, from: aheadOf(0), to: aheadOf(30), reason: 'w', by: 'ops' });
    await one.runTo(8);
    const ofSpell = async () => (await one.world.stores.groups.all()).filter(({ cause }) => cause === 'unknown');
    const before = await ofSpell();
    expect(before).toMatchObject([{ seq: 0, withheld: [{ notice: 'flapping', reason: 'muted' }] }]);
    await one.runTo(9);
    expect(await ofSpell()).toEqual(before);
    await one.runTo(48);
    expect(await ofSpell()).toMatchObject([{ seq: 0, told: [], withheld: [] }]);
  });

  it('is nothing to higher tiers: they were told of no change that it would replace', async () => {
    const one = await scene({ prices: restless(LOWER), hasTiers: true });
    await one.runTo(40);
    const spell = one.world.published.filter(({ attributes }) => attributes.kind === 'flapping');
    expect(spell.map(({ audience }) => audience)).toEqual(['operations', 'operations']);
  });

  it('says that it has begun and settled, waits for a publisher that is down, and asks nothing of who is gone', async () => {
    const one = await scene({ prices: restless(LOW), others: ['aa'] });
    await one.runTo(5);
    const { ports } = one.world;
    const publish = () => Promise.reject(new NetbackError('publish-failed', 'down', { retryable: true }));
    await expect(runChain(one.world, aheadOf(6), { ...ports, publisher: { publish } })).rejects.toThrow('not accepted');
    const stuck = (await one.world.stores.groups.all()).filter(({ cause }) => cause === 'unknown');
    // The clock stands at 0 s, a run may take 50.
    expect(stuck.map(({ intent }) => intent?.until)).toEqual([50, 50]);
    const audiences = one.world.company.audiences.filter(({ id }) => id !== 'aa');
    const company = { ...one.world.company, audiences };
    const world = { ...one.world, company, version: companyVersion(company) };
    for (let tick = 7; tick < 30; tick += 1) await runChain(world, aheadOf(tick));
    const spell = one.world.published.filter(({ attributes }) => attributes.kind === 'flapping');
    // What had been written down goes out; that it has settled is told to who is there.
    expect(spell.map(({ audience }) => audience)).toEqual(['aa', 'operations', 'operations']);
    const told = spell.map(({ json }) => JSON.parse(json)).map(({ firing, resolved }) => [...firing, ...resolved]);
    expect(told.flat().map(({ closeReason }) => closeReason)).toEqual([null, null, 'settled']);
  });

  it('of one rule is not that of another', async () => {
    const one = await scene({ sites: 2, prices: restless(LOW), sitesAs: firstWatchesThePrice });
    await one.runTo(40);
    const spells = one.world.published.flatMap(({ attributes, json }) =>
      attributes.kind === 'flapping' ? [[attributes.rule, JSON.parse(json).sites]] : [],
    );
    expect(spells.toSorted()).toEqual([
      ['unprofitable', ['pad-0001']],
      ['unprofitable', ['pad-0001']],
      ['user-price', ['pad-0000']],
      ['user-price', ['pad-0000']],
    ]);
  });

  it('of a rule that is gone is counted where its end is held back, though there is no episode to list it with', async () => {
    const window = {
      from: '2023-02-15T07:00',
      to: '2023-02-15T10:00',
      timezone: 'UTC',
      reason: 'turnaround',
      by: 'ops',
    };
    const maintenance = [{ match: {}, ...window }];
    const one = await scene({ sites: 2, prices: restless(LOW), sitesAs: firstWatchesThePrice, maintenance });
    await one.runTo(6);
    const company = { ...one.world.company, sites: one.world.company.sites.map(withoutCustomRules) };
    const counted: string[] = [];
    const metrics = { count: (name: string) => void counted.push(name) };
    const ports = { ...one.world.ports, metrics };
    for (const tick of [7, 8, 9, 10]) {
      await runChain({ ...one.world, company, version: companyVersion(company) }, aheadOf(tick), ports);
    }
    const spell = one.world.published.filter(
      ({ attributes: { rule, kind } }) => rule === 'user-price' && kind === 'flapping',
    );
    expect(spell.map(({ at }) => (at - aheadOf(0)) / 3600)).toEqual([6, 10]);
    expect(await one.suppressed('pad-0000')).not.toContainEqual(['operations', 'settled', 'maintenance']);
    expect(counted).toContain('NoticesWithheld');
  });

  it('that outlasts a mute is told in the place of its episodes', async () => {
    const one = await scene({ prices: restless(LOW) });
    const mute = { id: 'm', match: {}, from: aheadOf(0), to: aheadOf(12), reason: 'work', by: 'ops' };
    await one.world.stores.mutes.put(mute);
    await one.runTo(48);
    expect(said(one)).toEqual([
      ['operations', 'flapping', 'unprofitable', 1, 0],
      ['operations', 'flapping', 'unprofitable', 0, 1],
    ]);
  });
});

/** The first pad is not judged by its margin but watches the price with a rule of its own. */
function firstWatchesThePrice(sites: Company['sites']): Company['sites'] {
  const levels = [{ severity: 'warning' as const, enter: 20_000 }];
  const hold = { forSeconds: 0, keepFiringForSeconds: 0 };
  const custom: CustomRule = { id: 'price', field: 'btcUsd', op: 'lt', exit: null, levels, ...hold };
  return sites.map((site, index) =>
    index === 0
      ? {
          ...site,
          rules: { ...site.rules, custom: [custom], unprofitable: { ...site.rules.unprofitable, enabled: false } },
        }
      : site,
  );
}

function withoutCustomRules(site: Company['sites'][number]): Company['sites'][number] {
  return { ...site, rules: { ...site.rules, custom: [] } };
}
