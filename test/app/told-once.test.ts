import { expect, it } from 'vitest';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { companyVersion } from '#lib/config/load-company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { aheadOf, type Scene, type SceneOptions, said, scene } from './alert-scene.ts';
import { tick } from './seal-world.ts';
import { runChain } from './world.ts';

const HIGH = 30_000;
const LOW = 2_000;

/** The ports of a run of send-alerts that dies when everything is sent, before it can say that it is done. */
function dyingAtTheEnd({ world }: Scene): Scene['world']['ports'] {
  const { ticks } = world.stores;
  const finish: typeof ticks.finish = async (...values) => {
    if (values[0] === 'send-alerts') throw new Error('the process is gone');
    await ticks.finish(...values);
  };
  return { ...world.ports, stores: { ...world.stores, ticks: { ...ticks, finish } } };
}

it('an episode that was told, by a run that died after it, ends as told', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH] });
  await one.runTo(0);
  await expect(runChain(one.world, aheadOf(1), dyingAtTheEnd(one))).rejects.toThrow('gone');
  // Its run is not known to have happened: the next one looks at what opened since tick 0.
  await runChain(one.world, aheadOf(2));
  expect(said(one)).toEqual([
    ['operations', 'firing', 'unprofitable', 1, 0],
    ['operations', 'resolved', 'unprofitable', 0, 1],
  ]);
});

it('an episode that came and went between two flushes is told once, also by a run that died after it', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH, HIGH, HIGH] });
  await one.runTo(0);
  await tick(one.world, aheadOf(1));
  await expect(runChain(one.world, aheadOf(2), dyingAtTheEnd(one))).rejects.toThrow('gone');
  for (const at of [3, 4]) await runChain(one.world, aheadOf(at));
  expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 1]]);
});

it('nor is it told again after another one that came and went, as long as no run is known to be done', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH, LOW, HIGH, HIGH] });
  await one.runTo(0);
  for (const at of [1, 3]) {
    await tick(one.world, aheadOf(at));
    await expect(runChain(one.world, aheadOf(at + 1), dyingAtTheEnd(one))).rejects.toThrow('gone');
    // The queue tries the same tick again.
    await expect(runChain(one.world, aheadOf(at + 1), dyingAtTheEnd(one))).rejects.toThrow('gone');
  }
  await runChain(one.world, aheadOf(5));
  expect(said(one)).toEqual([
    ['operations', 'firing', 'unprofitable', 1, 1],
    ['operations', 'firing', 'unprofitable', 1, 1],
  ]);
});

it('an episode that is still open when the flush runs again is no more than that', async () => {
  const one = await scene({ prices: [HIGH, LOW, LOW, LOW] });
  await one.runTo(0);
  for (const at of [1, 2]) await tick(one.world, aheadOf(at));
  await runChain(one.world, aheadOf(3));
  expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 0]]);
  expect(JSON.parse(one.world.published[0]?.json ?? '{}').reasons).toEqual(['first']);
});

it('an episode that came and went before the one that fires is told beside it, and as no all-clear', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH, LOW, LOW] });
  await one.runTo(0);
  for (const at of [1, 2]) await tick(one.world, aheadOf(at));
  await runChain(one.world, aheadOf(3));
  expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 2, 1]]);
  const { resolved } = JSON.parse(one.world.published[0]?.json ?? '{}');
  expect(resolved[0]).toMatchObject({ episode: 1, closeReason: 'fires-again' });
  expect(one.world.published[0]?.email).not.toContain('Nothing to do');
});

it('what was told as over is forgotten by its group once a flush is done', async () => {
  const one = await scene({ prices: [HIGH, LOW, LOW, HIGH, LOW, LOW, HIGH, HIGH] });
  for (const at of [3, 6, 7]) {
    await one.runTo(at);
    const [group] = await one.world.stores.groups.all();
    expect([group?.told, group?.over ?? []]).toEqual([[], []]);
  }
});

it('an episode that came and went while the message before it was stuck is told with its end', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH, LOW, HIGH, HIGH] });
  await one.runTo(0);
  const publish = () => Promise.reject(new NetbackError('publish-failed', 'SNS does not answer', { retryable: true }));
  for (const at of [1, 2, 3, 4]) {
    const run = runChain(one.world, aheadOf(at), { ...one.world.ports, publisher: { publish } });
    await expect(run).rejects.toThrow('not accepted');
  }
  await runChain(one.world, aheadOf(5));
  expect(said(one)).toEqual([
    ['operations', 'firing', 'unprofitable', 1, 0],
    // The second episode, fired and over, and the end of the first.
    ['operations', 'firing', 'unprofitable', 1, 2],
  ]);
});

