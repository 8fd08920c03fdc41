import type { MassBalanceSettings } from '../company.ts';
import type { GasInForce, Stream } from '../gas/report.ts';
import type { Instant } from '../instant.ts';
import { keptWith } from '../kept-with.ts';
import { type AlertState, isOpen } from './alert-state.ts';
import type { TickEvaluation } from './state.ts';

/** Gas days looked at, and how many of them must be out of balance. */
const WINDOW_DAYS = 3;
const BREACHES_NEEDED = 2;

/** The last gas days judged: newest in bit 0, and the start of the newest. */
export type MassBalanceMemory = { readonly day: Instant; readonly breachBits: number; readonly days: number };

const OUTLETS: readonly Stream[] = ['sold', 'fuel', 'injected', 'flared', 'vented'];

/**
 * Does the gas add up? |unaccounted| ÷ produced of the gas day in force, where unaccounted = produced
 * + received − sold − fuel − injected − flared − vented − mining (unless fuel includes it). Beyond
 * `enter` in 2 of the last 3 gas days it breaches; each day counts once, however many ticks see it.
 * Missing while nothing was produced, a stream that is reported is unknown, the streams are of
 * different periods, or no outlet at all is reported.
 */
export function evaluateMassBalance(
  gas: GasInForce,
  fuelIncludesMining: boolean,
  before: MassBalanceMemory | undefined,
  state: AlertState,
  settings: MassBalanceSettings,
): { readonly evaluation: TickEvaluation; readonly memory: MassBalanceMemory | undefined } {
  const fraction = unaccountedFraction(gas, fuelIncludesMining);
  const day = gas.produced.row?.periodStart ?? null;
  if (fraction === null || day === null) {
    return { evaluation: { class: 'MISSING', severity: null, value: null }, memory: before };
  }
  const isOut = fraction > settings.enterFraction;
  const memory = remember(before, day, isOut);
  const isBreach = memory.days >= WINDOW_DAYS && countBits(memory.breachBits) >= BREACHES_NEEDED;
  const isHeld = isOpen(state) && fraction >= settings.exitFraction;
  const evaluation = {
    class: isBreach ? ('BREACH' as const) : isHeld ? ('BAND' as const) : ('CLEAR' as const),
    severity: isBreach ? settings.severity : null,
    value: fraction,
    cause: 'site' as const,
  };
  return { evaluation, memory };
}

/** |Unaccounted| ÷ produced; null = it cannot be said. */
export function unaccountedFraction(gas: GasInForce, fuelIncludesMining: boolean): number | null {
  return fuelIncludesMining ? besidesMining(gas) : withMining(gas);
}

const besidesMining: (gas: GasInForce) => number | null = keptWith((gas) => fractionOver(gas, OUTLETS));
const withMining: (gas: GasInForce) => number | null = keptWith((gas) => fractionOver(gas, [...OUTLETS, 'mining']));

function fractionOver(gas: GasInForce, reported: readonly Stream[]): number | null {
  if (!reported.some((stream) => gas[stream].everReported)) return null;
  const all: readonly Stream[] = ['produced', 'received', ...reported];
  const period = gas.produced.row;
  const produced = gas.produced.mcfPerDay;
  if (period === null || produced === null || produced <= 0) return null;
  for (const stream of all) {
    const { everReported, mcfPerDay, row } = gas[stream];
    if (!everReported) continue;
    const isSamePeriod = row?.periodStart === period.periodStart && row.periodEnd === period.periodEnd;
    if (mcfPerDay === null || !isSamePeriod) return null;
  }
  const out = reported.reduce((sum, stream) => sum + (gas[stream].mcfPerDay ?? 0), 0);
  return Math.abs(produced + (gas.received.mcfPerDay ?? 0) - out) / produced;
}

/** A newer gas day takes a place of its own; the same one again (an amended report) replaces its verdict. */
function remember(before: MassBalanceMemory | undefined, day: Instant, isOut: boolean): MassBalanceMemory {
  const bit = isOut ? 1 : 0;
  if (before === undefined) return { day, breachBits: bit, days: 1 };
  if (day < before.day) return before;
  const mask = 2 ** WINDOW_DAYS - 1;
  const kept = day === before.day ? before.breachBits >> 1 : before.breachBits;
  const days = day === before.day ? before.days : Math.min(WINDOW_DAYS, before.days + 1);
  const breachBits = ((kept << 1) | bit) & mask;
  return day === before.day && breachBits === before.breachBits ? before : { day, breachBits, days };
}

function countBits(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + countBits(bits >>> 1);
}
