import { type Instant, instant, SECONDS_PER_DAY, toIso } from '../domain/instant.ts';
import { type ParameterProblem, parameterProblem } from './api-problem.ts';

export const STEPS = ['tick', '1h', '1d', '1mo'] as const;
export type StepName = (typeof STEPS)[number];

const TEN_YEARS_DAYS = 3653;

/** Longest window that one query may ask for, days, by step (interfaces.md section 5). */
export const WINDOW_DAYS_MAX: Readonly<Record<StepName, number>> = {
  tick: 7,
  '1h': 400,
  '1d': TEN_YEARS_DAYS,
  '1mo': TEN_YEARS_DAYS,
};
/** Longest window of a list: alerts, messages, reports. */
export const LIST_WINDOW_DAYS_MAX = 400;
const LIST_WINDOW_DAYS_DEFAULT = 30;

/** Checks a window: it must run forward and not be longer than one query may cover. */
export function checkWindow(from: Instant, to: Instant, daysMax: number, of = 'here'): ParameterProblem | null {
  if (to < from) return parameterProblem('to', toIso(to), `a moment not before from (${toIso(from)})`);
  if (to - from <= daysMax * SECONDS_PER_DAY) return null;
  const days = Math.ceil((to - from) / SECONDS_PER_DAY);
  return parameterProblem('from', toIso(from), `a window of at most ${daysMax} days ${of} (this one has ${days})`);
}

/** The window of a list where the caller gave none: the last days up to and with `newest`. */
export function windowOrDefault(
  from: Instant | undefined,
  to: Instant | undefined,
  newest: Instant,
  days = LIST_WINDOW_DAYS_DEFAULT,
): { from: Instant; to: Instant } {
  const end = to ?? instant(Math.max(newest, from ?? 0) + 1);
  return { from: from ?? instant(Math.max(0, end - days * SECONDS_PER_DAY)), to: end };
}
