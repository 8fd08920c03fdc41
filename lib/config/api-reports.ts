import * as z from 'zod/mini';
import { STREAMS } from '../domain/gas/report.ts';
import { marketAnswer } from './api-market.ts';
import { next, optimumFields, pointAnswer, time, unknownable } from './api-points.ts';
import { completenessAnswer, massBalanceAnswer } from './api-report-quality.ts';

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
  completeness: completenessAnswer,
  massBalance: massBalanceAnswer,
  reports: z.array(reportAnswer),
  next,
});

/** How a stored point came about, worked out again from its frozen inputs. */
export const explainAnswer = z.extend(pointAnswer, {
  ...optimumFields,
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

const pushedRow = z.strictObject({
  stream,
  periodStart: time,
  periodEnd: time,
  version: z.int(),
  volumeMcf: z.nullable(z.number()),
});

/** What became of each row of a pushed report; at most 1,000 of each kind are listed, `counts` are of all. */
export const pushAnswer = z.strictObject({
  accepted: z.array(pushedRow),
  unchanged: z.array(pushedRow),
  rejected: z.array(
    z.strictObject({ file: z.string(), line: z.int(), column: z.string(), value: z.string(), expected: z.string() }),
  ),
  counts: z.strictObject({ accepted: z.int(), unchanged: z.int(), rejected: z.int() }),
});

/** Headers of a signed push (interfaces.md section 7). */
export const PUSH_HEADERS: Readonly<Record<string, string>> = {
  'Netback-Key-Id': 'Id of an active key of the site.',
  'Netback-Timestamp': 'Epoch seconds, within 300 s of now.',
  'Netback-Nonce': '8 to 128 of A-Z a-z 0-9 _ . : -, never used before.',
  'Netback-Signature':
    'Hex HMAC-SHA256 over method, path, timestamp, nonce and the hex SHA-256 of the body, joined by line feeds.',
};
