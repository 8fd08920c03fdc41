import type { MonitorFunction } from '../constructs/monitor-function.ts';
import type { ReportDrop } from '../constructs/report-drop.ts';
import { addFunction, type StackParts } from '../stack-parts.ts';

/** Serves the history API, takes acknowledgements and mutes, and signs forms for the report drop. */
export function addHistoryApi(parts: StackParts, drop: ReportDrop | null): MonitorFunction {
  return addFunction(parts, {
    name: 'history-api',
    id: 'HistoryApi',
    errorImpact: 'The history cannot be read and alerts cannot be acknowledged; ticks and messages go on.',
    timeoutSeconds: 29,
    memoryMegabytes: 1769,
    reservedConcurrency: 20,
    variables: drop === null ? {} : { NETBACK_REPORT_BUCKET: drop.bucket.bucketName },
    permissions: drop === null ? [] : [drop.offerStatement()],
  });
}
