import { type CallFaults, Crash } from './faults.ts';
import type { Gate } from './gate.ts';

/** Counts over a whole run. */
export type Tally = { calls: number; crashes: number; errors: number; invocations: number };

/**
 * One run of a function: its ports pass every call through the gate (where another run can overtake)
 * and may crash or err there. After a crash every later call of the same run fails without effect,
 * as in a process that is gone.
 */
export type Invocation = {
  wrap<T extends object>(ports: T): T;
  readonly isCrashed: () => boolean;
};

/** Ports that decide nothing outside the process; they cannot fail. */
const UNTOUCHED = new Set(['clock', 'ids', 'log', 'metrics', 'linkBase', 'heartbeat']);

export function newInvocation(faults: CallFaults, gate: Gate, tally: Tally): Invocation {
  let isCrashed = false;
  tally.invocations += 1;
  const call = async (name: string, act: () => Promise<unknown>): Promise<unknown> => {
    if (isCrashed) throw new Crash(`${name}: the process is gone`);
    await gate.pass();
    if (isCrashed) throw new Crash(`${name}: the process is gone`);
    tally.calls += 1;
    const fault = faults.next(name);
    if (fault === null) return act();
    if (fault === 'crash-before' || fault === 'error-without-effect') return fail(name, fault);
    await act();
    return fail(name, fault);
  };
  const fail = (name: string, fault: string): never => {
    if (fault.startsWith('error')) {
      tally.errors += 1;
      throw new Error(`${name}: ${fault}`);
    }
    tally.crashes += 1;
    isCrashed = true;
    throw new Crash(`${name}: ${fault}`);
  };
  const guard = <T extends object>(target: T, label: string): T =>
    new Proxy(target, {
      get: (object, key) => {
        const value = Reflect.get(object, key) as unknown;
        if (typeof value !== 'function') return value;
        const method = value as (...values: unknown[]) => Promise<unknown>;
        return (...values: unknown[]) => call(`${label}.${String(key)}`, () => method.apply(object, values));
      },
    });
  const guardAll = (target: object): object =>
    Object.fromEntries(Object.entries(target).map(([name, port]) => [name, guard(port as object, name)]));
  return {
    wrap: <T extends object>(ports: T): T =>
      Object.fromEntries(
        Object.entries(ports).map(([name, port]) => {
          if (UNTOUCHED.has(name) || typeof port !== 'object' || port === null) return [name, port];
          return [name, name === 'stores' ? guardAll(port) : guard(port, name)];
        }),
      ) as T,
    isCrashed: () => isCrashed,
  };
}
