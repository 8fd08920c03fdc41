import { describe, expect, it } from 'vitest';
import type { CustomRule } from '#lib/domain/company.ts';
import { aheadOf } from './alert-scene.ts';
import { corrected, corrections, LITTLE, listed, PLENTY, run } from './correction-scene.ts';

describe('a correction that turns several rules over', () => {
  const custom: CustomRule = {
    id: 'dry',
    field: 'producedMcfPerDay',
    op: 'lt',
    exit: 150,
    forSeconds: 0,
    keepFiringForSeconds: 0,
    levels: [{ severity: 'warning', enter: 100 }],
  };

  it('is told of one of them a day, the others after it, each with its own figure', async () => {
    const { world, told } = await corrected({ 0: PLENTY, 2: LITTLE, 6: PLENTY }, 26, { custom });
    const found = corrections(told).map(({ at }) => at);
    expect(found).toEqual([12, 24]);
    const [loss, own] = world.published.filter(({ attributes }) => attributes.kind === 'correction');
    expect([loss?.attributes.rule, own?.attributes.rule]).toEqual(['unprofitable', 'user-dry']);
    const [entry] = JSON.parse(own?.json ?? '{}').corrected;
    expect(entry).toMatchObject({ isFlipped: true, told: LITTLE, corrected: PLENTY, unit: null });
    expect(own?.subject).toBe('[CORRECTION] pad-0000: alert was wrong by corrected reports, the value was 300.00');
  });

  it('is none of a rule that it leaves beyond its limit', async () => {
    const { told } = await corrected({ 0: PLENTY, 2: LITTLE, 6: 50 }, 26, { custom });
    // 50 Mcf pay (11.55 × 50 − 80 = 498), but are below the 150 that would end the rule.
    expect(corrections(told)).toHaveLength(1);
  });
});

describe('the messages that the API lists of an alert', () => {
  it('have its correction among them', async () => {
    const { world } = await corrected({ 0: PLENTY, 2: LITTLE, 6: PLENTY }, 14);
    expect(await listed(world)).toEqual([
      ['firing', 2, true],
      ['resolved', 6, true],
      ['correction', 12, true],
    ]);
  });

  it('have it however late it was told', async () => {
    const { world } = await corrected({ 0: PLENTY, 2: LITTLE, 6: PLENTY }, 9);
    await world.stores.mutes.put({ id: 'm', match: {}, from: aheadOf(9), to: aheadOf(80), reason: 'r', by: 'b' });
    await run(world, 9, 83);
    // The episode was over at 6: a day later no message of it is looked for.
    expect((await listed(world)).at(-1)).toEqual(['correction', 80, true]);
  });

  it('have one that names only the ten worst, said so, and only where this episode was among them', async () => {
    const { world } = await corrected({ 0: PLENTY, 2: LITTLE, 6: PLENTY }, 14, { sites: 15 });
    const found = await listed(world);
    expect(found.map(([kind]) => kind)).toEqual(['firing', 'resolved', 'correction']);
    const groups = await world.stores.groups.all();
    const strangers = groups.map(({ corrected: _, ...group }) => group);
    const about = { ...world.stores, groups: { ...world.stores.groups, all: async () => strangers } };
    expect((await listed({ ...world, stores: about })).map(([kind]) => kind)).toEqual(['firing', 'resolved']);
  });
});
