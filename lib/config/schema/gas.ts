import * as z from 'zod';
import { REPORT_FORMATS } from '../providers.ts';
import { block, duration, httpsUrl, partFraction, positive, secretName, volumeBase, word } from './scalars.ts';

const amount = z
  .number()
  .min(0, { error: 'a mole fraction from 0 to 1' })
  .max(1, { error: 'a mole fraction from 0 to 1' });
/** Components by the keys of the method: `c6` stands for hexane and heavier. */
export const COMPONENTS = ['c1', 'c2', 'c3', 'ic4', 'nc4', 'ic5', 'nc5', 'c6', 'h2s', 'h2', 'co2', 'n2'] as const;
export const compositionBlock = block(
  Object.fromEntries(COMPONENTS.map((name) => [name, amount.optional()])) as Record<
    (typeof COMPONENTS)[number],
    z.ZodOptional<typeof amount>
  >,
);

export const gasBlock = block({
  volumeBase: volumeBase.optional(),
  composition: compositionBlock.optional(),
  hhvBtuPerScf: positive.optional(),
  lhvBtuPerScf: positive.optional(),
  methaneNumber: positive.nullish(),
});
export type GasBlock = z.output<typeof gasBlock>;

const pushKey = block({ id: word, secret: secretName });
export const reportsBlock = block({
  cadence: z.enum(['1h', '1d', '1mo']).optional(),
  staleAfter: duration.optional(),
  pull: block({
    url: httpsUrl,
    format: z.enum(REPORT_FORMATS).optional(),
    every: duration.optional(),
    secret: secretName.nullish(),
  }).nullish(),
  push: block({
    keys: z.array(pushKey).min(1).max(2, { error: 'at most two keys: the one in use and the next' }),
  }).nullish(),
  drop: z.boolean().optional(),
});
export type ReportsBlock = z.output<typeof reportsBlock>;

export const treatShrinkFraction = partFraction;
