import type { S3Event } from 'aws-lambda';
import * as z from 'zod/mini';

/** What EventBridge tells of a new object: names as they are, not URL-encoded as in S3's own events. */
const objectCreated = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string(), 'version-id': z.optional(z.string()) }) }),
});

/**
 * The dropped objects of an event: S3's own event as it is, EventBridge's brought into the same shape.
 * Null where the event is neither.
 */
export function dropEventOf(event: unknown): S3Event | null {
  if (typeof event === 'object' && event !== null && 'Records' in event) return event as S3Event;
  const parsed = objectCreated.safeParse(event);
  if (!parsed.success) return null;
  const { key, 'version-id': versionId } = parsed.data.detail.object;
  const object = { key: encodeURIComponent(key), ...(versionId === undefined ? {} : { versionId }) };
  return { Records: [{ s3: { object } }] } as S3Event;
}
