import * as z from 'zod/mini';
import type { Instant } from '../../../domain/instant.ts';
import { count, isoInstant, positive, readFields } from '../fields.ts';
import { getJson, type Provider, refused, told } from '../provider.ts';

const currency = z.object({ Nominal: count, Value: positive, Previous: positive });
const daily = z.object({
  Date: isoInstant,
  PreviousDate: isoInstant,
  Valute: z.record(z.string(), z.unknown()),
});

const forOne = (rate: number, observedAt: Instant) =>
  readFields(positive, rate, (value) => told({ value, observedAt }));

/**
 * The Bank of Russia's official rates, RUB per unit of the other currency. A rate is published the
 * day before the date it is for: until then the previous one is in force, and is what is told.
 */
export const cbr: Provider = {
  id: 'cbr',
  baseUrl: 'https://www.cbr-xml-daily.ru',
  channels: [
    {
      kind: 'fx',
      asks: () => [getJson('/daily_json.js')],
      read: ([body], { at, subject }) =>
        readFields(daily, body, (rates) => {
          const code = /^([A-Z]{3})RUB$/.exec(subject ?? '')?.[1];
          if (code === undefined) return refused('cbr gives rates to RUB only');
          if (!Object.hasOwn(rates.Valute, code)) return refused(`no rate of ${code}`);
          return readFields(currency, rates.Valute[code], ({ Nominal, Value, Previous }) => {
            if (rates.Date <= at) return forOne(Value / Nominal, rates.Date);
            if (rates.PreviousDate > at) return refused('rates of a later date');
            return forOne(Previous / Nominal, rates.PreviousDate);
          });
        }),
    },
  ],
};
