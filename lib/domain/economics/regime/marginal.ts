import { type Instant, SECONDS_PER_DAY } from '../../instant.ts';
import { type AnswerUntil, keptUntil } from '../../kept-with.ts';
import { chargeOfPeriod } from './charge.ts';
import type { PeriodFacts } from './facts.ts';
import type { FlaringRegime } from './regime.ts';

/** What one more Mcf flared costs, in the regime's currency per Mcf. */
export type MarginalCharge =
  | {
      readonly kind: 'known';
      readonly perMcf: number;
      readonly perMcfFuel: number | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'interval';
      readonly lowPerMcf: number;
      readonly highPerMcf: number | null;
      readonly highPerMcfFuel: number;
      readonly reason: string;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * The cost of flaring Q Mcf a day more from now to the end of the period (method H4): expected
 * charge at the period's end with Q, less the one without, over Q × remaining days. It holds the
 * crossing of a limit in between, which the next unit's price alone does not show. With nothing
 * left of the period, or Q = 0, it is the next unit's price at the period's end.
 *
 * Example: limit 5 % of 1,000 Mcf a day, 40 flared; flaring 20 more leaves 10 within and puts 10
 * above, so that at 1 and 25 a unit one Mcf costs (10 × 1 + 10 × 25) ÷ 20 = 13.
 */
export function marginalCharge(
  regime: FlaringRegime,
  expected: PeriodFacts,
  moreMcfPerDay: number,
  remainingDays: number,
  at: Instant,
  usdRate: number | null,
): MarginalCharge {
  const without = chargeOfPeriod(regime, expected, at, usdRate);
  if (without.kind !== 'known') return without;
  const more = moreMcfPerDay * remainingDays;
  const perMcfFuel = without.marginalPerMcfFuel;
  if (more <= 0) return { kind: 'known', perMcf: without.marginalPerMcfFlared, perMcfFuel, reason: without.reason };
  const routine = (expected.flaredMcfByCause.routine ?? 0) + more;
  const captured = expected.capturedMcf === null ? null : expected.capturedMcf - more;
  const facts = {
    ...expected,
    capturedMcf: captured,
    flaredMcfByCause: { ...expected.flaredMcfByCause, routine },
  };
  const withMore = chargeOfPeriod(regime, facts, at, usdRate);
  if (withMore.kind !== 'known') return withMore;
  return { kind: 'known', perMcf: (withMore.amount - without.amount) / more, perMcfFuel, reason: without.reason };
}

/** Seconds of the calendar period (UTC) that holds `at`: where it began and where it ends. */
export const periodOf: (law: JudgedBy, at: Instant) => Period = keptUntil(({ period }, at): AnswerUntil<Period> => {
  const date = new Date(at * 1000);
  const year = date.getUTCFullYear();
  const months = period === 'year' ? 12 : period === 'quarter' ? 3 : 1;
  const first = Math.floor(date.getUTCMonth() / months) * months;
  const begin = (month: number) => (Date.UTC(year, month, 1) / 1000) as Instant;
  const to = begin(first + months);
  return { value: { from: begin(first), to }, until: to };
});

type JudgedBy = Pick<FlaringRegime, 'period'>;
type Period = { readonly from: Instant; readonly to: Instant };

/** Whole and broken days from `at` to the end of its period. */
export function remainingDays(law: JudgedBy, at: Instant): number {
  return (periodOf(law, at).to - at) / SECONDS_PER_DAY;
}
