import type { MonitorFunction } from '../constructs/monitor-function.ts';
import { secretsOf } from '../secret-access.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Every tick: asks the report endpoints of the sites that are due. */
export function addPullGasReports(parts: StackParts): MonitorFunction {
  return addFunction(parts, {
    name: 'pull-gas-reports',
    id: 'PullGasReports',
    errorImpact:
      'Pulled gas reports do not come in: sites go on with their last report until it is stale, then their figures are unknown.',
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    reservedConcurrency: 2,
    secrets: secretsOf(parts.company)['pull-gas-reports'],
  });
}
