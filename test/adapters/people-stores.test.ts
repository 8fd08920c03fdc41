import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Acknowledgement } from '#lib/domain/alerts/acknowledgement.ts';
import type { Mute } from '#lib/domain/alerts/mute.ts';
import { after as later } from '#lib/domain/instant.ts';
import type { Stores, SuppressedNotice } from '#lib/ports.ts';
import { ENGINES, type OpenStores } from './engines.ts';
import { NOON } from './samples.ts';

function acknowledgement(site: string | null, by: string): Acknowledgement {
  const until = later(NOON, 3600);
  return {
    site,
    rule: 'unprofitable',
    episode: 3,
    by,
    at: NOON,
    until,
    note: 'on it',
    isSticky: false,
    severity: 'warning',
  };
}

function mute(id: string, reason: string): Mute {
  return { id, match: { site: 'north-pad' }, from: NOON, to: later(NOON, 3600), reason, by: 'ann' };
}

function suppressed(episodeId: string, audience: string, reason: SuppressedNotice['reason']): SuppressedNotice {
  const of = { site: 'north-pad', episode: 3, openedAt: NOON, notice: 'firing' as const };
  return { ...of, reason, episodeId, audience, at: NOON };
}

describe.each(ENGINES)("people's stores on $name", ({ open }) => {
  let opened: OpenStores;
  let stores: Stores;
  beforeAll(async () => {
    opened = await open();
    stores = opened.stores;
  });
  afterAll(() => opened.close());

  it('keep one acknowledgement of a rule at a site, the last one, and forget it when it is taken back', async () => {
    await stores.acknowledgements.put(acknowledgement('north-pad', 'ann'));
    await stores.acknowledgements.put(acknowledgement('north-pad', 'bob'));
    await stores.acknowledgements.put(acknowledgement(null, 'eve'));
    const all = await stores.acknowledgements.all();
    expect(all.map(({ site, by }) => [site, by]).sort()).toEqual(
      [
        [null, 'eve'],
        ['north-pad', 'bob'],
      ].sort(),
    );
    expect(all.find(({ site }) => site === 'north-pad')).toEqual(acknowledgement('north-pad', 'bob'));
    await stores.acknowledgements.remove('north-pad', 'unprofitable');
    await stores.acknowledgements.remove('nowhere', 'unprofitable');
    expect((await stores.acknowledgements.all()).map(({ by }) => by)).toEqual(['eve']);
  });

  it('keep mutes by id and replace them', async () => {
    await stores.mutes.put(mute('m1', 'turnaround'));
    await stores.mutes.put(mute('m2', 'storm'));
    await stores.mutes.put(mute('m1', 'turnaround, longer'));
    expect(await stores.mutes.get('m1')).toEqual(mute('m1', 'turnaround, longer'));
    expect(await stores.mutes.get('m3')).toBeNull();
    expect((await stores.mutes.all()).map(({ id }) => id).sort()).toEqual(['m1', 'm2']);
  });

  it('keep the first record of a held back notice, below its own episode only', async () => {
    const id = `${NOON}.north-pad.unprofitable.3`;
    const other = `${NOON}.north-pad.unprofitable.31`;
    await stores.suppressed.putIfAbsent(suppressed(id, 'operations', 'muted'));
    await stores.suppressed.putIfAbsent({ ...suppressed(id, 'operations', 'muted'), at: later(NOON, 300) });
    await stores.suppressed.putIfAbsent(suppressed(id, 'executives', 'quiet-hours'));
    await stores.suppressed.putIfAbsent(suppressed(other, 'operations', 'muted'));
    const found = await stores.suppressed.ofEpisode(id);
    expect([...found].sort((a, b) => (a.audience < b.audience ? -1 : 1))).toEqual([
      suppressed(id, 'executives', 'quiet-hours'),
      suppressed(id, 'operations', 'muted'),
    ]);
  });
});
