import { describe, expect, it } from 'vitest';
import { pacedAt } from '#lib/adapters/dynamodb/pace.ts';

/** A clock that only moves when somebody sleeps to the end of his wait. */
function virtual() {
  const slept: number[] = [];
  let now = 5000;
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds: number) => void slept.push(milliseconds),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('Puts paced at 800 a second', () => {
  it('let the first 250 ms worth go at once, the next ones 1.25 ms apart', async () => {
    const clock = virtual();
    const pace = pacedAt(800, clock.now, clock.sleep);
    // 250 ms ÷ 1.25 ms = 200 that are due in the past, and one that is due now.
    for (let put = 0; put < 201; put += 1) await pace();
    expect(clock.slept).toEqual([]);
    for (let put = 0; put < 3; put += 1) await pace();
    expect(clock.slept).toEqual([1.25, 2.5, 3.75]);
  });

  it('let 10,000 go in 12.25 s: 12.5 s less the burst', async () => {
    const clock = virtual();
    const pace = pacedAt(800, clock.now, clock.sleep);
    for (let put = 0; put < 10_000; put += 1) await pace();
    // The last of 10,000 is due 9,999 × 1.25 ms after the first, which was due 250 ms ago.
    expect(clock.slept.at(-1)).toBeCloseTo(9999 * 1.25 - 250, 6);
  });

  it('have the burst again after a pause', async () => {
    const clock = virtual();
    const pace = pacedAt(800, clock.now, clock.sleep);
    for (let put = 0; put < 300; put += 1) await pace();
    const before = clock.slept.length;
    clock.pass(60_000);
    for (let put = 0; put < 201; put += 1) await pace();
    expect(clock.slept.length).toBe(before);
  });
});
