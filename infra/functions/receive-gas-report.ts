import type { MonitorFunction } from '../constructs/monitor-function.ts';
import type { ReportDrop } from '../constructs/report-drop.ts';
import { secretsOf } from '../secret-access.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Takes pushed reports (signed per site) and files dropped into the bucket. */
export function addReceiveGasReport(parts: StackParts, drop: ReportDrop | null): MonitorFunction {
  return addFunction(parts, {
    name: 'receive-gas-report',
    id: 'ReceiveGasReport',
    errorImpact:
      'Pushed and dropped gas reports are not taken in: senders get an error and must send again; dropped files wait in its queue.',
    timeoutSeconds: 29,
    memoryMegabytes: 1024,
    reservedConcurrency: 5,
    variables: drop === null ? {} : { NETBACK_REPORT_BUCKET: drop.bucket.bucketName },
    permissions: drop === null ? [] : [drop.readStatement()],
    secrets: secretsOf(parts.company)['receive-gas-report'],
  });
}
