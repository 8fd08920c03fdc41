import { describe, expect, it } from 'vitest';
import { sendTest } from '#lib/app/send-test.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { after } from '#lib/domain/instant.ts';
import { newWorld, START, testCompany, type World } from './world.ts';

const WEEK_SECONDS = 7 * 86_400;
const { company, version } = testCompany(1);
const audience = company.audiences[0]?.id ?? '';
const deployment = { company, version, timeoutSeconds: 50 };
const worldOf = (): World => newWorld(company, version, () => 30_000);
const send = (world: World, weeks: number, to = audience) =>
  sendTest(world.ports, deployment, after(START, weeks * WEEK_SECONDS), to);

describe('the weekly test message', () => {
  it('goes the way of an alert: to one audience, marked, kept with the messages that were sent', async () => {
    const world = worldOf();
    await send(world, 0);
    expect(world.published).toHaveLength(1);
    expect(world.published[0]?.attributes).toMatchObject({ audience, kind: 'test', rule: 'test' });
    expect(world.published[0]?.subject).toMatch(/^\[TEST\] /);
    const kept = await world.stores.messages.range(START, after(START, 1), 10);
    expect(kept.map(({ message }) => message.id)).toEqual(world.published.map(({ id }) => id));
  });

  it('goes out once for a scheduled time, and again a week later under another id', async () => {
    const world = worldOf();
    await send(world, 0);
    await send(world, 0);
    expect(world.published).toHaveLength(1);
    await send(world, 1);
    expect(new Set(world.published.map(({ id }) => id)).size).toBe(2);
  });

  it('fails when the topic refuses it, and the next try sends the same bytes', async () => {
    const world = worldOf();
    const { publish } = world.ports.publisher;
    world.ports.publisher = {
      publish: async () => {
        throw new NetbackError('publish-failed', 'The topic is down.', { retryable: true });
      },
    };
    await expect(send(world, 0)).rejects.toThrow('The topic is down.');
    const stuck = (await world.stores.groups.all())[0]?.intent?.message;
    world.ports.publisher = { publish };
    await send(world, 0);
    expect(world.published).toEqual([stuck]);
  });

  it('says so where the audience is none of the company', async () => {
    await expect(send(worldOf(), 0, 'nobody')).rejects.toThrow('"nobody"');
  });
});
