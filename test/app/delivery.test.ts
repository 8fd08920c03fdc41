import { describe, expect, it } from 'vitest';
import { deliverIntent } from '#lib/app/deliver.ts';
import { pullMarket } from '#lib/app/pull-market.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { sendTest } from '#lib/app/send-test.ts';
import type { GroupState } from '#lib/domain/alerts/group-state.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { aheadOf, type Scene, said, scene } from './alert-scene.ts';
import { tick } from './seal-world.ts';
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
    // The API shows what was sent, not what was refused.
    const kept = await world.stores.messages.range(aheadOf(0), aheadOf(9), 10);
    expect(kept.map(({ message }) => message)).toEqual(world.published);
  });

  it('is replaced once: a replacement that is refused too stays written down', async () => {
    const one = await scene({ prices: PRICES });
    const { world } = one;
    const tried: string[] = [];
    world.ports.publisher = {
      publish: async ({ id }) => {
        tried.push(id);
        throw new NetbackError('publish-rejected', 'InvalidParameter');
      },
    };
    await one.runTo(0);
    for (const tick of [1, 2]) await expect(runChain(world, aheadOf(tick))).rejects.toThrow('1 message(s)');
    const id = 'test-co/unprofitable/market/operations#1';
    expect(tried).toEqual([id, `${id}-r1`, `${id}-r1`]);
    const [group] = await world.stores.groups.all();
    expect(group?.intent?.message.id).toBe(`${id}-r1`);
    // Until the function that wrote it down is certainly over: its clock was at 0 s, its timeout is 50 s.
    expect(group?.intent?.until).toBe(50);
  });

  it('is not replaced by a run that has lost its group', async () => {
    const one = await scene({ prices: PRICES });
    const { world } = one;
    const tried: string[] = [];
    const publish = async ({ id }: RenderedMessage) => {
      tried.push(id);
      if (!id.endsWith('-r1')) throw new NetbackError('publish-rejected', 'InvalidParameter');
    };
    await one.runTo(0);
    const { groups } = world.stores;
    const putIf: typeof groups.putIf = async (next, seq, intent) =>
      next.intent?.message.id.endsWith('-r1') ? false : groups.putIf(next, seq, intent);
    const ports = { ...world.ports, publisher: { publish }, stores: { ...world.stores, groups: { ...groups, putIf } } };
    await expect(runChain(world, aheadOf(1), ports)).rejects.toThrow('1 message(s)');
    expect(tried).toEqual(['test-co/unprofitable/market/operations#1']);
  });
});

