import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { digestTime, runTick, sealTime, type TickFunctions } from '#local/schedule.ts';

/** 2023-02-15T00:00:00Z */
const MIDNIGHT = instant(1_676_419_200);

describe('the schedule of a tick', () => {
  it('seals hourly at seven minutes past, in the tick whose interval holds that minute', () => {
    expect(sealTime(instant(MIDNIGHT + 5 * 60), 300)).toBeNull();
    expect(sealTime(instant(MIDNIGHT + 10 * 60), 300)).toBe(MIDNIGHT + 7 * 60);
    expect(sealTime(instant(MIDNIGHT + 15 * 60), 300)).toBeNull();
    expect(sealTime(instant(MIDNIGHT + 3600), 3600)).toBe(MIDNIGHT + 7 * 60);
  });

  it('looks for digests every quarter of an hour', () => {
    expect(digestTime(instant(MIDNIGHT + 15 * 60), 300)).toBe(MIDNIGHT + 15 * 60);
    expect(digestTime(instant(MIDNIGHT + 20 * 60), 300)).toBeNull();
    expect(digestTime(instant(MIDNIGHT + 3600), 3600)).toBe(MIDNIGHT + 3600);
  });

  it('hands the tick from function to function as a destination record', async () => {
    const seen: [string, unknown][] = [];
    const errors: string[] = [];
    await runTick(run(seen, errors, null), MIDNIGHT);
    expect(seen.map(([name]) => name)).toEqual([
      ...['pull-gas-reports', 'pull-market', 'recompute-margins', 'send-alerts', 'send-digest'],
    ]);
    expect(seen[1]?.[1]).toEqual({ scheduledTime: '2023-02-15T00:00:00Z', attempt: '1' });
    expect(seen[2]?.[1]).toMatchObject({ requestContext: { condition: 'Success' }, responsePayload: { at: MIDNIGHT } });
    expect(errors).toEqual([]);
  });

  it('tries a failing function three times, ends its chain and reports it once', async () => {
    const seen: [string, unknown][] = [];
    const errors: string[] = [];
    await runTick(run(seen, errors, 'recompute-margins'), MIDNIGHT);
    expect(seen.filter(([name]) => name === 'recompute-margins')).toHaveLength(3);
    expect(seen.some(([name]) => name === 'send-alerts')).toBe(false);
    expect(errors).toEqual(['recompute-margins']);
  });
});

function run(seen: [string, unknown][], errors: string[], failing: string | null) {
  const act = (name: string) => async (event: unknown) => {
    seen.push([name, event]);
    if (name === failing) throw new Error('down');
    return { at: MIDNIGHT };
  };
  const names = ['pull-gas-reports', 'pull-market', 'recompute-margins', 'send-alerts', 'seal-history', 'send-digest'];
  const functions = Object.fromEntries(names.map((name) => [name, act(name)])) as unknown as TickFunctions;
  return {
    functions,
    tickSeconds: 300,
    timeoutSeconds: 50,
    onError: (name: string, _at: Instant, _error: unknown) => void errors.push(name),
  };
}
