import * as z from 'zod/mini';
import { SOURCE_STATUSES } from '../domain/market/market.ts';
import { next, quality, time, unknownable } from './api-points.ts';

const ageSeconds = z.nullable(z.int()).check(z.meta({ description: 'Seconds; null = not known.' }));
const kind = z.enum(['price', 'network', 'fees', 'fx', 'gas-index']);
const status = z.enum(SOURCE_STATUSES);
const namedRate = z.strictObject({ id: z.string(), value: z.nullable(z.number()), quality, ageSeconds });

/** The market of one tick as it was frozen. */
export const marketAnswer = z.strictObject({
  at: time,
  btcUsd: unknownable('USD.'),
  difficulty: unknownable('Network difficulty.'),
  height: z.nullable(z.int()),
  feesBtcPerBlock: unknownable('Mean fees of a block, BTC.'),
  hashpriceUsdPerPhDay: unknownable('Revenue of 1 PH/s for a day, gross of pool, USD.'),
  quality: z.strictObject({ btcUsd: quality, difficulty: quality, height: quality, feesBtcPerBlock: quality }),
  ageSeconds: z.strictObject({
    btcUsd: ageSeconds,
    difficulty: ageSeconds,
    height: ageSeconds,
    feesBtcPerBlock: ageSeconds,
  }),
  fx: z.array(namedRate),
  gasIndexesUsdPerMmbtu: z.array(namedRate),
  sources: z.array(
    z.strictObject({
      source: z.string(),
      kind,
      subject: z.nullable(z.string()),
      status,
      value: z.nullable(z.number()),
      ageSeconds,
      unchangedSince: z.nullable(time),
    }),
  ),
  retarget: z
    .nullable(
      z.strictObject({
        at: time,
        remainingBlocks: z.int(),
        lowPercent: z.number(),
        highPercent: z.number(),
      }),
    )
    .check(
      z.meta({ description: 'The next change of the difficulty at 2σ; null = the start of the epoch was not seen.' }),
    ),
  configVersion: z.string(),
});

/** Frozen markets of a window: every tick, or the first of each hour or day (UTC). */
export const marketRangeAnswer = z.strictObject({
  step: z.enum(['tick', '1h', '1d']),
  timezone: z.literal('UTC'),
  from: time,
  to: time,
  markets: z.array(marketAnswer),
  next,
});

/** What runs, how late, and what the feeds give. */
export const healthAnswer = z.strictObject({
  status: z.enum(['ok', 'late']),
  version: z.string(),
  company: z.string(),
  tickSeconds: z.int(),
  lastTick: z.nullable(time),
  lateSeconds: z.nullable(z.int()).check(z.meta({ description: 'Age of the last tick whose alerts went out.' })),
  backlog: z.strictObject({ undeliveredMessages: z.int() }),
  functions: z.array(z.strictObject({ name: z.string(), done: z.nullable(time), running: z.nullable(time) })),
  price: z.strictObject({ quality, goodAt: z.nullable(time), ageSeconds }),
  sources: z.array(
    z.strictObject({
      source: z.string(),
      kind,
      subject: z.nullable(z.string()),
      status,
      ageSeconds,
      goodAt: z.nullable(time),
    }),
  ),
});
