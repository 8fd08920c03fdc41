import { describe, expect, it } from 'vitest';
import { acknowledgeEpisodeIn, aheadOf, type Scene, said, scene } from './alert-scene.ts';
import { TICK_SECONDS } from './world.ts';

/** Made-up pads: 3,000 USD/BTC is a warning, 2,000 critical (test/app/world.ts). Ticks of an hour. */
const HIGH = 30_000;
const LOW = 3_000;
const LOWER = 2_000;
/** By tick: what was said to whom. */
const heard = (one: Scene) =>
  one.world.published.map(({ at, audience, attributes }) => [
    (at - aheadOf(0)) / TICK_SECONDS,
    audience,
    attributes.kind,
  ]);
const ofTier = (one: Scene, tier: 2 | 3) =>
  heard(one)
    .filter(([, audience]) => audience === `tier-${tier}`)
    .map(([tick, , kind]) => [tick, kind]);

describe('a critical episode that nobody takes on', () => {
  it('comes to the second tier after 30 min and to the third after 2 h', async () => {
    const one = await scene({ prices: [HIGH, ...Array(4).fill(LOWER)], hasTiers: true });
    await one.runTo(4);
    expect(heard(one)).toEqual([
      [1, 'operations', 'firing'],
      [2, 'tier-2', 'escalated'],
      [3, 'tier-3', 'escalated'],
    ]);
    const [, second] = one.world.published;
    expect(second?.subject).toMatch(/^\[CRITICAL, ESCALATED\] /);
    expect(second?.email).toContain('Nobody has taken it on for 30 min.');
    expect(JSON.parse(second?.json ?? '{}').reasons).toEqual(['first', 'escalated']);
  });

  it('is told as over to whoever was told of it, and to nobody else', async () => {
    const one = await scene({ prices: [HIGH, LOWER, LOWER, HIGH, HIGH, HIGH], hasTiers: true });
    await one.runTo(5);
    expect(ofTier(one, 2)).toEqual([
      [2, 'escalated'],
      [3, 'resolved'],
    ]);
    expect(ofTier(one, 3)).toEqual([]);
    const [, end] = one.world.published.filter(({ audience }) => audience === 'tier-2');
    expect(JSON.parse(end?.json ?? '{}').reasons).toEqual(['all-resolved']);
  });

  it('is repeated to the tier that was told of it', async () => {
    const one = await scene({ prices: [HIGH, ...Array(7).fill(LOWER)], hasTiers: true });
    await one.runTo(7);
    // Critical: every four hours, after tick 2 at tick 6, after tick 3 at tick 7.
    expect(ofTier(one, 2)).toEqual([
      [2, 'escalated'],
      [6, 'reminder'],
    ]);
    expect(ofTier(one, 3)).toEqual([
      [3, 'escalated'],
      [7, 'reminder'],
    ]);
  });

  it('counts from the rise to critical, not from the opening', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, LOW, LOWER, LOWER, LOWER], hasTiers: true });
    await one.runTo(6);
    expect(ofTier(one, 2)).toEqual([[5, 'escalated']]);
    expect(ofTier(one, 3)).toEqual([[6, 'escalated']]);
  });

  it('of a warning, however old, is never told to a higher tier', async () => {
    const one = await scene({ prices: [HIGH, ...Array(30).fill(LOW)], hasTiers: true });
    await one.runTo(30);
    expect([...ofTier(one, 2), ...ofTier(one, 3)]).toEqual([]);
    expect(said(one).map(([, kind]) => kind)).toEqual(['firing', 'reminder']);
  });
});

describe('an acknowledgement', () => {
  it('keeps the higher tiers from hearing, until it runs out; then their time begins anew', async () => {
    const one = await scene({ prices: [HIGH, ...Array(9).fill(LOWER)], hasTiers: true });
    await one.runTo(1);
    expect(await acknowledgeEpisodeIn(one, { until: aheadOf(5), at: aheadOf(1) })).toBe('acknowledged');
    await one.runTo(9);
    // 30 min after tick 5 is tick 6, 2 h after it tick 7.
    expect(ofTier(one, 2)[0]).toEqual([6, 'escalated']);
    expect(ofTier(one, 3)[0]).toEqual([7, 'escalated']);
  });

  it('of the warning is dropped by the rise to critical', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOWER, LOWER, LOWER], hasTiers: true });
    await one.runTo(1);
    await acknowledgeEpisodeIn(one, { until: aheadOf(100), at: aheadOf(1) });
    await one.runTo(4);
    expect(ofTier(one, 2)).toEqual([[3, 'escalated']]);
  });

  it('between the tiers keeps the third from hearing and the second from being reminded', async () => {
    const one = await scene({ prices: [HIGH, ...Array(9).fill(LOWER)], hasTiers: true });
    await one.runTo(2);
    await acknowledgeEpisodeIn(one, { until: aheadOf(100), at: aheadOf(2) });
    await one.runTo(9);
    expect(ofTier(one, 2)).toEqual([[2, 'escalated']]);
    expect(ofTier(one, 3)).toEqual([]);
  });
});

describe('a mute over the whole life of a critical episode', () => {
  it('keeps every tier quiet; at its end those hear whose time has come', async () => {
    const one = await scene({ prices: [HIGH, ...Array(6).fill(LOWER)], hasTiers: true });
    const mute = { id: 'm', match: {}, from: aheadOf(0), to: aheadOf(3), reason: 'work', by: 'ops' };
    await one.world.stores.mutes.put(mute);
    await one.runTo(4);
    expect(heard(one)).toEqual([
      [3, 'operations', 'firing'],
      [3, 'tier-2', 'escalated'],
      [3, 'tier-3', 'escalated'],
    ]);
  });
});
