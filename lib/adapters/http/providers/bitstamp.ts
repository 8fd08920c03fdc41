import * as z from 'zod/mini';
import { epochSeconds, positive, readFields } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

/** The list form also holds perpetual rows: pair and market type must be the spot's where given. */
const ticker = z.object({
  last: positive,
  timestamp: epochSeconds,
  pair: z.optional(z.literal('BTC/USD')),
  market_type: z.optional(z.literal('SPOT')),
});

/** Bitstamp last trade, USD/BTC, every value a string. */
export const bitstamp: Provider = {
  id: 'bitstamp',
  baseUrl: 'https://www.bitstamp.net',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson('/api/v2/ticker/btcusd/')],
      read: ([body]) => readFields(ticker, body, ({ last, timestamp }) => told({ value: last, observedAt: timestamp })),
    },
  ],
};
