import * as z from 'zod';
import { estimateRetarget, retargeted } from '#lib/domain/market/retarget.ts';
import { calculator, input, instant, positive } from './calculator.ts';

export const retarget = calculator({
  name: 'retarget',
  what: 'the next change of difficulty as the running epoch stands',
  method: 'M14',
  inputs: z.strictObject({
    epochStartedAt: input('ISO-8601', 'time of the first block of the epoch', instant),
    quarterStartedAt: input(
      'ISO-8601',
      'time of the block 504 before the tip; null = unknown',
      instant.nullable(),
    ).default(null),
    now: input('ISO-8601', 'moment of the estimate', instant),
    height: input('blocks', 'height of the tip', z.int().nonnegative()),
    previousRetargetPercent: input('%', 'change at the last retarget', z.number()).default(0),
    latestBlockAt: input('ISO-8601', 'time of the tip; used at the last block of an epoch', instant.nullable()).default(
      null,
    ),
    difficulty: input('1', 'difficulty of the running epoch', positive).optional(),
  }),
  outputs: {
    progressPercent: ['%', 'n ÷ 2016 × 100, n = height mod 2016'],
    difficultyChange: [
      '%',
      '(600 ÷ (elapsed ÷ (n + 1)) − 1) × 100; first quarter: sliding window of 504 blocks; within −75 … 300',
    ],
    sigmaPercentagePoints: ['percentage points', '100 × √((1 − p) ÷ (2016 p))'],
    difficultyAfter: ['1', 'D × (1 + change ÷ 100)'],
    estimatedRetargetDate: ['ms since 1970', 'now + remaining time'],
    remainingBlocks: ['blocks', '2016 − n'],
    remainingTime: ['ms', 'remaining blocks × adjusted mean'],
    nextRetargetHeight: ['blocks', 'height + remaining blocks'],
    timeAvg: ['ms', 'elapsed ÷ n'],
    adjustedTimeAvg: ['ms', 'first quarter: window ÷ 503; else timeAvg'],
    expectedBlocks: ['blocks', 'elapsed ÷ 600 s'],
  },
  example: {
    epochStartedAt: '2024-02-02T15:42:06Z',
    quarterStartedAt: '2024-02-08T14:43:05Z',
    now: '2024-02-11T22:43:01Z',
    height: 830027,
    previousRetargetPercent: 7.333505241141637,
  },
  work: (given) => {
    const ms = (text: string | null): number | null => (text === null ? null : Date.parse(text));
    const found = estimateRetarget({
      startedAtMs: Date.parse(given.epochStartedAt),
      quarterStartedAtMs: ms(given.quarterStartedAt),
      nowMs: Date.parse(given.now),
      latestBlockAtMs: ms(given.latestBlockAt),
      height: given.height,
      previousRetargetPercent: given.previousRetargetPercent,
    });
    const seconds = 1_209_600 / (1 + found.difficultyChangePercent / 100);
    return {
      progressPercent: found.progressPercent,
      difficultyChange: found.difficultyChangePercent,
      sigmaPercentagePoints: found.sigmaPercentagePoints,
      difficultyAfter: given.difficulty === undefined ? null : retargeted(given.difficulty, seconds),
      estimatedRetargetDate: found.estimatedRetargetAtMs,
      remainingBlocks: found.remainingBlocks,
      remainingTime: found.remainingMs,
      nextRetargetHeight: found.nextRetargetHeight,
      timeAvg: found.timeAvgMs,
      adjustedTimeAvg: found.adjustedTimeAvgMs,
      expectedBlocks: found.expectedBlocks,
    };
  },
});
