import * as z from 'zod/mini';
import type { Instant } from '../../../domain/instant.ts';
import { decimal, isoInstant, readFields } from '../fields.ts';
import { type Provider, refused, told } from '../provider.ts';

const SERIES = 'RNGWHHD';
const PATH =
  '/v2/natural-gas/pri/fut/data/?frequency=daily&data[0]=value' +
  `&facets[series][]=${SERIES}&sort[0][column]=period&sort[0][direction]=desc&length=5`;

/** Without `data[0]=value` there are rows without values; on a day without trade the value is null. */
const row = z.object({
  period: isoInstant,
  series: z.literal(SERIES),
  units: z.optional(z.literal('$/MMBTU')),
  value: z.nullable(decimal),
});
const envelope = z.object({ response: z.object({ data: z.array(row) }) });
type Valued = { readonly period: Instant; readonly value: number };

/** Henry Hub spot of the US Energy Information Administration, USD/MMBtu, daily, some days late. */
export const eia: Provider = {
  id: 'eia',
  baseUrl: 'https://api.eia.gov',
  channels: [
    {
      kind: 'gas-index',
      asks: ({ secret }) => [
        {
          path: PATH,
          form: 'json',
          post: null,
          secret: secret === null ? null : { name: secret, as: 'query-api_key' },
        },
      ],
      read: ([body], { at }) =>
        readFields(envelope, body, ({ response }) => {
          const known = response.data.flatMap<Valued>(({ period, value }) =>
            value === null || period > at ? [] : [{ period, value }],
          );
          const [newest] = known.sort((a, b) => b.period - a.period);
          return newest === undefined ? refused('no rows') : told({ value: newest.value, observedAt: newest.period });
        }),
    },
  ],
};
