import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** After each tick: tells the audiences what changed. The only function that may publish besides the digest. */
export function addSendAlerts(parts: StackParts): MonitorFunction {
  return addFunction(parts, {
    name: 'send-alerts',
    id: 'SendAlerts',
    errorImpact:
      'Decided alerts are not told: their messages wait as intents and go out, unchanged, when it runs again.',
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    reservedConcurrency: 2,
    publishes: true,
  });
}
