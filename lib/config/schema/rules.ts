import * as z from 'zod';
import { CUSTOM_FIELDS } from '../../domain/alerts/custom-rule.ts';
import { block, duration, finite, fraction, nonNegative, positive, severity, slug, word } from './scalars.ts';

const enabled = z.boolean().optional();

const unprofitable = block({
  enabled,
  meanOver: duration.optional(),
  minimumHours: z.int().min(1).max(12).optional(),
  exitFractionOfRevenue: finite.optional(),
  floorUsdPerDay: nonNegative.optional(),
  for: duration.optional(),
  keepFiringFor: duration.optional(),
  levels: z
    .array(block({ severity, enterFractionOfRevenue: finite }))
    .min(1, { error: 'at least one level' })
    .max(3)
    .optional(),
});

const flaringRise = block({
  enabled,
  severity: severity.optional(),
  shiftFactor: positive.optional(),
  shiftFactorMonthly: positive.optional(),
  shiftExitFactor: positive.optional(),
  shiftFloorMcfPerDay: nonNegative.optional(),
  shiftFloorFractionOfProduced: fraction.optional(),
  levelExitFactor: positive.optional(),
});

const stale = block({ enabled, severity: severity.optional() });

const massBalance = block({
  enabled,
  severity: severity.optional(),
  enterFraction: fraction.optional(),
  exitFraction: fraction.optional(),
});

/** Idle-while-profitable and better-split: money left on the table as a fraction of revenue. */
const gain = block({
  enabled,
  severity: severity.optional(),
  enterFractionOfRevenue: finite.optional(),
  exitFractionOfRevenue: finite.optional(),
  floorUsdPerDay: nonNegative.optional(),
  for: duration.optional(),
  keepFiringFor: duration.optional(),
});

/** A loss foretold for the next retarget; its thresholds are those of unprofitable. */
const afterRetarget = block({
  enabled,
  severity: severity.optional(),
  for: duration.optional(),
  keepFiringFor: duration.optional(),
});

const MAX_CUSTOM_RULES = 10;
const FIELDS = CUSTOM_FIELDS as [string, ...string[]];

/** A rule of the company's own: any field of a point against thresholds in its unit. */
const custom = block({
  id: slug,
  field: z.enum(FIELDS, { error: `a field of a point: ${FIELDS.join(', ')}` }),
  op: z.enum(['lt', 'le', 'gt', 'ge', 'eq', 'ne']),
  exit: finite.optional(),
  for: duration.optional(),
  keepFiringFor: duration.optional(),
  levels: z
    .array(block({ severity, enter: z.union([finite, word], { error: 'a number, or a word of the field' }) }))
    .min(1, { error: 'at least one level' })
    .max(3),
});

/** Rules by their ids as messages name them; the camel-case spelling is taken as well. */
export const rulesBlock = block({
  unprofitable: unprofitable.optional(),
  'flaring-rise': flaringRise.optional(),
  flaringRise: flaringRise.optional(),
  'site-data-stale': stale.optional(),
  siteDataStale: stale.optional(),
  'price-feed-stale': stale.optional(),
  priceFeedStale: stale.optional(),
  'mass-balance': massBalance.optional(),
  'idle-while-profitable': gain.optional(),
  'better-split': gain.optional(),
  'unprofitable-after-retarget': afterRetarget.optional(),
  custom: z
    .array(custom)
    .max(MAX_CUSTOM_RULES)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, { error: 'each id once' })
    .optional(),
});
export type RulesBlock = z.output<typeof rulesBlock>;
