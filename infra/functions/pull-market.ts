import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { secretsOf } from '../secret-access.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Every tick: asks the market feeds and freezes what they say. Its success starts recompute-margins. */
export function addPullMarket(parts: StackParts, next: MonitorFunction): MonitorFunction {
  return addFunction(parts, {
    name: 'pull-market',
    id: 'PullMarket',
    errorImpact:
      'No market is frozen: no site gets a point and no alert is decided until it runs again; the next tick catches up.',
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    reservedConcurrency: 2,
    next,
    secrets: secretsOf(parts.company)['pull-market'],
  });
}