describe('a publish that fails', () => {
  it('is tried three times in a run, once where trying again is of no use', async () => {
    const one = await scene({ prices: PRICES });
    const { world } = one;
    await one.runTo(0);
    for (const [tick, retryable, tries] of [
      [1, true, 3],
      [2, false, 1],
    ] as const) {
      let count = 0;
      const publish = async () => {
        count += 1;
        throw new NetbackError('publish-failed', 'throttled', { retryable });
      };
      const run = runChain(world, aheadOf(tick), { ...world.ports, publisher: { publish } });
      await expect(run).rejects.toThrow('1 message(s)');
      expect(count).toBe(tries);
    }
  });

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

describe('a flush that is done', () => {
  /** What the flush of tick 1 says of itself: ticks counted as completed, and the beats of the heart. */
  const saidOfItself = async (changed: (world: Scene['world']) => Partial<Scene['world']['ports']>) => {
    const one = await scene({ prices: PRICES });
    await one.runTo(0);
    const { world } = one;
    await tick(world, aheadOf(1));
    const [counted, beats]: [string[], number[]] = [[], []];
    const metrics = { count: (name: string) => void counted.push(name) };
    const heartbeat = { beat: async (at: number) => void beats.push(at) };
    const ports = { ...world.ports, metrics, heartbeat, ...changed(world) };
    const deployment = { company: world.company, version: world.version, timeoutSeconds: 50 };
    const failed = await sendAlerts(ports, deployment, aheadOf(1)).then(
      () => false,
      () => true,
    );
    return { failed, completed: counted.filter((name) => name === 'TickCompleted').length, beats };
  };
  const refused = new NetbackError('publish-failed', 'throttled', { retryable: true });

  it('is counted, and keeps the heart beating; also where a message stays written down, which the next one sends', async () => {
    expect(await saidOfItself(() => ({}))).toEqual({ failed: false, completed: 1, beats: [aheadOf(1)] });
    const publisher = { publish: () => Promise.reject(refused) };
    expect(await saidOfItself(() => ({ publisher }))).toEqual({ failed: true, completed: 1, beats: [aheadOf(1)] });
  });

  it('is none where a group broke before its message was written down', async () => {
    const broken = await saidOfItself(({ stores }) => ({
      stores: { ...stores, groups: { ...stores.groups, putIf: () => Promise.reject(new Error('the table is gone')) } },
    }));
    expect(broken).toEqual({ failed: true, completed: 0, beats: [] });
  });

  it('looks at the sites where nobody has left word that all is quiet', async () => {
    const said: number[] = [];
    await saidOfItself(({ stores, ports }) => {
      const all = async () =>
        new Map([...(await stores.ticks.all())].map(([name, { note: _, ...claim }]) => [name, claim] as const));
      const publish = async (message: RenderedMessage) => void said.push(message.at);
      return { stores: { ...ports.stores, ticks: { ...stores.ticks, all } }, publisher: { publish } };
    });
    expect(said).toEqual([aheadOf(1)]);
  });

  it('has sent also what is no alert and could not go out before, with the same bytes', async () => {
    const one = await scene({ prices: [30_000, 30_000] });
    await one.runTo(0);
    const { world } = one;
    const deployment = { company: world.company, version: world.version, timeoutSeconds: 50 };
    const down = { ...world.ports, publisher: { publish: () => Promise.reject(refused) } };
    await expect(sendTest(down, deployment, aheadOf(0), 'operations')).rejects.toThrow();
    const [stuck] = await world.stores.groups.all();
    await runChain(world, aheadOf(1));
    expect(world.published).toEqual([stuck?.intent?.message]);
    expect(world.published[0]?.attributes.kind).toBe('test');
  });
});

describe('a message as sent', () => {
  it('is kept, byte for byte, with the number of tries', async () => {
    const one = await scene({ prices: PRICES });
    await one.runTo(2);
    const kept = await one.world.stores.messages.range(aheadOf(0), aheadOf(9), 10);
    expect(one.world.published).toHaveLength(1);
    expect(kept.map(({ message }) => message)).toEqual(one.world.published);
    expect(kept.map(({ attempts }) => attempts)).toEqual([1]);
  });
});

describe('a message that another run is sending', () => {
  /** The fall of tick 1, written down by a run that has the group until 50 s past the epoch, and not sent. */
  const underWay = async () => {
    const one = await scene({ prices: PRICES });
    const { world } = one;
    const accept = world.ports.publisher.publish;
    await one.runTo(0);
    world.ports.publisher = {
      publish: async () => {
        throw new NetbackError('publish-failed', 'throttled', { retryable: true });
      },
    };
    world.ports.ids = { owner: () => 'the other run' };
    await expect(runChain(world, aheadOf(1))).rejects.toThrow('1 message(s)');
    world.ports.publisher = { publish: accept };
    world.ports.ids = { owner: () => 'this run' };
    return world;
  };

  it('is left alone while its lease lasts', async () => {
    const world = await underWay();
    await runChain(world, aheadOf(2));
    expect(world.published).toEqual([]);
    const [group] = await world.stores.groups.all();
    expect(group?.intent?.by).toBe('the other run');
  });

  it('is not sent by a run that comes second to take it over', async () => {
    const world = await underWay();
    world.ports.clock = { nowMilliseconds: () => 51_000 };
    const groups = { ...world.stores.groups, putIf: async () => false };
    await runChain(world, aheadOf(2), { ...world.ports, stores: { ...world.stores, groups } });
    expect(world.published).toEqual([]);
  });

  it.each([
    [49_999, 0],
    [50_000, 1],
  ])('is taken over at the very end of its lease, not before: at %i ms', async (now, count) => {
    const world = await underWay();
    world.ports.clock = { nowMilliseconds: () => now };
    await runChain(world, aheadOf(2));
    expect(world.published).toHaveLength(count);
  });

  it.each([
    ['took it over first', (next: GroupState) => next.intent === null],
    ['committed it first', (next: GroupState) => next.intent !== null],
  ])(
    'is still under way for a run that comes second to one that %s, so that nothing is decided',
    async (_, isFirst) => {
      const world = await underWay();
      world.ports.clock = { nowMilliseconds: () => 51_000 };
      const [group] = await world.stores.groups.all();
      if (group === undefined) expect.fail('the message is written down');
      const groups = { ...world.stores.groups, putIf: async (next: GroupState) => isFirst(next) };
      const ports = { ...world.ports, stores: { ...world.stores, groups } };
      const answered = await deliverIntent(ports, group, { owner: 'this run', untilMilliseconds: 100_000 });
      expect(answered).toEqual(group);
    },
  );

  it('is taken over when it is over, counted as one more try, and is the same message', async () => {
    const world = await underWay();
    const [before] = await world.stores.groups.all();
    world.ports.clock = { nowMilliseconds: () => 51_000 };
    await runChain(world, aheadOf(2));
    expect(world.published).toEqual([before?.intent?.message]);
    const [kept] = await world.stores.messages.range(aheadOf(0), aheadOf(9), 10);
    expect(kept?.attempts).toBe(2);
    const [after] = await world.stores.groups.all();
    expect([after?.seq, after?.intent, after?.told.length]).toEqual([1, null, 1]);
  });
});

describe('a flush that ran before the margins of its tick', () => {
  it('does not take the tick for seen: what came and went in it is told by the next one', async () => {
    const one = await scene({ prices: [30_000, 3_000, 30_000] });
    const { world } = one;
    await one.runTo(0);
    const deployment = { company: world.company, version: world.version, timeoutSeconds: 50 };
    await pullMarket(world.ports, deployment, aheadOf(1));
    await sendAlerts(world.ports, deployment, aheadOf(1));
    expect(world.published).toEqual([]);
    // The margins of ticks 1 and 2 come together: the loss of tick 1 is over at tick 2.
    await runChain(world, aheadOf(2));
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 1]]);
  });
});
