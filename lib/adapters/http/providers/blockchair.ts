import * as z from 'zod/mini';
import { positive, readFields, wholeNumber } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

/** `blocks` counts them, one more than the newest height. */
const stats = z.object({ data: z.object({ best_block_height: wholeNumber, difficulty: positive }) });

/** Blockchair statistics: height and difficulty cut to an integer. */
export const blockchair: Provider = {
  id: 'blockchair',
  baseUrl: 'https://api.blockchair.com',
  channels: [
    {
      kind: 'network',
      asks: () => [getJson('/bitcoin/stats')],
      read: ([body]) =>
        readFields(stats, body, ({ data }) => told({ value: data.difficulty, height: data.best_block_height })),
    },
  ],
};
