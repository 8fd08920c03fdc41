import * as z from 'zod';
import { FX_PROVIDERS, GAS_INDEX_PROVIDERS, NETWORK_PROVIDERS, PRICE_PROVIDERS, PROVIDERS } from '../providers.ts';
import { block, day, finite, httpsUrl, nonNegative, positive, secretName, volumeBase, word } from './scalars.ts';

const MAX_SOURCES = 12;
const MAX_ROWS = 2000;

/** A dated row of a gas index: per MMBtu (HHV, dry), or per volume at a base. */
const indexRow = block({
  from: day,
  usdPerMmbtu: finite.optional(),
  perMmbtu: finite.optional(),
  per1000m3: finite.optional(),
  perMcf: finite.optional(),
  base: volumeBase.optional(),
  hhvBtuPerScf: positive.optional(),
});
export type IndexRow = z.output<typeof indexRow>;

const gasIndex = block({
  id: word,
  source: z.enum(GAS_INDEX_PROVIDERS).nullish(),
  secret: secretName.nullish(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'a currency such as USD or RUB' })
    .optional(),
  manual: z.array(indexRow).max(MAX_ROWS).optional(),
});

const fxPair = block({
  pair: z.string().regex(/^USD[A-Z]{3}$/, { error: 'a pair such as USDRUB: roubles for one dollar' }),
  source: z.enum(FX_PROVIDERS).nullish(),
  manual: z
    .array(block({ from: day, rate: positive }))
    .max(MAX_ROWS)
    .optional(),
});

export const marketBlock = block({
  btcPrice: block({
    sources: z
      .array(z.enum(PRICE_PROVIDERS))
      .min(3, { error: 'three sources or more: two cannot tell which of them is wrong' })
      .max(MAX_SOURCES),
  }),
  network: block({
    sources: z
      .array(z.enum(NETWORK_PROVIDERS))
      .min(2, { error: 'two sources or more: they must agree on the epoch' })
      .max(MAX_SOURCES),
  }),
  feesFallbackBtcPerBlock: nonNegative.nullish(),
  fx: z.array(fxPair).max(40).optional(),
  gasIndexes: z.array(gasIndex).max(100).optional(),
  urls: z.partialRecord(z.enum(PROVIDERS as [string, ...string[]]), httpsUrl).optional(),
  secrets: z.partialRecord(z.enum(['bitcoin-core']), secretName).optional(),
});
export type MarketBlock = z.output<typeof marketBlock>;
