import * as z from 'zod/mini';
import { isoInstant, positive, readFields } from '../fields.ts';
import { getJson, type Provider, refused, told } from '../provider.ts';

const latest = z.object({
  amount: z.optional(z.literal(1)),
  base: z.string(),
  date: isoInstant,
  rates: z.record(z.string(), z.unknown()),
});
const PAIR = /^([A-Z]{3})([A-Z]{3})$/;

/** Reference rates of the European Central Bank; no RUB since March 2022; the date before on holidays. */
export const frankfurter: Provider = {
  id: 'frankfurter',
  baseUrl: 'https://api.frankfurter.dev',
  channels: [
    {
      kind: 'fx',
      asks: ({ subject }) => {
        const [, base = '', symbol = ''] = PAIR.exec(subject ?? '') ?? [];
        return [getJson(`/v1/latest?base=${base}&symbols=${symbol}`)];
      },
      read: ([body], { subject }) =>
        readFields(latest, body, ({ base, date, rates }) => {
          const [, asked, symbol = ''] = PAIR.exec(subject ?? '') ?? [];
          if (asked === undefined || base !== asked) return refused('another base currency');
          if (!Object.hasOwn(rates, symbol)) return refused(`no rate of ${symbol}`);
          return readFields(positive, rates[symbol], (value) => told({ value, observedAt: date }));
        }),
    },
  ],
};
