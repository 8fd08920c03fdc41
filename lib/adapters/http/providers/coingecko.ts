import * as z from 'zod/mini';
import { epochSeconds, positive, readFields } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

const simplePrice = z.object({
  bitcoin: z.object({ usd: positive, last_updated_at: z.optional(epochSeconds) }),
});

/** CoinGecko's average over exchanges, USD/BTC, minutes old. */
export const coingecko: Provider = {
  id: 'coingecko',
  baseUrl: 'https://api.coingecko.com',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson('/api/v3/simple/price?ids=bitcoin&vs_currencies=usd&include_last_updated_at=true')],
      read: ([body]) =>
        readFields(simplePrice, body, ({ bitcoin }) =>
          told({ value: bitcoin.usd, observedAt: bitcoin.last_updated_at ?? null }),
        ),
    },
  ],
};
