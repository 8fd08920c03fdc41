import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type EpochSoFar, estimateRetarget, retargeted } from '#lib/domain/market/retarget.ts';

type Vector = {
  readonly id: string;
  readonly inputs: Readonly<Record<'last_da' | 'quarter' | 'now', string>> & { height: number; prev: number };
  readonly expected: Readonly<Record<string, number>>;
};

const vectors = JSON.parse(readFileSync('test/fixtures/vectors/vectors.json', 'utf8')) as readonly Vector[];

/** The published vectors' names for the figures of the estimate. */
const NAMES = {
  progressPercent: 'progressPercent',
  difficultyChangePercent: 'difficultyChange',
  estimatedRetargetAtMs: 'estimatedRetargetDate',
  remainingBlocks: 'remainingBlocks',
  remainingMs: 'remainingTime',
  nextRetargetHeight: 'nextRetargetHeight',
  timeAvgMs: 'timeAvg',
  adjustedTimeAvgMs: 'adjustedTimeAvg',
  expectedBlocks: 'expectedBlocks',
} as const;

/** So many blocks, and seconds, into an epoch that began at moment 0. */
const epoch = (blocks: number, elapsedSeconds: number, more: Partial<EpochSoFar> = {}): EpochSoFar => ({
  startedAtMs: 0,
  quarterStartedAtMs: null,
  nowMs: elapsedSeconds * 1000,
  latestBlockAtMs: null,
  height: blocks,
  previousRetargetPercent: 0,
  ...more,
});
const change = (...of: Parameters<typeof epoch>) => estimateRetarget(epoch(...of)).difficultyChangePercent;

describe('the estimate of the next retarget', () => {
  test.each(['NET-06', 'NET-07'])('is that of the published vector %s, in every figure', (id) => {
    const { inputs, expected } = vectors.find((one) => one.id === id) ?? expect.fail(`no vector ${id}`);
    const estimate = estimateRetarget({
      startedAtMs: Date.parse(inputs.last_da),
      quarterStartedAtMs: Date.parse(inputs.quarter),
      nowMs: Date.parse(inputs.now),
      latestBlockAtMs: null,
      height: inputs.height,
      previousRetargetPercent: inputs.prev,
    });
    for (const [ours, theirs] of Object.entries(NAMES)) {
      const figure = estimate[ours as keyof typeof NAMES];
      const published = expected[theirs] ?? Number.NaN;
      expect(Math.abs(figure - published) / published, ours).toBeLessThan(1e-9);
    }
  });

  test('stands on the aim of 600 s a block where the epoch has just begun', () => {
    expect(estimateRetarget(epoch(0, 0))).toMatchObject({ timeAvgMs: 600_000, remainingMs: 2016 * 600_000 });
    // a clock behind that of the first block has waited 0 s, not less
    expect(estimateRetarget(epoch(0, -50)).expectedBlocks).toBe(0);
  });

  test('counts to the last block of an epoch, not to now, at that block only', () => {
    // 2,015 intervals of 590 s over 2,016: 600 × 2,016 ÷ 1,188,850 − 1 = 1.7454 %
    const latestBlockAtMs = 2015 * 590 * 1000;
    expect(change(2015, 1_200_000, { latestBlockAtMs })).toBeCloseTo(100 * ((600 * 2016) / 1_188_850 - 1), 9);
    // the same epoch begun at 5,000 ms instead of 0
    const shifted = { latestBlockAtMs: latestBlockAtMs + 5000, startedAtMs: 5000 };
    expect(change(2015, 1_200_000, shifted)).toBeCloseTo(100 * ((600 * 2016) / 1_188_850 - 1), 9);
    // one block earlier, or with its time unknown, now counts: 600 × 2,015 ÷ 1,200,000; 600 × 2,016 ÷ 1,200,000
    expect(change(2014, 1_200_000, { latestBlockAtMs })).toBeCloseTo(100 * ((600 * 2015) / 1_200_000 - 1), 9);
    expect(change(2015, 1_200_000)).toBeCloseTo(100 * ((600 * 2016) / 1_200_000 - 1), 9);
  });

  test('looks back over 504 blocks until the epoch has 503 of them', () => {
    // before it 1,000 s, restated by +10 %: 1,100 s. (300,000 + 1,100) ÷ 504 a block.
    const window = { startedAtMs: 1_000_000, quarterStartedAtMs: 0, previousRetargetPercent: 10 };
    const at = (blocks: number) => change(blocks, 301_000, window);
    expect(at(502)).toBeCloseTo(100 * ((600 * 504) / 301_100 - 1), 9);
    // from 503 on the epoch itself: 300,000 ÷ 504
    expect(at(503)).toBeCloseTo(100 * ((600 * 504) / 300_000 - 1), 9);
    expect(change(502, 301_000, { startedAtMs: 1_000_000 })).toBeCloseTo(100 * ((600 * 503) / 300_000 - 1), 9);
  });

  test('is never beyond what a retarget can do, +300 % and −75 %', () => {
    expect(change(1000, 100_000)).toBe(300);
    expect(change(1000, 6_000_000)).toBe(-75);
  });
});

test('a retarget divides two weeks by what the epoch took, within ÷4 and ×4', () => {
  // 1,000 × 1,209,600 ÷ 1,100,000
  expect(retargeted(1000, 1_100_000)).toBeCloseTo(1099.636, 3);
  expect(retargeted(1000, 1_209_600 / 8)).toBe(4000);
  expect(retargeted(1000, 1_209_600 * 8)).toBe(250);
});
