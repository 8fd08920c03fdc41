import { describe, expect, it } from 'vitest';
import { acknowledge, unacknowledge } from '#lib/app/acknowledge.ts';
import { MUTES_MAX, mute, unmute } from '#lib/app/mute.ts';
import { episodeId } from '#lib/domain/alerts/episode-record.ts';
import type { Mute } from '#lib/domain/alerts/mute.ts';
import { after, instant } from '#lib/domain/instant.ts';
import { aheadOf, scene } from './alert-scene.ts';

const request = { by: 'ann', until: null, note: null, isSticky: false };

async function firing() {
  const one = await scene({ prices: [30_000, 3_000, 3_000] });
  await one.runTo(1);
  const { stores } = one.world;
  const [record] = await stores.episodes.range(instant(0), instant(9e9), 9);
  if (record === undefined) throw new Error('the loss has a record');
  return { one, stores, record };
}

describe('an acknowledgement', () => {
  it('is refused for another spell of the same number, which the rule has gone on from', async () => {
    const { stores, record } = await firing();
    const earlier = { ...record, openedAt: aheadOf(0) };
    await stores.episodes.put(earlier);
    expect(await acknowledge(stores, episodeId(earlier), request, aheadOf(1))).toBe('over');
    expect(await unacknowledge(stores, episodeId(earlier))).toBe('over');
    expect(await acknowledge(stores, episodeId(record), request, aheadOf(1))).toBe('acknowledged');
  });

  it('is refused for a rule that is forgotten', async () => {
    const { stores, record } = await firing();
    const forgotten = { ...record, rule: 'user-gone' } as const;
    await stores.episodes.put(forgotten);
    expect(await acknowledge(stores, episodeId(forgotten), request, aheadOf(1))).toBe('over');
  });

  it('ends after now', async () => {
    const { stores, record } = await firing();
    const id = episodeId(record);
    expect(await acknowledge(stores, id, { ...request, until: aheadOf(1) }, aheadOf(1))).toBe('too-early');
    expect(await acknowledge(stores, id, { ...request, until: after(aheadOf(1), 1) }, aheadOf(1))).toBe('acknowledged');
  });

  it('is taken back only of its own episode', async () => {
    const { stores, record } = await firing();
    const other = { ...request, site: record.site, rule: record.rule, episode: 7, at: aheadOf(0) };
    await stores.acknowledgements.put({ ...other, until: aheadOf(9), severity: 'warning' });
    expect(await unacknowledge(stores, episodeId(record))).toBe('unacknowledged');
    expect(await stores.acknowledgements.all()).toHaveLength(1);
    // Nor because somebody has taken on another site's episode of the same number.
    const elsewhere = { ...other, site: 'elsewhere', episode: record.episode, until: aheadOf(9) } as const;
    await stores.acknowledgements.put({ ...elsewhere, severity: 'warning' });
    await unacknowledge(stores, episodeId(record));
    expect(await stores.acknowledgements.all()).toHaveLength(2);
    await acknowledge(stores, episodeId(record), request, aheadOf(1));
    await unacknowledge(stores, episodeId(record));
    expect((await stores.acknowledgements.all()).map(({ site }) => site)).toEqual(['elsewhere']);
  });
});

describe('the mutes that stand', () => {
  const until = (id: string, to: number): Mute => ({
    id,
    match: {},
    from: aheadOf(0),
    to: aheadOf(to),
    reason: '',
    by: '',
  });

  it('are so many at most, those that are over and the same one again not counted', async () => {
    const { stores } = (await firing()).one.world;
    for (let index = 1; index < MUTES_MAX; index += 1) await stores.mutes.put(until(`m${index}`, 9));
    await stores.mutes.put(until('over', 2));
    expect(await mute(stores, until('last', 9), aheadOf(2))).toBe('muted');
    expect(await mute(stores, until('more', 9), aheadOf(2))).toBe('too-many');
    expect(await mute(stores, until('last', 8), aheadOf(2))).toBe('muted');
    expect((await stores.mutes.get('last'))?.to).toBe(aheadOf(8));
  });
});

describe('a mute that is taken back', () => {
  const standing: Mute = { id: 'm', match: {}, from: aheadOf(0), to: aheadOf(5), reason: '', by: '' };

  it('is over already at its very end', async () => {
    const { stores } = await firing();
    await stores.mutes.put(standing);
    expect((await unmute(stores, 'm', aheadOf(5))).outcome).toBe('over');
    expect(await unmute(stores, 'm', after(aheadOf(5), -1))).toMatchObject({ mute: { to: aheadOf(5) - 1 } });
  });

  it('ends a second later where any group has spoken at that moment, else at once', async () => {
    // Operations were told of the loss at 1; another group has never spoken.
    const { stores } = await firing();
    const silent = { rule: 'mass-balance', cause: 'site', audience: 'operations', seq: 0, told: [] } as const;
    await stores.groups.putIf({ ...silent, lastSentAt: null, intent: null }, null, null);
    await stores.mutes.put(standing);
    expect(await unmute(stores, 'm', aheadOf(1))).toMatchObject({ mute: { to: aheadOf(1) + 1 } });
    await stores.mutes.put(standing);
    expect(await unmute(stores, 'm', aheadOf(2))).toMatchObject({ mute: { to: aheadOf(2) } });
  });
});
