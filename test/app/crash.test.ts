import { beforeAll, describe, expect, it } from 'vitest';
import { after, type Instant } from '#lib/domain/instant.ts';
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
const TICKS = 6;
/** Breach at ticks 2 and 3 (held one hour, so it fires at 3), clear from 4 on. */
const PRICES = [30_000, 30_000, 3_000, 3_000, 30_000, 30_000];
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
const priceAt = (at: Instant): number => PRICES[(at - START) / TICK_SECONDS] ?? 30_000;

async function freshWorld(): Promise<World> {
  const world = newWorld(company, version, priceAt);
  await deliverReports(world, START);
  return world;
}

/** Runs all ticks; tick `faultTick` meets the fault and is run again until it passes. */
async function runWithFault(world: World, faultTick: number, plan: FaultPlan | null): Promise<number> {
  let calls = 0;
  for (let index = 0; index < TICKS; index += 1) {
    const wrapped = faulty(world.ports, index === faultTick ? plan : null);
    const failed = await runChain(world, tickAt(index), wrapped.ports).then(
      () => false,
      () => true,
    );
    if (index === faultTick) calls = wrapped.calls();
    if (failed) await runChain(world, tickAt(index));
  }
  return calls;
}

function bytesById(world: World): Map<string, Set<string>> {
  const byId = new Map<string, Set<string>>();
  for (const message of world.published) {
    byId.set(message.id, (byId.get(message.id) ?? new Set()).add(JSON.stringify(message)));
  }
  return byId;
}

describe('a tick that is cut short', () => {
  let reference: World;
  let expected: string;
  const callsOfTick: number[] = [];

  beforeAll(async () => {
    reference = await freshWorld();
    for (let index = 0; index < TICKS; index += 1) {
      const counted = faulty(reference.ports, null);
      await runChain(reference, tickAt(index), counted.ports);
      callsOfTick.push(counted.calls());
    }
    expected = await fingerprint(reference);
  });

  it('says one firing and one resolution when nothing goes wrong', () => {
    expect(reference.published.map((message) => [message.id, message.attributes.kind])).toEqual([
      ['test-co/unprofitable/market/operations#1', 'firing'],
      ['test-co/unprofitable/market/operations#2', 'resolved'],
    ]);
  });

  for (const kind of ['before', 'after', 'error-without-effect', 'error-with-effect'] as const) {
    it(`loses nothing and repeats only identical copies: ${kind} at every call of every tick`, async () => {
      let schedules = 0;
      for (let tick = 0; tick < TICKS; tick += 1) {
        const calls = callsOfTick[tick] ?? 0;
        expect(calls).toBeGreaterThan(10);
        for (let call = 0; call < calls; call += 1) {
          const world = await freshWorld();
          await runWithFault(world, tick, { call, kind });
          schedules += 1;
          const where = `tick ${tick}, call ${call}, ${kind}`;
          const sent = bytesById(world);
          expect([...sent.keys()], where).toEqual(reference.published.map((message) => message.id));
          for (const message of reference.published) {
            expect(sent.get(message.id), where).toEqual(new Set([JSON.stringify(message)]));
          }
          expect(world.published.length, where).toBeLessThanOrEqual(reference.published.length + 1);
          expect(await fingerprint(world), where).toBe(expected);
        }
      }
      expect(schedules).toBeGreaterThan(100);
    });
  }

  it('changes nothing when every tick is run twice', async () => {
    const world = await freshWorld();
    for (let index = 0; index < TICKS; index += 1) {
      await runChain(world, tickAt(index));
      await runChain(world, tickAt(index));
    }
    expect(await fingerprint(world)).toBe(expected);
    expect(world.published.length).toBe(reference.published.length);
  });
});
