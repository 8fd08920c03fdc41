import type { Rule } from '#lib/domain/alerts/rule.ts';

/** Fires below 0 after ten minutes, is over ten minutes after it is clear again (10 or more). */
export const TEN_MINUTE_RULE: Rule = {
  op: 'lt',
  enter: 0,
  exit: 10,
  forSeconds: 600,
  keepFiringForSeconds: 600,
  window: null,
  staleAfterSeconds: null,
  noData: 'nodata',
  levels: [{ severity: 'warning', enter: 0 }],
  repeatIntervalSeconds: { info: null, warning: 86_400, critical: 14_400 },
  gapToleranceSeconds: null,
  outageToleranceSeconds: null,
};
