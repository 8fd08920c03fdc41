import * as z from 'zod';
import { NetbackError } from '#lib/domain/errors.ts';
import {
  BLOCKS_PER_EPOCH,
  BLOCKS_PER_HALVING,
  blocksUntilHalving,
  difficultyEpoch,
  HASHES_PER_DIFFICULTY,
  networkHashesPerSecond,
  subsidyBtcPerBlock,
  TARGET_SECONDS_PER_BLOCK,
} from '#lib/domain/market/network.ts';
import { calculator, input, instant, positive } from './calculator.ts';
import { difficultyOfBits } from './compact-target.ts';

const HASHES_PER_EH = 1e18;

export const network = calculator({
  name: 'network',
  what: 'difficulty and hashrate, each from the other, from bits or from blocks found; subsidy, epoch and halving of a height',
  method: 'M6',
  inputs: z.strictObject({
    difficulty: input('1', 'difficulty', positive).optional(),
    bits: input('hex', 'compact target of a block header, instead of a difficulty', z.string()).optional(),
    networkEhPerSecond: input('EH/s', 'hashrate, instead of a difficulty', positive).optional(),
    blocks: input('blocks', 'found in `seconds`, for the hashrate that was observed', positive).optional(),
    seconds: input('s', 'in which the blocks were found', positive).optional(),
    height: input('blocks', 'height of the tip', z.int().nonnegative()).optional(),
    at: input('ISO-8601', 'time of the tip, for the date of the halving', instant).optional(),
    difficultyAfter: input('1', 'difficulty of the next epoch', positive).optional(),
  }),
  outputs: {
    difficulty: ['1', 'as given; 65,535 × 256^26 ÷ target; or hashrate × 600 ÷ 2^32'],
    networkEhPerSecond: ['EH/s', 'D × 2^32 ÷ 600'],
    observedEhPerSecond: ['EH/s', 'D × 2^32 × blocks ÷ seconds'],
    changePercent: ['%', '(D after ÷ D − 1) × 100'],
    subsidyBtcPerBlock: ['BTC/block', '50 ÷ 2^⌊height ÷ 210,000⌋'],
    epoch: ['1', '⌊height ÷ 2016⌋'],
    nextRetargetHeight: ['blocks', '(epoch + 1) × 2016'],
    nextHalvingHeight: ['blocks', '(⌊height ÷ 210,000⌋ + 1) × 210,000'],
    blocksUntilHalving: ['blocks', 'next halving − height'],
    daysUntilHalving: ['days', 'blocks × 600 s'],
    estimatedHalvingDate: ['ISO-8601', 'at + blocks × 600 s'],
  },
  example: { difficulty: 1590896927258 },
  work: ({ height, difficultyAfter, blocks, seconds, at, ...given }) => {
    const difficulty = difficultyOf(given);
    if (difficulty === null && height === undefined)
      throw new NetbackError('usage', 'expected a difficulty, bits, networkEhPerSecond or a height.');
    const perSecond = difficulty === null ? null : networkHashesPerSecond(difficulty) / HASHES_PER_EH;
    const pace = blocks === undefined || seconds === undefined ? null : (blocks * TARGET_SECONDS_PER_BLOCK) / seconds;
    return {
      difficulty,
      networkEhPerSecond: perSecond,
      observedEhPerSecond: perSecond === null || pace === null ? null : perSecond * pace,
      changePercent:
        difficultyAfter === undefined || difficulty === null ? null : (difficultyAfter / difficulty - 1) * 100,
      ...(height === undefined ? NO_HEIGHT : ofHeight(height, at)),
    };
  },
});

type OfDifficulty = {
  readonly difficulty?: number | undefined;
  readonly bits?: string | undefined;
  readonly networkEhPerSecond?: number | undefined;
};

/** By itself, by the compact target, or by the hashrate at which blocks come every 600 s; null where none is given. */
export function difficultyOf({ difficulty, bits, networkEhPerSecond }: OfDifficulty): number | null {
  if (difficulty !== undefined) return difficulty;
  if (bits !== undefined) return difficultyOfBits(bits);
  if (networkEhPerSecond === undefined) return null;
  return (networkEhPerSecond * HASHES_PER_EH * TARGET_SECONDS_PER_BLOCK) / HASHES_PER_DIFFICULTY;
}

const NO_HEIGHT = {
  subsidyBtcPerBlock: null,
  epoch: null,
  nextRetargetHeight: null,
  nextHalvingHeight: null,
  blocksUntilHalving: null,
  daysUntilHalving: null,
  estimatedHalvingDate: null,
};

function ofHeight(
  height: number,
  at: string | undefined,
): Readonly<Record<keyof typeof NO_HEIGHT, number | string | null>> {
  const left = blocksUntilHalving(height);
  return {
    subsidyBtcPerBlock: subsidyBtcPerBlock(height),
    epoch: difficultyEpoch(height),
    nextRetargetHeight: (difficultyEpoch(height) + 1) * BLOCKS_PER_EPOCH,
    nextHalvingHeight: (Math.floor(height / BLOCKS_PER_HALVING) + 1) * BLOCKS_PER_HALVING,
    blocksUntilHalving: left,
    daysUntilHalving: (left * TARGET_SECONDS_PER_BLOCK) / 86_400,
    estimatedHalvingDate:
      at === undefined ? null : new Date(Date.parse(at) + left * TARGET_SECONDS_PER_BLOCK * 1000).toISOString(),
  };
}
