import { type Instant, instant } from '../../domain/instant.ts';

/** A page's place in a window. Opaque to callers; only good for the query that it came from. */
export type CursorScope = { readonly site: string; readonly from: Instant; readonly to: Instant };

/** Encodes where the next page of this query begins. */
export function encodeCursor(scope: CursorScope, nextFrom: Instant): string {
  return Buffer.from(`1|${scope.site}|${scope.from}|${scope.to}|${nextFrom}`).toString('base64url');
}

/** The place in the window, or null when the cursor is damaged or belongs to another query. */
export function decodeCursor(cursor: string, scope: CursorScope): Instant | null {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^1\|([^|]*)\|(\d{1,11})\|(\d{1,11})\|(\d{1,11})$/.exec(text);
  if (match === null) return null;
  const [, site, from, to, next] = match;
  if (site !== scope.site || Number(from) !== scope.from || Number(to) !== scope.to) return null;
  const nextFrom = instant(Number(next));
  return nextFrom > scope.from && nextFrom < scope.to ? nextFrom : null;
}
