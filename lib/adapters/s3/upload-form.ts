import { createHmac } from 'node:crypto';
import { instant } from '../../domain/instant.ts';
import type { ReportUploads } from '../../ports.ts';

/** Credentials of the role that signs; the form can do no more than the role. */
export type SigningKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null = of a user, not of a role. */
  readonly sessionToken: string | null;
};

export type UploadFormOptions = {
  readonly bucket: string;
  readonly region: string;
  /** Null = S3 itself; else where a local stand-in listens. */
  readonly endpoint: string | null;
  readonly key: () => SigningKey;
  readonly nowMilliseconds: () => number;
};

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** S3 answers a form with this status and the object's name. */
const CREATED = '201';

/**
 * Signs forms for S3's POST Object (Signature Version 4): bucket, beginning of the key, type, size and
 * end are conditions of the signed policy, and S3 refuses a file that breaks one. The secret key never
 * leaves the process. Source: Amazon S3 API Reference, "Browser-Based Uploads Using POST".
 */
export function s3ReportUploads(options: UploadFormOptions): ReportUploads {
  return {
    form: ({ keyPrefix, contentType, maxBytes, seconds }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = options.key();
      const now = Math.floor(options.nowMilliseconds() / 1000);
      const expiresAt = instant(now + seconds);
      const stamp = `${new Date(now * 1000).toISOString().replace(/[-:]|\.\d{3}/g, '')}`;
      const date = stamp.slice(0, 8);
      const signed = {
        'Content-Type': contentType,
        success_action_status: CREATED,
        'x-amz-algorithm': ALGORITHM,
        'x-amz-credential': `${accessKeyId}/${date}/${options.region}/s3/aws4_request`,
        'x-amz-date': stamp,
        ...(sessionToken === null ? {} : { 'x-amz-security-token': sessionToken }),
      };
      const conditions = [
        { bucket: options.bucket },
        ['starts-with', '$key', keyPrefix],
        ['content-length-range', 1, maxBytes],
        ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
      ];
      const expiration = new Date(expiresAt * 1000).toISOString();
      const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
      const signature = policySignature(policy, secretAccessKey, date, options.region);
      const fields = { key: `${keyPrefix}\${filename}`, ...signed, policy, 'x-amz-signature': signature };
      return { url: addressOf(options), fields, expiresAt };
    },
  };
}

/** Signature of a form's policy (base64): HMAC-SHA256 with a key of the day, region and service, in hex. */
export function policySignature(policy: string, secretAccessKey: string, date: string, region: string): string {
  const scope = [date, region, 's3', 'aws4_request'];
  const key = scope.reduce<Buffer>((above, part) => hmac(above, part), Buffer.from(`AWS4${secretAccessKey}`));
  return hmac(key, policy).toString('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function addressOf({ bucket, region, endpoint }: UploadFormOptions): string {
  if (endpoint !== null) return `${endpoint}/${bucket}`;
  return `https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}
