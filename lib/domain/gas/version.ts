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

/** Of each period the version that replaces the others, in the order in which the periods first come. */
export function newestVersions<Row extends Versioned>(rows: readonly Row[]): Row[] {
  const byPeriod = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.periodStart}#${row.periodEnd}`;
    const kept = byPeriod.get(key);
    if (kept === undefined || isNewer(row, kept)) byPeriod.set(key, row);
  }
  return [...byPeriod.values()];
}

type Stretching = { readonly periodStart: Instant; readonly periodEnd: Instant };

/** Shorter periods first, of equal length the one that starts later. */
export function finestFirst(a: Stretching, b: Stretching): number {
  const byLength = a.periodEnd - a.periodStart - (b.periodEnd - b.periodStart);
  return byLength === 0 ? b.periodStart - a.periodStart : byLength;
}
