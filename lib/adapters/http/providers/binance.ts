import * as z from 'zod/mini';
import { positive, readFields } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

const SYMBOL = 'BTCUSDT';
const ticker = z.object({ symbol: z.literal(SYMBOL), price: positive });

/** Binance last trade in USDT, not USD, and labelled so; refuses US addresses with 451. */
export const binance: Provider = {
  id: 'binance',
  baseUrl: 'https://api.binance.com',
  channels: [
    {
      kind: 'price',
      asks: () => [getJson(`/api/v3/ticker/price?symbol=${SYMBOL}`)],
      read: ([body]) => readFields(ticker, body, ({ price }) => told({ value: price, label: SYMBOL })),
      isDatedByHeader: true,
    },
  ],
};
