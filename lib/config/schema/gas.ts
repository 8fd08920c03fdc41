import * as z from 'zod';
import { COMPONENT_KEYS, type ComponentKey } from '../../domain/gas/components.ts';
import { STREAMS, type Stream } from '../../domain/gas/report.ts';
import { MCF_PER_UNIT, type VolumeUnit } from '../../domain/gas/volume.ts';
import { REPORT_FORMATS } from '../../domain/report-plan.ts';
import { block, duration, httpsUrl, partFraction, positive, secretName, volumeBase, word } from './scalars.ts';

const amount = z
  .number()
  .min(0, { error: 'a mole fraction from 0 to 1' })
  .max(1, { error: 'a mole fraction from 0 to 1' });
export const compositionBlock = block(
  Object.fromEntries(COMPONENT_KEYS.map((name) => [name, amount.optional()])) as Record<
    ComponentKey,
    z.ZodOptional<typeof amount>
  >,
);

export const gasBlock = block({
  volumeBase: volumeBase.optional(),
  composition: compositionBlock.optional(),
  hhvBtuPerScf: positive.optional(),
  lhvBtuPerScf: positive.optional(),
  methaneNumber: positive.nullish(),
  title: z.enum(['own', 'permit', 'state']).optional(),
});
export type GasBlock = z.output<typeof gasBlock>;

const pushKey = block({ id: word, secret: secretName });
const reportTag = block({
  stream: z.enum(STREAMS as readonly [Stream, ...Stream[]]),
  unit: z.enum(Object.keys(MCF_PER_UNIT) as [VolumeUnit, ...VolumeUnit[]]),
  base: volumeBase,
  per: z.enum(['1h', '1d']).optional(),
  stamp: z.enum(['start', 'end']).optional(),
});
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
  ids: z.array(z.string().min(1).max(100)).max(500).optional(),
  tags: z.record(z.string().min(1).max(200), reportTag).optional(),
});
export type ReportsBlock = z.output<typeof reportsBlock>;

export const treatShrinkFraction = partFraction;