it('an episode that came and went before there was any flush is told, though nothing is known of what moved it', async () => {
  const one = await scene({ prices: [LOW, HIGH, HIGH] });
  for (const at of [0, 1]) await tick(one.world, aheadOf(at));
  await runChain(one.world, aheadOf(2));
  expect(one.world.published.map(({ id }) => id)).toEqual(['test-co/unprofitable/market/operations#1']);
  expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 1]]);
});

it('nor does what another audience is stuck at make it told again to those who have heard of it', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH, LOW, HIGH, HIGH, HIGH, HIGH], others: ['stuck'] });
  await one.runTo(0);
  const { publisher } = one.world.ports;
  const publish: typeof publisher.publish = (message) =>
    message.audience === 'stuck'
      ? Promise.reject(new NetbackError('publish-failed', 'SNS does not answer', { retryable: true }))
      : publisher.publish(message);
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const run = runChain(one.world, aheadOf(at), { ...one.world.ports, publisher: { publish } });
    await expect(run).rejects.toThrow('not accepted');
  }
  await runChain(one.world, aheadOf(7));
  const to = (audience: string) =>
    said(one).flatMap(([of, kind, , ...counts]) => (of === audience ? [[kind, ...counts]] : []));
  // From 5 on the second episode is forgotten by the group that told it, while the other one still has to.
  expect(to('operations')).toEqual([
    ['firing', 1, 0],
    ['resolved', 0, 1],
    ['firing', 1, 0],
    ['resolved', 0, 1],
  ]);
  expect(to('stuck')).toEqual([
    ['firing', 1, 0],
    ['firing', 1, 2],
  ]);
});

it('records are looked through only for what came and went between two flushes, from the one that saw the ticks whole', async () => {
  const one = await scene({ prices: [HIGH, LOW, LOW, HIGH, HIGH, HIGH, HIGH] });
  const { episodes } = one.world.stores;
  const range = episodes.range.bind(episodes);
  const reads: (readonly number[])[] = [];
  episodes.range = async (from, to, limit) => {
    reads.push([from - aheadOf(0), to - aheadOf(0)]);
    return range(from, to, limit);
  };
  // Before the first flush anything may have opened; after that each has seen the tick before it.
  await one.runTo(3);
  expect(reads).toEqual([[-aheadOf(0), 1]]);
  for (const at of [4, 5]) await tick(one.world, aheadOf(at));
  await runChain(one.world, aheadOf(6));
  expect(reads.slice(1)).toEqual([[3 * 3600 + 1, 6 * 3600 + 1]]);
});

it('a site has its name in what fires and in what is over', async () => {
  const sitesAs: SceneOptions['sitesAs'] = (sites) => sites.map((site) => ({ ...site, name: 'North Pad' }));
  const one = await scene({ prices: [HIGH, LOW, HIGH], sitesAs });
  await one.runTo(2);
  const subjects = one.world.published.map(({ subject }) => subject.replace(/^\[\w+\] /, '').split(':')[0]);
  expect(subjects).toEqual(['North Pad', 'North Pad']);
});

it('an audience that is gone hears no end, and nobody else is kept from hearing of it', async () => {
  const one = await scene({ prices: [HIGH, LOW, HIGH, HIGH], others: ['aa'] });
  await one.runTo(1);
  const audiences = one.world.company.audiences.filter(({ id }) => id !== 'aa');
  const company = { ...one.world.company, audiences };
  await runChain({ ...one.world, company, version: companyVersion(company) }, aheadOf(2));
  expect(said(one)).toEqual([
    ['aa', 'firing', 'unprofitable', 1, 0],
    ['operations', 'firing', 'unprofitable', 1, 0],
    ['operations', 'resolved', 'unprofitable', 0, 1],
  ]);
});

it('an episode of a tick that came after its own flush is told, though it is over by the next', async () => {
  const one = await scene({ prices: [HIGH, HIGH, LOW, HIGH] });
  await one.runTo(1);
  const { ports, company, version } = one.world;
  const flush = (at: number) => sendAlerts(ports, { company, version, timeoutSeconds: 50 }, aheadOf(at));
  // The margins are late: at 2 nobody knows yet that the price has fallen.
  await flush(2);
  await tick(one.world, aheadOf(2));
  await tick(one.world, aheadOf(3));
  await flush(3);
  expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 1]]);
});
