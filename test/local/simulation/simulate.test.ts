import { describe, expect, test } from 'vitest';
import { CALL_FAULTS, FAULTS, faultsAt } from '#local/simulation/faults.ts';
import type { Mutation } from '#local/simulation/run.ts';
import { type SimulationOptions, type SimulationReport, simulate } from '#local/simulation/simulate.ts';
import { blindnessResolves, commitsBeforePublishing, forgetsTheCondition } from './mutants.ts';

const BASE: SimulationOptions = { seed: 1, ticks: 24, sites: 2, faults: 'all' };

async function firstViolation(options: Partial<SimulationOptions>, seeds: number): Promise<SimulationReport | null> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const report = await simulate({ ...BASE, ...options, seed });
    if (report.violation !== null) return report;
  }
  return null;
}

describe('the simulated system', () => {
  test('keeps every invariant over 150 seeds of mixed faults', async () => {
    expect(await firstViolation({ ticks: 40, sites: 3 }, 150)).toBeNull();
  });

  test('repeats a seed to the last count', async () => {
    const [first, second] = [await simulate({ ...BASE, seed: 77 }), await simulate({ ...BASE, seed: 77 })];
    expect(first).toEqual(second);
  });

  test('meets faults, episodes and messages: a quiet simulation proves nothing', async () => {
    let crashes = 0;
    let episodes = 0;
    let messages = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const report = await simulate({ ...BASE, faults: FAULTS, seed });
      crashes += report.crashes;
      episodes += report.episodes;
      messages += report.messages;
    }
    expect(crashes).toBeGreaterThan(50);
    expect(episodes).toBeGreaterThan(20);
    expect(messages).toBeGreaterThan(10);
  });

  test.each([0, 1, 33])('runs with %i sites', async (sites) => {
    const report = await simulate({ ...BASE, sites, ticks: 12, faults: 'none' });
    expect(report.violation).toBeNull();
    expect(report.points).toBe(sites * 16); // 12 ticks and 4 clean ones
  });
});

describe('a broken product', () => {
  const caught = async (mutate: Mutation, faults: SimulationOptions['faults']) =>
    (await firstViolation({ mutate, faults, ticks: 40 }, 200))?.violation?.invariant;

  test('that commits before it publishes is caught: an alert is lost', async () => {
    expect(['I4', 'I5', 'I6', 'I8']).toContain(await caught(commitsBeforePublishing, 'all'));
  });

  test('that forgets the condition v < T is caught', async () => {
    expect(['I1', 'I2', 'I19', 'I20']).toContain(await caught(forgetsTheCondition, ['stalled-run']));
  });

  test('that resolves on missing data is caught', async () => {
    expect(await caught(blindnessResolves, ['dead-feeds'])).toBe('I12');
  });
});

describe('every schedule of one fault', () => {
  test('over six ticks of one site loses nothing: each call, each kind of fault', async () => {
    const options: SimulationOptions = { ...BASE, sites: 1, ticks: 6, faults: 'none' };
    const { calls } = await simulate(options);
    expect(calls).toBeGreaterThan(60);
    const broken: string[] = [];
    let schedules = 0;
    for (const kind of CALL_FAULTS) {
      for (let call = 0; call < calls; call += 1) {
        const report = await simulate({ ...options, callFaults: faultsAt(new Map([[call, kind]])) });
        schedules += 1;
        if (report.violation !== null) broken.push(`${kind} at call ${call}: ${JSON.stringify(report.violation)}`);
      }
    }
    expect(broken).toEqual([]);
    expect(schedules).toBe(calls * CALL_FAULTS.length);
  });
});
