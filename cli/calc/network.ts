import * as z from 'zod';
import {
  BLOCKS_PER_EPOCH,
  BLOCKS_PER_HALVING,
  blocksUntilHalving,
  difficultyEpoch,
  networkHashesPerSecond,
  subsidyBtcPerBlock,
} from '#lib/domain/market/network.ts';
import { calculator, input, positive } from './calculator.ts';

const HASHES_PER_EH = 1e18;

export const network = calculator({
  name: 'network',
  what: 'hashrate behind a difficulty, subsidy and epoch of a height, change between two difficulties',
  method: 'M6',
  inputs: z.strictObject({
    difficulty: input('1', 'difficulty', positive),
    height: input('blocks', 'height of the tip', z.int().nonnegative()).optional(),
    difficultyAfter: input('1', 'difficulty of the next epoch', positive).optional(),
  }),
  outputs: {
    networkEhPerSecond: ['EH/s', 'D × 2^32 ÷ 600'],
    changePercent: ['%', '(D after ÷ D − 1) × 100'],
    subsidyBtcPerBlock: ['BTC/block', '50 ÷ 2^⌊height ÷ 210,000⌋'],
    epoch: ['1', '⌊height ÷ 2016⌋'],
    nextRetargetHeight: ['blocks', '(epoch + 1) × 2016'],
    nextHalvingHeight: ['blocks', '(⌊height ÷ 210,000⌋ + 1) × 210,000'],
    blocksUntilHalving: ['blocks', 'next halving − height'],
    daysUntilHalving: ['days', 'blocks × 600 s'],
  },
  example: { difficulty: 1590896927258 },
  work: ({ difficulty, height, difficultyAfter }) => ({
    networkEhPerSecond: networkHashesPerSecond(difficulty) / HASHES_PER_EH,
    changePercent: difficultyAfter === undefined ? null : (difficultyAfter / difficulty - 1) * 100,
    ...(height === undefined ? NO_HEIGHT : ofHeight(height)),
  }),
});

const NO_HEIGHT = {
  subsidyBtcPerBlock: null,
  epoch: null,
  nextRetargetHeight: null,
  nextHalvingHeight: null,
  blocksUntilHalving: null,
  daysUntilHalving: null,
};

function ofHeight(height: number): Readonly<Record<keyof typeof NO_HEIGHT, number>> {
  const left = blocksUntilHalving(height);
  return {
    subsidyBtcPerBlock: subsidyBtcPerBlock(height),
    epoch: difficultyEpoch(height),
    nextRetargetHeight: (difficultyEpoch(height) + 1) * BLOCKS_PER_EPOCH,
    nextHalvingHeight: (Math.floor(height / BLOCKS_PER_HALVING) + 1) * BLOCKS_PER_HALVING,
    blocksUntilHalving: left,
    daysUntilHalving: (left * 600) / 86_400,
  };
}
