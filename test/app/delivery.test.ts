import { describe, expect, it } from 'vitest';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { aheadOf, scene } from './alert-scene.ts';
import { runChain } from './world.ts';

const PRICES = [30_000, 3_000, 3_000, 3_000];

describe('a message that SNS will never take', () => {
  it('is replaced by a minimal one under a new id, never dropped', async () => {
    const one = await scene({ prices: PRICES });
    const { world } = one;
    const accept = world.ports.publisher.publish;
    world.ports.publisher = {
      publish: async (message: RenderedMessage) => {
        if (!message.id.endsWith('-r1')) throw new NetbackError('publish-rejected', 'InvalidParameter');
        await accept(message);
      },
    };
    await one.runTo(2);
    expect(world.published.map(({ id }) => id)).toEqual(['test-co/unprofitable/market/operations#1-r1']);
    const [sent] = world.published;
    expect(sent?.subject).toMatch(/^[ -~]{1,99}$/);
    expect(JSON.parse(sent?.json ?? '{}')).toMatchObject({
      kind: 'firing',
      replaces: 'test-co/unprofitable/market/operations#1',
    });
    const [group] = await world.stores.groups.all();
    expect([group?.seq, group?.told.length, group?.intent]).toEqual([1, 1, null]);
  });
});

describe('a publish that fails', () => {
  it('fails the run, leaves the message written down, and sends the same bytes at the next tick', async () => {
    const one = await scene({ prices: PRICES });
    const { world } = one;
    const accept = world.ports.publisher.publish;
    await one.runTo(0);
    world.ports.publisher = {
      publish: async () => {
        throw new NetbackError('publish-failed', 'throttled', { retryable: true });
      },
    };
    await expect(runChain(world, aheadOf(1))).rejects.toThrow('1 message(s)');
    const [stuck] = await world.stores.groups.all();
    world.ports.publisher = { publish: accept };
    await runChain(world, aheadOf(2));
    expect(world.published).toEqual([stuck?.intent?.message]);
    expect(world.published[0]?.at).toBe(aheadOf(1));
  });

  it('holds back no other group', async () => {
    const one = await scene({ prices: [30_000, 2_000] });
    const { world } = one;
    const [operations] = world.company.audiences;
    if (operations === undefined) throw new Error('the test company has an audience');
    const audiences = [{ ...operations, id: 'aa' }, operations, { ...operations, id: 'zz' }];
    const company = { ...world.company, audiences };
    const accept = world.ports.publisher.publish;
    world.ports.publisher = {
      publish: async (message: RenderedMessage) => {
        if (message.audience === 'operations')
          throw new NetbackError('publish-failed', 'throttled', { retryable: true });
        await accept(message);
      },
    };
    await runChain({ ...world, company }, aheadOf(0));
    await expect(runChain({ ...world, company }, aheadOf(1))).rejects.toThrow('1 message(s)');
    expect(world.published.map(({ audience }) => audience)).toEqual(['aa', 'zz']);
  });
});
