import { s3ReportUploads } from '#lib/adapters/s3/upload-form.ts';
import { randomIds } from '#lib/adapters/system/clock.ts';
import type { OfferReportUploadPorts } from '#lib/app/offer-report-upload.ts';
import { instant } from '#lib/domain/instant.ts';
import type { HistoryApiPorts } from '../middleware/answer.ts';
import { commonPorts, deployment, environment } from './cold-start.ts';

const { reportBucket } = environment;

/** Forms signed by the function's own role, whose credentials Lambda renews in its environment. */
const uploads: OfferReportUploadPorts | null =
  reportBucket === null
    ? null
    : {
        ids: randomIds,
        uploads: s3ReportUploads({
          bucket: reportBucket,
          region: process.env.AWS_REGION ?? '',
          endpoint: process.env.AWS_ENDPOINT_URL_S3 ?? null,
          nowMilliseconds: commonPorts.clock.nowMilliseconds,
          key: () => ({
            accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
            secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
            sessionToken: process.env.AWS_SESSION_TOKEN ?? null,
          }),
        }),
      };

/** What the history API reads from; under a simulated clock the newest tick is now. */
export const historyApiPorts: HistoryApiPorts = {
  stores: commonPorts.stores,
  company: deployment.company,
  now: () => (environment.isSimulated ? null : instant(commonPorts.clock.nowMilliseconds() / 1000)),
  version: deployment.version,
  ...(uploads === null ? {} : { uploads }),
};
