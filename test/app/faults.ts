import type { Ports } from './world.ts';

/** Thrown in place of a call's answer: the process is gone, nothing after it runs. */
export class Crash extends Error {}

export type FaultPlan = {
  /** Counts calls; at this one (0 = first) the fault happens. */
  readonly call: number;
  readonly kind: 'before' | 'after' | 'error-without-effect' | 'error-with-effect';
};

/** A wrapper of every port whose calls are counted, one of which crashes or errs. */
export type Faulty = { readonly ports: Ports; readonly calls: () => number; readonly isCrashed: () => boolean };

/**
 * Wraps stores, feeds and publisher. `before` and `after` crash the process (every later call of the
 * same wrapper fails too); the errors let the caller go on.
 */
export function faulty(ports: Ports, plan: FaultPlan | null): Faulty {
  let count = 0;
  let isCrashed = false;
  const call = async (name: string, act: () => Promise<unknown>): Promise<unknown> => {
    if (isCrashed) throw new Crash(`${name}: the process is gone`);
    const number = count;
    count += 1;
    if (plan === null || number !== plan.call) return act();
    if (plan.kind === 'error-without-effect') throw new Error(`${name}: error without effect`);
    if (plan.kind === 'before') {
      isCrashed = true;
      throw new Crash(`${name}: crash before`);
    }
    await act();
    if (plan.kind === 'error-with-effect') throw new Error(`${name}: error with effect`);
    isCrashed = true;
    throw new Crash(`${name}: crash after`);
  };
  const wrap = <T extends object>(target: T, label: string): T =>
    new Proxy(target, {
      get: (object, key) => {
        const value = Reflect.get(object, key) as unknown;
        if (typeof value !== 'function') return value;
        const method = value as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => call(`${label}.${String(key)}`, () => method.apply(object, args));
      },
    });
  const stores = Object.fromEntries(Object.entries(ports.stores).map(([name, store]) => [name, wrap(store, name)]));
  const wrapped: Ports = {
    ...ports,
    stores: stores as Ports['stores'],
    feeds: wrap(ports.feeds, 'feeds'),
    publisher: wrap(ports.publisher, 'publisher'),
  };
  return { ports: wrapped, calls: () => count, isCrashed: () => isCrashed };
}
