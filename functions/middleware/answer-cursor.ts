import { createHash } from 'node:crypto';

/** Everything of a query that its pages have in common. A cursor is only good for the query it came from. */
export type CursorScope = Readonly<Record<string, string | number | null>>;

const DIGEST_BYTES = 9;

/** A place in a query's answer, opaque to callers. */
export function encodeCursor(scope: CursorScope, place: string): string {
  return Buffer.concat([digestOf(scope, place), Buffer.from(place)]).toString('base64url');
}

/** The place, or null when a single bit of the cursor was changed or it belongs to another query. */
export function decodeCursor(scope: CursorScope, cursor: string): string | null {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length <= DIGEST_BYTES) return null;
  const place = bytes.subarray(DIGEST_BYTES).toString();
  return encodeCursor(scope, place) === cursor ? place : null;
}

function digestOf(scope: CursorScope, place: string): Buffer {
  const text = JSON.stringify(['1', Object.entries(scope).sort(([a], [b]) => (a < b ? -1 : 1)), place]);
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}
