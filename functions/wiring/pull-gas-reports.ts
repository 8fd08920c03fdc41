import { httpReportSource } from '#lib/adapters/http/report-source.ts';
import { reportParser } from '#lib/adapters/reports/detect.ts';
import type { PullGasReportsPorts } from '#lib/app/pull-gas-reports.ts';
import { commonPorts, environment } from './cold-start.ts';
import { secretByName } from './secrets.ts';

/** The sites' report endpoints and the parser of their files beside the common ports. */
export const pullGasReportsPorts: PullGasReportsPorts = {
  ...commonPorts,
  source: httpReportSource({
    reportOrigin: environment.reportOrigin,
    isSimulated: environment.isSimulated,
    clock: commonPorts.clock,
    random: Math.random,
    secret: secretByName,
  }),
  parser: reportParser,
};
