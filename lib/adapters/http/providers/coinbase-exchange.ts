import * as z from 'zod/mini';
import { isoInstant, positive, readFields } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

const ticker = z.object({ price: positive, time: isoInstant });

/** Coinbase Exchange last trade, USD/BTC, with the time of that trade. */
export const coinbaseExchange: Provider = {
  id: 'coinbase-exchange',
  baseUrl: 'https://api.exchange.coinbase.com',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson('/products/BTC-USD/ticker')],
      read: ([body]) => readFields(ticker, body, ({ price, time }) => told({ value: price, observedAt: time })),
    },
  ],
};
