import type { S3Client } from '@aws-sdk/client-s3';
import { MAX_DROPPED_BYTES } from '../../domain/gas/report.ts';
import type { ReportDrop } from '../../ports.ts';

/**
 * Reads dropped reports from the company's bucket; the client's own retries, and a size that is checked
 * before reading. The client is loaded with the first file: pushed reports do not wait for it.
 */
export function s3ReportDrop(bucket: string): ReportDrop {
  let client: S3Client | null = null;
  return {
    read: async (key, version) => {
      const { GetObjectCommand, NoSuchKey, S3Client } = await import('@aws-sdk/client-s3');
      client ??= new S3Client({});
      const named = { Bucket: bucket, Key: key, ...(version === null ? {} : { VersionId: version }) };
      try {
        const answer = await client.send(new GetObjectCommand(named));
        if ((answer.ContentLength ?? 0) > MAX_DROPPED_BYTES) {
          answer.Body?.transformToWebStream().cancel();
          return 'too-large';
        }
        return (await answer.Body?.transformToByteArray()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
  };
}
