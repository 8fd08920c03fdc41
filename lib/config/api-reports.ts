import * as z from 'zod/mini';
import { STREAMS } from '../domain/gas/report.ts';
import { marketAnswer } from './api-market.ts';
import { next, pointAnswer, time, unknownable } from './api-points.ts';

const stream = z.enum(STREAMS);

/** One row of a gas report, normalised. Mcf are at 60 °F, 14.696 psia, dry, over the whole period. */
export const reportAnswer = z.strictObject({
  stream,
  periodStart: time,
  periodEnd: time,
  volumeMcf: unknownable('Mcf over the period; null = blank, negative = a reversal.'),
  hhvBtuPerScf: unknownable('Heating value that came with the row; null = the site’s own.'),
  evidence: z.nullable(z.enum(['measured', 'allocated', 'estimated'])),
  cause: z.nullable(z.string()),
  version: z.int(),
  isNewestVersion: z.boolean(),
  reportedAt: time,
  knownAt: time.check(z.meta({ description: 'The tick from which the row could be used.' })),
  original: z.string().check(z.meta({ description: 'Value, unit and base as they stood in the report.' })),
});
export const reportsAnswer = z.strictObject({
  site: z.string(),
  from: time,
  to: time,
  reports: z.array(reportAnswer),
  next,
});

/** How a stored point came about, worked out again from its frozen inputs. */
export const explainAnswer = z.extend(pointAnswer, {
  site: z.string(),
  isReproduced: z
    .boolean()
    .check(z.meta({ description: 'True where the figures worked out again equal the stored ones, digit for digit.' })),
  basis: z
    .enum(['as-known', 'restated'])
    .check(z.meta({ description: 'Report rows known at the tick, or those of a later correction.' })),
  inputs: z.strictObject({
    market: marketAnswer,
    reports: z.array(
      z.strictObject({
        stream,
        mcfPerDay: unknownable('Rate in force, Mcf/day.'),
        quality: z.enum(['ok', 'last-known-good', 'missing']),
        periodStart: z.nullable(time),
        periodEnd: z.nullable(time),
        version: z.nullable(z.int()),
        reportedAt: z.nullable(time),
        ageSeconds: z.nullable(z.int()),
      }),
    ),
  }),
  steps: z.array(
    z.strictObject({
      id: z.int(),
      name: z.string(),
      value: z.nullable(z.union([z.number(), z.string()])),
      unit: z.string(),
      formula: z.string(),
      method: z.string().check(z.meta({ description: 'Section of docs/method.md.' })),
    }),
  ),
});

/** What a push was made of, row by row. */
export const receivedAnswer = z.looseObject({});
