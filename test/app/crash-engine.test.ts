import { afterEach, describe, expect, it } from 'vitest';
import { after as later } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { ENGINES, type OpenStores } from '../adapters/engines.ts';
import { type FaultPlan, faulty } from './faults.ts';
import {
  deliverReports,
  fingerprint,
  newWorld,
  runChain,
  START,
  TICK_SECONDS,
  testCompany,
  type World,
} from './world.ts';

const { company, version } = testCompany(2);
/** As crash.test.ts: a breach at ticks 2 and 3 fires at 3 and is over at 4. */
const PRICES = [30_000, 30_000, 3_000, 3_000, 30_000, 30_000];
const FIRING_TICK = 3;

async function run(stores: Stores | undefined, plan: FaultPlan | null): Promise<{ world: World; calls: number }> {
  const world = newWorld(company, version, (at) => PRICES[(at - START) / TICK_SECONDS] ?? 30_000, stores);
  await deliverReports(world, START);
  let calls = 0;
  for (const index of PRICES.keys()) {
    const at = later(START, index * TICK_SECONDS);
    const wrapped = faulty(world.ports, index === FIRING_TICK ? plan : null);
    const failed = await runChain(world, at, wrapped.ports).then(
      () => false,
      () => true,
    );
    if (index === FIRING_TICK) calls = wrapped.calls();
    if (failed) await runChain(world, at);
  }
  return { world, calls };
}

/** The whole exploration runs in memory (crash.test.ts); here a sample of it, against the same outcome. */
describe.each(ENGINES.filter(({ name }) => name !== 'memory'))('a tick that is cut short on $name', ({ open }) => {
  let opened: OpenStores | null = null;
  const onEngine = async (plan: FaultPlan | null) => {
    opened = await open();
    return run(opened.stores, plan);
  };
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  it('remembers and says exactly what a run in memory does', async () => {
    const inMemory = await run(undefined, null);
    const { world } = await onEngine(null);
    expect(await fingerprint(world)).toBe(await fingerprint(inMemory.world));
    expect(world.published).toEqual(inMemory.world.published);
    expect(world.published).toHaveLength(2);
  });

  it.each(['before', 'after', 'error-without-effect', 'error-with-effect'] as const)(
    'loses nothing and repeats only identical copies: %s',
    async (kind) => {
      const { world: reference, calls } = await run(undefined, null);
      const expected = await fingerprint(reference);
      for (const call of [1, 6, 11, 16, 21, calls - 2].filter((one) => one < calls)) {
        const { world } = await onEngine({ call, kind });
        const where = `call ${call} of ${calls}, ${kind}`;
        expect(await fingerprint(world), where).toBe(expected);
        const bytes = (sent: World) => new Set(sent.published.map((message) => JSON.stringify(message)));
        expect(bytes(world), where).toEqual(bytes(reference));
        expect(world.published.length, where).toBeLessThanOrEqual(reference.published.length + 1);
        await opened?.close();
      }
      opened = null;
    },
  );
});
