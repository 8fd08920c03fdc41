import * as z from 'zod/mini';
import { count, epochSeconds, positive, readFields, wholeNumber } from '../fields.ts';
import { getJson, getText, type Provider, refused, told } from '../provider.ts';

const SATOSHI_PER_BTC = 100_000_000;

/** -1 means "no price". */
const prices = z.object({ time: epochSeconds, USD: positive });
/** 0 means that its Bitcoin node is unreachable. */
const hashrate = z.object({ currentDifficulty: positive });
const rewards = z.object({
  startBlock: wholeNumber,
  endBlock: wholeNumber,
  totalReward: z.optional(count),
  totalFee: count,
});

/** Any mempool instance: an hourly price, height, difficulty and the fees of the last 144 blocks. */
export const mempool: Provider = {
  id: 'mempool',
  baseUrl: 'https://mempool.space',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson('/api/v1/prices')],
      read: ([body]) => readFields(prices, body, ({ USD, time }) => told({ value: USD, observedAt: time })),
    },
    {
      kind: 'network',
      asks: () => [getText('/api/blocks/tip/height'), getJson('/api/v1/mining/hashrate/3d')],
      read: ([tip, mining]) =>
        readFields(wholeNumber, tip, (height) =>
          readFields(hashrate, mining, ({ currentDifficulty }) => told({ value: currentDifficulty, height })),
        ),
    },
    {
      kind: 'fees',
      asks: () => [getJson('/api/v1/mining/reward-stats/144')],
      read: ([body]) =>
        readFields(rewards, body, ({ startBlock, endBlock, totalReward, totalFee }) => {
          const blocks = endBlock - startBlock + 1;
          if (blocks < 1) return refused('blocks out of order');
          if (totalReward !== undefined && totalFee > totalReward) return refused('fees above the reward');
          return told({ value: totalFee / SATOSHI_PER_BTC / blocks, height: endBlock, blocks });
        }),
    },
  ],
};
