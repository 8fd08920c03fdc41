import { expect, it } from 'vitest';
import { sendTest } from '#lib/app/send-test.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { newWorld, START, testCompany } from './world.ts';

/** Seconds after the tick of the message at which each run happens. */
const FIRST_RUN = 20;
const NEXT_INTERVAL = 300;
const AFTER_THAT = 600;

it('counts how long a message that an earlier run left has waited, and nothing for one that went out', async () => {
  const { company, version } = testCompany(1);
  const world = newWorld(company, version, () => 30_000);
  const deployment = { company, version, timeoutSeconds: 50 };
  const counted: number[] = [];
  let seconds = 0;
  let run = 0;
  world.ports.clock = { nowMilliseconds: () => (START + seconds) * 1000 };
  world.ports.ids = { owner: () => `run-${run}` };
  world.ports.metrics = { count: (name, value) => void (name === 'LeftIntentSeconds' && counted.push(value)) };
  const { publish } = world.ports.publisher;
  const runAt = async (after: number): Promise<void> => {
    seconds = after;
    run += 1;
    await sendTest(world.ports, deployment, START, company.audiences[0]?.id ?? '').catch(() => {});
  };
  world.ports.publisher = {
    publish: async () => {
      throw new NetbackError('publish-failed', 'The topic is down.', { retryable: true });
    },
  };
  await runAt(FIRST_RUN);
  expect(counted).toEqual([]);
  await runAt(NEXT_INTERVAL);
  world.ports.publisher = { publish };
  await runAt(AFTER_THAT);
  expect(counted).toEqual([NEXT_INTERVAL, AFTER_THAT]);
  await runAt(AFTER_THAT + 1);
  expect(counted).toHaveLength(2);
});
