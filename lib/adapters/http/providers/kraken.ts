import * as z from 'zod/mini';
import { positive, readFields } from '../fields.ts';
import { getJson, type Provider, refused, told } from '../provider.ts';

const ticker = z.object({
  error: z.array(z.string()),
  result: z.optional(z.record(z.string(), z.unknown())),
});
const pair = z.object({ c: z.tuple([positive], z.unknown()) });
/** The key of the result is not the pair that was asked for. */
const PAIR_KEYS = ['XXBTZUSD', 'XBTUSD', 'XBT/USD', 'BTC/USD'];

/** Kraken last trade, USD/BTC; errors come with HTTP 200; no time in the body. */
export const kraken: Provider = {
  id: 'kraken',
  baseUrl: 'https://api.kraken.com',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson('/0/public/Ticker?pair=XBTUSD')],
      read: ([body]) =>
        readFields(ticker, body, ({ error, result }) => {
          if (error.length > 0) return refused('kraken error');
          const key = PAIR_KEYS.find((one) => result !== undefined && Object.hasOwn(result, one));
          if (key === undefined) return refused('another pair');
          return readFields(pair, result?.[key], ({ c }) => told({ value: c[0] }));
        }),
      isDatedByHeader: true,
    },
  ],
};
