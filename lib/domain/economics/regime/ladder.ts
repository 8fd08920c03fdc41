import type { Ladder } from './regime.ts';

/**
 * The penalty of the n-th month in a row in which the limit was missed (n from 1): first × factor^(n−1),
 * at most the cap. Without a ladder 0.
 *
 * Example (North Dakota Order 24665): 1,000, 2,000, 4,000, 8,000, 12,500, 12,500.
 */
export function monthlyPenalty(ladder: Ladder | null, month: number): number {
  if (ladder === null || month < 1) return 0;
  return Math.min(ladder.cap, ladder.firstMonth * ladder.factor ** (month - 1));
}
