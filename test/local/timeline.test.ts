import { describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { checkWithin, endsHour, firstTickFrom, lastTick, nextTick } from '#local/timeline.ts';

describe('the timeline of a run', () => {
  it('starts at the first aligned tick at or after --from', () => {
    expect(firstTickFrom(instant(600), 300)).toBe(600);
    expect(firstTickFrom(instant(601), 300)).toBe(900);
  });

  it('goes on after the last finished tick; a live run skips what nobody saw', () => {
    expect(nextTick(instant(600), null, 300, null)).toBe(600);
    expect(nextTick(instant(600), instant(900), 300, null)).toBe(1200);
    expect(nextTick(instant(600), instant(900), 300, instant(4000))).toBe(3900);
  });

  it('counts --ticks from the start over all restarts; --once is one more tick', () => {
    expect(lastTick({ once: false, ticks: 3 }, instant(600), instant(900), 300)).toBe(1200);
    expect(lastTick({ once: true, ticks: null }, instant(600), instant(900), 300)).toBe(900);
    expect(lastTick({ once: false, ticks: null }, instant(600), instant(900), 300)).toBeNull();
  });

  it('ends an hour with its last tick', () => {
    expect(endsHour(instant(3300), 300)).toBe(true);
    expect(endsHour(instant(3000), 300)).toBe(false);
    expect(endsHour(instant(3600), 3600)).toBe(true);
  });

  it('refuses a start outside the record, naming it', () => {
    const record = { from: instant(1_676_419_200), to: instant(1_676_505_600) };
    expect(() => checkWithin(instant(0), record)).toThrow(/outside the replay, which runs from 2023-02-15T00:00:00Z/);
  });
});
