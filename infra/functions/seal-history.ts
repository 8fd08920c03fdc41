import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Hourly: folds the days and months that closed and restates what reports corrected. */
export function addSealHistory(parts: StackParts): MonitorFunction {
  return addFunction(parts, {
    name: 'seal-history',
    id: 'SealHistory',
    errorImpact:
      'Days and months are not folded and corrections wait: charts over long windows are late. Alerts are not affected.',
    timeoutSeconds: 300,
    memoryMegabytes: 1024,
    reservedConcurrency: 1,
  });
}
