import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Serves the history API and takes acknowledgements and mutes. */
export function addHistoryApi(parts: StackParts): MonitorFunction {
  return addFunction(parts, {
    name: 'history-api',
    id: 'HistoryApi',
    errorImpact: 'The history cannot be read and alerts cannot be acknowledged; ticks and messages go on.',
    timeoutSeconds: 29,
    memoryMegabytes: 1769,
    reservedConcurrency: 20,
  });
}
