import { expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { underClaim } from '#lib/app/claim.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
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

it('is held as long as its function can run and two seconds on, then anybody may take it', async () => {
  const { ticks } = memoryStores();
  let milliseconds = 7_000;
  const run = (owner: string, act: () => Promise<Instant>) =>
    underClaim(
      { ticks, clock: { nowMilliseconds: () => milliseconds }, ids: { owner: () => owner } },
      'send-alerts',
      START,
      50,
      act,
    );
  await expect(run('a', () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  milliseconds = 7_000 + 50_000 + 1_999;
  const early = run('b', async () => START);
  await expect(early).rejects.toMatchObject({ code: 'lease-held', retryable: true });
  milliseconds += 2;
  await run('b', async () => START);
  expect((await ticks.all()).get('send-alerts')?.done).toBe(START);
});
