import type { MassBalanceSettings } from '../company.ts';
import { massBalance, streamsReported } from '../gas/mass-balance.ts';
import type { Cadence, GasInForce, GasState } from '../gas/report.ts';
import type { TickEvaluation } from './state.ts';

/** Gas days looked at, and how many of them must be out of balance. */
const WINDOW_DAYS = 3;
const BREACHES_NEEDED = 2;

export type MassBalanceInput = {
  readonly state: GasState;
  readonly gas: GasInForce;
  readonly cadence: Cadence;
  readonly fuelIncludesMining: boolean;
};

/**
 * Does the gas add up? |unaccounted| ÷ produced of the newest complete gas day (of a monthly site:
 * month), as the mass balance of gas/mass-balance.ts has it. Beyond `enter` in 2 of the last 3 it
 * breaches. A day that lacks a stream is not judged: the day before it stands until it is complete.
 * Missing while a stream that the site reports is unknown (stale or blank), nothing was produced, or
 * there is nothing to balance.
 */
export function evaluateMassBalance(
  input: MassBalanceInput,
  active: boolean,
  settings: MassBalanceSettings,
): TickEvaluation {
  const { fuelIncludesMining } = input;
  const days = massBalance(input.state, input.cadence, fuelIncludesMining).map(
    ({ unaccountedFraction }) => unaccountedFraction,
  );
  const newest = days.at(-1) ?? null;
  if (newest === null || !isKnownNow(input)) return { class: 'MISSING', severity: null, value: null };
  const value = Math.abs(newest);
  const out = days.filter((fraction) => fraction !== null && Math.abs(fraction) > settings.enterFraction);
  const isBreach = days.length >= WINDOW_DAYS && out.length >= BREACHES_NEEDED;
  const isHeld = active && value >= settings.exitFraction;
  const found = isBreach ? 'BREACH' : isHeld ? 'BAND' : 'CLEAR';
  return { class: found, severity: isBreach ? settings.severity : null, value, cause: 'site' };
}

/** Every stream of the balance that the site reports is known now. */
function isKnownNow({ state, gas, fuelIncludesMining }: MassBalanceInput): boolean {
  const streams = [...streamsReported(state)].filter((stream) => stream !== 'mining' || !fuelIncludesMining);
  return streams.every((stream) => gas[stream].mcfPerDay !== null);
}
