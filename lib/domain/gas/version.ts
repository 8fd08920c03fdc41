import type { Instant } from '../instant.ts';

type Versioned = {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  readonly version: number;
  readonly reportedAt: Instant;
  readonly volumeMcf: number | null;
  readonly hhvBtuPerScf: number | null;
};

/** Whether two rows speak of the same stretch of time. */
export function samePeriod(a: Versioned, b: Versioned): boolean {
  return a.periodStart === b.periodStart && a.periodEnd === b.periodEnd;
}

/**
 * Whether `a` replaces `b` of the same period: by version, then by the time of reporting. Two rows
 * with both equal and other figures cannot both be stored (the second is refused as a conflict);
 * were it to happen, the figures themselves decide, so that the order of arrival never does:
 * unknown beats known, then the larger.
 */
export function isNewer(a: Versioned, b: Versioned): boolean {
  if (a.version !== b.version) return a.version > b.version;
  if (a.reportedAt !== b.reportedAt) return a.reportedAt > b.reportedAt;
  const volumes = order(a.volumeMcf, b.volumeMcf);
  return volumes === 0 ? order(a.hhvBtuPerScf, b.hhvBtuPerScf) > 0 : volumes > 0;
}

function order(a: number | null, b: number | null): number {
  const unknownLast = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;
  return a === b ? 0 : unknownLast(a) - unknownLast(b);
}
