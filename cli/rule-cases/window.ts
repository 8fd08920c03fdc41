import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { evaluateWindow } from '#lib/domain/alerts/window.ts';
import { caseBlock, type Differences, differ, NOTHING_EXPECTED } from './case.ts';

const windowCase = caseBlock({
  /** `range` says how far back the source looks; the points given are that range already. */
  rule: block({ m: z.int().positive(), n: z.int().positive(), range: z.number().optional() }),
  points: z.array(z.union([z.boolean(), z.literal(0), z.literal(1), z.null()])),
  current: z.string().default('KEEP_CURRENT'),
  expect: z.partialRecord(z.enum(['missing', 'ignore', 'breaching', 'notBreaching']), z.string()),
});

/** `kind: window`: M of N over the points under each treatment of missing data that the case names. */
export function runWindowCase(raw: unknown): Differences {
  const { rule, points, current, expect } = windowCase.parse(raw);
  if (rule.m > rule.n) throw new Error(`rule.m is ${rule.m}; expected no more than n (${rule.n})`);
  if (Object.keys(expect).length === 0) return NOTHING_EXPECTED;
  const judged = points.map((point) => (point === null ? null : Boolean(point)));
  return Object.entries(expect).flatMap(([treatment, expected]) => {
    const verdict = evaluateWindow(rule, judged, treatment as keyof typeof expect);
    return differ(treatment, verdict === 'KEEP_CURRENT' ? current : verdict, expected);
  });
}
