import * as z from 'zod/mini';
import { positive, readFields, wholeNumber } from '../fields.ts';
import { type Provider, told } from '../provider.ts';

/** A testnet's difficulty is a plausible number: the chain must be the main one. */
const answer = z.object({
  error: z.optional(z.null()),
  result: z.object({ chain: z.literal('main'), blocks: wholeNumber, difficulty: positive }),
});
const REQUEST = JSON.stringify({ jsonrpc: '1.0', id: 'netback', method: 'getmininginfo', params: [] });

/** An own Bitcoin Core node behind https, by JSON-RPC `getmininginfo`. */
export const bitcoinCore: Provider = {
  id: 'bitcoin-core',
  baseUrl: null,
  channels: [
    {
      kind: 'network',
      asks: ({ secret }) => [
        { path: '/', form: 'json', post: REQUEST, secret: secret === null ? null : { name: secret, as: 'basic' } },
      ],
      read: ([body]) =>
        readFields(answer, body, ({ result }) => told({ value: result.difficulty, height: result.blocks })),
    },
  ],
};
