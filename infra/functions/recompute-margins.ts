import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** After each frozen market: brings every site to that tick. Its success starts send-alerts. */
export function addRecomputeMargins(parts: StackParts, next: MonitorFunction): MonitorFunction {
  return addFunction(parts, {
    name: 'recompute-margins',
    id: 'RecomputeMargins',
    errorImpact:
      'Sites get no new points and no alert is decided; the history shows a gap until a later run catches up (12 ticks a run).',
    timeoutSeconds: 120,
    memoryMegabytes: 1769,
    reservedConcurrency: 2,
    next,
  });
}
