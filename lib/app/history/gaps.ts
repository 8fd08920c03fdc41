import type { Point } from '../../domain/history/point.ts';
import { type Instant, toIso } from '../../domain/instant.ts';

export type GapReason = 'no-tick' | 'no-market' | 'no-report' | 'site-removed';
export type Gap = { readonly from: string; readonly to: string; readonly reason: GapReason };

/**
 * Stretches of [from, to) without a usable point, each with its reason: no point at all is
 * `no-tick`; a point without price, difficulty or fees `no-market`; without gas figures `no-report`.
 */
export function gapsOf(points: readonly Point[], from: Instant, to: Instant, stepSeconds: number): readonly Gap[] {
  const gaps: { from: number; to: number; reason: GapReason }[] = [];
  const add = (start: number, end: number, reason: GapReason): void => {
    const last = gaps.at(-1);
    if (last !== undefined && last.to === start && last.reason === reason) last.to = end;
    else gaps.push({ from: start, to: end, reason });
  };
  let expected = Math.ceil(from / stepSeconds) * stepSeconds;
  for (const point of points) {
    if (point.at > expected) add(expected, point.at, 'no-tick');
    const reason = reasonOf(point);
    if (reason !== null) add(point.at, point.at + stepSeconds, reason);
    expected = point.at + stepSeconds;
  }
  if (expected < to) add(expected, to, 'no-tick');
  return gaps.map((gap) => ({ from: iso(gap.from), to: iso(Math.min(gap.to, to)), reason: gap.reason }));
}

function iso(epochSeconds: number): string {
  return toIso(epochSeconds as Instant);
}

const MARKET_INPUTS: readonly string[] = ['btc-price', 'difficulty', 'height', 'fees', 'fx', 'gas-index'];
const REPORT_INPUTS: readonly string[] = ['produced', 'received', 'injected', 'fuel', 'mining'];

function reasonOf(point: Point): GapReason | null {
  if (point.missing.some((input) => MARKET_INPUTS.includes(input))) return 'no-market';
  if (point.missing.some((input) => REPORT_INPUTS.includes(input))) return 'no-report';
  return null;
}
