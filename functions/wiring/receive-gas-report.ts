import { signatureCheck } from '#lib/adapters/http/report-signature.ts';
import { reportParser } from '#lib/adapters/reports/detect.ts';
import { s3ReportDrop } from '#lib/adapters/s3/report-drop.ts';
import { instant } from '#lib/domain/instant.ts';
import type { PushPorts } from '../middleware/answer-push.ts';
import { commonPorts, deployment, environment } from './cold-start.ts';
import { secretByName } from './secrets.ts';

const now = () => instant(commonPorts.clock.nowMilliseconds() / 1000);

/** What pushed and dropped reports need beside the common ports; under a simulated clock the newest tick is now. */
export const receiveGasReportPorts: PushPorts = {
  ...commonPorts,
  company: deployment.company,
  parser: reportParser,
  signatures: signatureCheck,
  secret: secretByName,
  drop: s3ReportDrop(environment.reportBucket ?? ''),
  now,
  knownAt: async () => {
    if (!environment.isSimulated) return now();
    const claim = await commonPorts.stores.ticks.get('pull-market');
    return claim?.running ?? claim?.done ?? instant(0);
  },
};
