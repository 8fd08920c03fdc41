import * as z from 'zod';
import { block, duration, finite, fraction, nonNegative, positive, severity } from './scalars.ts';

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

/** Rules by their ids as messages name them; the camel-case spelling is taken as well. */
export const rulesBlock = block({
  unprofitable: unprofitable.optional(),
  'flaring-rise': flaringRise.optional(),
  flaringRise: flaringRise.optional(),
  'site-data-stale': stale.optional(),
  siteDataStale: stale.optional(),
  'price-feed-stale': stale.optional(),
  priceFeedStale: stale.optional(),
});
export type RulesBlock = z.output<typeof rulesBlock>;
