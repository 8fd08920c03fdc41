import { expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { underClaim } from '#lib/app/claim.ts';
import { after } from '#lib/domain/instant.ts';
import { START } from './world.ts';

it('counts a run that began and never ended, once, when the next tick takes over', async () => {
  const { ticks } = memoryStores();
  const counted: string[] = [];
  let minutes = 0;
  const run = (tick: number, owner: string, act: () => Promise<void>): Promise<void> =>
    underClaim(
      {
        ticks,
        clock: { nowMilliseconds: () => minutes * 60_000 },
        ids: { owner: () => owner },
        metrics: { count: (name) => void counted.push(name) },
      },
      'seal-history',
      after(START, tick * 3600),
      50,
      async () => {
        await act();
        return after(START, tick * 3600);
      },
    );
  const killed = () => Promise.reject(new Error('killed'));
  await expect(run(0, 'a', killed)).rejects.toThrow('killed');
  minutes = 2;
  // Lambda's own retry of the same tick: not lost yet.
  await expect(run(0, 'b', killed)).rejects.toThrow('killed');
  expect(counted).toEqual([]);
  minutes = 60;
  await run(1, 'c', async () => {});
  expect(counted).toEqual(['ClaimsWithoutDone']);
  minutes = 120;
  await run(2, 'd', async () => {});
  expect(counted).toHaveLength(1);
});
