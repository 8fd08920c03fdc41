import * as z from 'zod/mini';
import { positive, readFields } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

const spot = z.object({
  data: z.object({
    amount: positive,
    base: z.optional(z.literal('BTC')),
    currency: z.optional(z.literal('USD')),
  }),
});

/** Coinbase retail spot price, USD/BTC; no time in the body. */
export const coinbase: Provider = {
  id: 'coinbase',
  baseUrl: 'https://api.coinbase.com',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson('/v2/prices/BTC-USD/spot')],
      read: ([body]) => readFields(spot, body, ({ data }) => told({ value: data.amount })),
      isDatedByHeader: true,
    },
  ],
};
