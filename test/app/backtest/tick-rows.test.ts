import { expect, test } from 'vitest';
import { tickRows } from '#lib/app/backtest/tick-rows.ts';
import { instant } from '#lib/domain/instant.ts';

const TICK = 3600;
const START = 1_600_000_000 - (1_600_000_000 % TICK);
const at = (tick: number) => instant(START + tick * TICK);

test('the rows of the last ticks are found by their tick, at least as far back as asked for', () => {
  const rows = tickRows(TICK, 100 * TICK);
  for (let tick = 0; tick < 1000; tick += 1) {
    rows.push(at(tick), Float64Array.of(tick));
    expect(rows.first()).toBe(at(0));
    expect(rows.newest()).toBe(at(tick));
    for (const back of [0, 1, 50, 100])
      expect(rows.at(at(tick - back))?.[0]).toBe(tick < back ? undefined : tick - back);
    expect(rows.at(at(tick + 1))).toBeNull();
    expect(rows.at(at(tick - 200))).toBeNull();
  }
});

test('a tick that does not follow the one before is a bug', () => {
  const rows = tickRows(TICK, TICK);
  rows.push(at(3), Float64Array.of(3));
  expect(() => rows.push(at(5), Float64Array.of(5))).toThrow(/does not follow/);
});
