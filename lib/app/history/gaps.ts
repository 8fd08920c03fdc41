import type { Point } from '../../domain/history/point.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import type { StoredPoint } from '../read-points.ts';

export type GapReason = 'no-tick' | 'no-market' | 'no-report' | 'site-removed';
/** A stretch [from, to) without a usable point. */
export type Gap = { readonly from: Instant; readonly to: Instant; readonly reason: GapReason };

/**
 * Stretches of [from, to) without a usable point, each with its reason: no point at all is
 * `no-tick`; a point without price, difficulty or fees `no-market`; without gas figures `no-report`.
 * A window that starts between two ticks is not missing the one before it.
 */
export function gapsOf(
  points: readonly StoredPoint[],
  from: Instant,
  to: Instant,
  tickSeconds: number,
): readonly Gap[] {
  const gaps: Gap[] = [];
  let expected = ceilTo(from, points[0]?.stepSeconds ?? tickSeconds);
  for (const { point, stepSeconds } of points) {
    if (point.at > expected) append(gaps, { from: expected, to: point.at, reason: 'no-tick' });
    const end = instant(point.at + stepSeconds);
    const reason = reasonOf(point);
    if (reason !== null) append(gaps, { from: point.at, to: instant(Math.min(end, to)), reason });
    expected = end;
  }
  if (expected < to) append(gaps, { from: expected, to, reason: 'no-tick' });
  return gaps;
}

/** Adds a gap, joined to the one before it where it goes on for the same reason. */
export function append(gaps: Gap[], gap: Gap): void {
  const last = gaps.at(-1);
  if (last === undefined || last.to !== gap.from || last.reason !== gap.reason) gaps.push(gap);
  else gaps[gaps.length - 1] = { ...last, to: gap.to };
}

/** The first multiple of `seconds` since the epoch at or after `at`. */
export function ceilTo(at: Instant, seconds: number): Instant {
  return instant(Math.ceil(at / seconds) * seconds);
}

const MARKET_INPUTS: readonly string[] = ['btc-price', 'difficulty', 'height', 'fees', 'fx', 'gas-index'];
const REPORT_INPUTS: readonly string[] = ['produced', 'received', 'injected', 'fuel', 'mining'];

function reasonOf(point: Point): GapReason | null {
  if (point.missing.some((input) => MARKET_INPUTS.includes(input))) return 'no-market';
  if (point.missing.some((input) => REPORT_INPUTS.includes(input))) return 'no-report';
  return null;
}
