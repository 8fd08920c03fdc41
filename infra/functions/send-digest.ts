import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Daily or weekly: the summary that an audience asked for, at its local time. */
export function addSendDigest(parts: StackParts): MonitorFunction {
  return addFunction(parts, {
    name: 'send-digest',
    id: 'SendDigest',
    errorImpact: 'Digests are late: the next hourly run sends what is due. Alerts are not affected.',
    timeoutSeconds: 120,
    memoryMegabytes: 1024,
    reservedConcurrency: 1,
    publishes: true,
  });
}
