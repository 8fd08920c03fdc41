import type { MassBalanceSettings } from '../company.ts';
import { type BalanceOfPeriod, massBalance, streamsReported } from '../gas/mass-balance.ts';
import type { Cadence, GasInForce, GasState } from '../gas/report.ts';
import { keptWith } from '../kept-with.ts';
import { type AlertState, isOpen } from './alert-state.ts';
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
  state: AlertState,
  settings: MassBalanceSettings,
): TickEvaluation {
  const days = balancesOf(input).map(({ unaccountedFraction }) => unaccountedFraction);
  const newest = days.at(-1) ?? null;
  if (newest === null || !isKnownNow(input)) return { class: 'MISSING', severity: null, value: null };
  const value = Math.abs(newest);
  const out = days.filter((fraction) => fraction !== null && Math.abs(fraction) > settings.enterFraction);
  const isBreach = days.length >= WINDOW_DAYS && out.length >= BREACHES_NEEDED;
  const isHeld = isOpen(state) && value >= settings.exitFraction;
  const found = isBreach ? 'BREACH' : isHeld ? 'BAND' : 'CLEAR';
  return { class: found, severity: isBreach ? settings.severity : null, value, cause: 'site' };
}

/** Every stream of the balance that the site reports is known now. */
function isKnownNow({ state, gas, fuelIncludesMining }: MassBalanceInput): boolean {
  const streams = [...streamsReported(state)].filter((stream) => stream !== 'mining' || !fuelIncludesMining);
  return streams.every((stream) => gas[stream].mcfPerDay !== null);
}

/** The state changes with each report, the rule is judged every tick. */
const balances = keptWith((_state: GasState) => new Map<string, readonly BalanceOfPeriod[]>());

function balancesOf({ state, cadence, fuelIncludesMining }: MassBalanceInput): readonly BalanceOfPeriod[] {
  const kept = balances(state);
  const key = `${cadence} ${fuelIncludesMining}`;
  const known = kept.get(key) ?? massBalance(state, cadence, fuelIncludesMining);
  kept.set(key, known);
  return known;
}
