import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flaringLevel } from '#lib/domain/alerts/flaring-level.ts';
import { spreadMcfPerDay } from '#lib/domain/alerts/flaring-spread.ts';
import { instant, after as later } from '#lib/domain/instant.ts';

const DAY = 86_400;
const byTurns = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 40 : 120));

describe('how far the days left may lie above what is expected of them, at P80', () => {
  it('is the P80 of the means of as many days, less their mean', () => {
    // Single days: 10 of 40 and 10 of 120, mean 80, the 16th of 20 is 120. Runs of 10 are 80 each. Runs of 3:
    // 9 of 66.67 and 9 of 93.33, the ⌈14.4⌉ = 15th is 93.33, mean 80.
    expect(spreadMcfPerDay(byTurns, 1)).toBeCloseTo(40, 9);
    expect(spreadMcfPerDay(byTurns, 3)).toBeCloseTo(40 / 3, 9);
    expect(spreadMcfPerDay(byTurns, 10)).toBeCloseTo(0, 9);
    // 25 days left are compared as runs of 10, half of what is known.
    expect(spreadMcfPerDay(byTurns, 25)).toBeCloseTo(0, 9);
  });

  it('is nothing without 14 days to learn from, and with no day left', () => {
    expect(spreadMcfPerDay(byTurns.slice(0, 13), 1)).toBe(0);
    expect(spreadMcfPerDay(byTurns.slice(0, 14), 1)).toBeCloseTo(40, 9);
    expect(spreadMcfPerDay(byTurns, 0)).toBe(0);
  });

  it('laws: never negative, nothing for a steady flare, and grows as the swings do', () => {
    const volumes = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 14, maxLength: 61 });
    fc.assert(
      fc.property(volumes, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 2, max: 9 }), (known, left, factor) => {
        const spread = spreadMcfPerDay(known, left);
        expect(spread).toBeGreaterThanOrEqual(0);
        expect(spread).toBeLessThanOrEqual(Math.max(...known) - Math.min(...known) + 1e-9);
        expect(
          spreadMcfPerDay(
            known.map(() => known[0] ?? 0),
            left,
          ),
        ).toBeCloseTo(0, 9);
        const scaled = known.map((value) => value * factor);
        expect(spreadMcfPerDay(scaled, left)).toBeCloseTo(spread * factor, 6);
      }),
    );
  });
});

/** Gas days up to the n-th of May 2026 (starting 14:00Z), oldest first. */
function daysTo(date: number, volumes: readonly (number | null)[]) {
  const last = instant(1_777_644_000 + (date - 1) * DAY);
  return volumes.map((mcfPerDay, index) => {
    const periodStart = later(last, (index + 1 - volumes.length) * DAY);
    return { periodStart, periodEnd: later(periodStart, DAY), mcfPerDay, version: 1 };
  });
}

describe('the month as it is heading for, at P80', () => {
  it('adds the spread over the days left to the mean of the month to date', () => {
    // 30 April days of 60 and 120 by turns in threes, 28 days of May at 90 on the mean: 3 days are left. Runs of
    // 3 among the 58 days: the 45th of 56 sorted (⌈44.8⌉). The level is then 90 + spread × 3 ÷ 31.
    const pattern = Array.from({ length: 58 }, (_, index) => (Math.floor(index / 3) % 2 === 0 ? 60 : 120));
    const may = pattern.slice(-28);
    const mean = may.reduce((sum, value) => sum + value, 0) / 28;
    const runs = pattern.slice(0, -2).map((value, at) => (value + (pattern[at + 1] ?? 0) + (pattern[at + 2] ?? 0)) / 3);
    const spread = (runs.toSorted((a, b) => a - b)[44] ?? 0) - runs.reduce((sum, run) => sum + run, 0) / 56;
    expect(spread).toBeGreaterThan(0);
    const level = flaringLevel(daysTo(28, pattern), '1d', 1000);
    expect(level?.projectedMcfPerDay).toBeCloseTo(mean + (spread * 3) / 31, 9);
  });

  it('warns of a limit that the mean keeps and the swings do not', () => {
    // By turns 80 and 112: mean 96. On 30 May one day is left, by itself as likely 112 as 80: 96 + 16 ÷ 31 = 96.5.
    const of = (date: number, limit: number) =>
      flaringLevel(
        daysTo(
          date,
          Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 80 : 112)),
        ),
        '1d',
        limit,
      );
    expect(of(30, 97)?.projectedMcfPerDay).toBeCloseTo(96 + 16 / 31, 6);
    expect(of(30, 97)?.isBreach).toBe(false);
    expect(of(30, 96)?.isBreach).toBe(true);
  });

  it('law: a steady flare is projected as it is, whatever day it is; a blank day takes nothing off', () => {
    const volume = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(volume, fc.integer({ min: 10, max: 31 }), fc.integer({ min: 1, max: 9 }), (mcf, date, gap) => {
        const steady = new Array<number | null>(date + 20).fill(mcf);
        expect(flaringLevel(daysTo(date, steady), '1d', 1)?.projectedMcfPerDay).toBeCloseTo(mcf, 9);
        const blank = steady.map((value, index) => (index === steady.length - gap ? null : value));
        expect(flaringLevel(daysTo(date, blank), '1d', 1)?.projectedMcfPerDay).toBeCloseTo(mcf, 9);
      }),
    );
  });

  it('law: never below the mean of the month to date', () => {
    const volumes = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 40, maxLength: 61 });
    fc.assert(
      fc.property(volumes, fc.integer({ min: 1, max: 31 }), (known, date) => {
        const may = known.slice(-date);
        const mean = may.reduce((sum, value) => sum + value, 0) / may.length;
        expect(flaringLevel(daysTo(date, known), '1d', 1)?.projectedMcfPerDay ?? -1).toBeGreaterThanOrEqual(
          mean - 1e-9,
        );
      }),
    );
  });
});
