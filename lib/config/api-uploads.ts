import * as z from 'zod/mini';
import { oneOf } from './api-parameters.ts';
import { time } from './api-points.ts';

/** Types that report files come as (docs/reports.md); the content is recognised by itself. */
const CONTENT_TYPES = [
  'text/csv',
  'text/plain',
  'application/json',
  'application/xml',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
] as const;

/** Asks for a form to put report files into the bucket with. */
export const uploadBody = z.strictObject({
  contentType: z._default(oneOf(CONTENT_TYPES), 'text/csv'),
});

/** A form: POST its fields as multipart/form-data to `url`, the file last and named `file`. */
export const uploadAnswer = z.strictObject({
  site: z.string(),
  url: z.string(),
  fields: z
    .record(z.string(), z.string())
    .check(z.meta({ description: 'Send them as they are; S3 itself puts the file’s own name at the end of `key`.' })),
  keyPrefix: z.string().check(z.meta({ description: 'Where the files come to stand in the bucket.' })),
  maxBytes: z.int(),
  expiresAt: time,
});
