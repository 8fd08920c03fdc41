import { expect, it } from 'vitest';
import { aheadOf, said, scene } from './alert-scene.ts';

const HIGH = 30_000;
/** Critical: a loss of more than half of the revenue. */
const LOW = 2_000;

it('a maintenance that ends over a told alert which still fires tells it once more', async () => {
  const window = {
    match: {},
    from: '2023-02-15T02:00',
    to: '2023-02-15T04:00',
    timezone: 'UTC',
    reason: 'turnaround',
    by: 'ops',
  };
  const one = await scene({ prices: [HIGH, LOW, LOW, LOW, LOW], maintenance: [window] });
  await one.runTo(4);
  // A reminder would be due at 5.
  expect(one.world.published.map(({ at, json }) => [(at - aheadOf(0)) / 3600, JSON.parse(json).reasons])).toEqual([
    [1, ['first']],
    [4, ['unmuted']],
  ]);
});

it('an alert is not repeated while the price that it rests on is stale: the stale alert tells it', async () => {
  const one = await scene({ prices: [HIGH, LOW, ...Array(9).fill(null), LOW] });
  await one.runTo(10);
  expect(said(one).map(([, kind, rule]) => [kind, rule])).toEqual([
    ['firing', 'unprofitable'],
    ['firing', 'price-feed-stale'],
  ]);
  expect(await one.suppressed('pad-0000')).toEqual([['operations', 'reminder', 'inhibited']]);
  await one.runTo(11);
  expect(
    said(one)
      .slice(2)
      .map(([, kind, rule]) => [kind, rule]),
  ).toEqual([
    ['resolved', 'price-feed-stale'],
    ['reminder', 'unprofitable'],
  ]);
});
