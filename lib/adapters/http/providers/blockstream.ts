import * as z from 'zod/mini';
import { positive, readFields, wholeNumber } from '../fields.ts';
import { getJson, type Provider, refused, told } from '../provider.ts';

const newestBlocks = z.array(z.object({ height: wholeNumber, difficulty: positive }));

/** Blockstream's Esplora: height and difficulty of the newest block. */
export const blockstream: Provider = {
  id: 'blockstream',
  baseUrl: 'https://blockstream.info',
  channels: [
    {
      kind: 'network',
      asks: () => [getJson('/api/blocks')],
      read: ([body]) =>
        readFields(newestBlocks, body, (blocks) => {
          const [first] = [...blocks].sort((a, b) => b.height - a.height);
          if (first === undefined) return refused('no blocks');
          return told({ value: first.difficulty, height: first.height });
        }),
    },
  ],
};
