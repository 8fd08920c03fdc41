import type { Instant } from './instant.ts';

type Keeper<K extends object, V> = Pick<WeakMap<K, V>, 'get' | 'set'>;

/**
 * A function of one object that is worked out once for each: the answer is kept for as long as the
 * object itself, and another object, even an equal one, is asked anew. For pure functions of values
 * that never change, which are asked many times between two of them: figures that change once a day,
 * a market that all sites of a tick share, a configuration. Where the objects are many and soon gone,
 * and the function with them, `kept` is a Map of its own: weak entries cost the collector a lot.
 */
export function keptWith<K extends object, V>(
  workOut: (of: K) => V,
  kept: Keeper<K, { readonly value: V }> = new WeakMap(),
): (of: K) => V {
  return (of) => {
    const known = kept.get(of);
    if (known !== undefined) return known.value;
    const value = workOut(of);
    kept.set(of, { value });
    return value;
  };
}

/**
 * As `keptWith`, for a function of an object and of some more things: the last answer for each object
 * is kept, and given again while every one of the others is the very same.
 */
export function lastKeptWith<K extends object, Rest extends readonly unknown[], V>(
  workOut: (of: K, ...rest: Rest) => V,
  kept: Keeper<K, { readonly rest: readonly unknown[]; readonly value: V }> = new WeakMap(),
): (of: K, ...rest: Rest) => V {
  return (of, ...rest) => {
    const known = kept.get(of);
    if (known !== undefined && areSame(known.rest, rest)) return known.value;
    const value = workOut(of, ...rest);
    // A copy: were the list of a call kept itself, V8 would make that of every call where long-lived things are.
    kept.set(of, { rest: [...rest], value });
    return value;
  };
}

/** Two lists of the very same entries. */
export function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/** An answer that holds from the moment it was asked for until another moment, exclusive. */
export type AnswerUntil<V> = { readonly value: V; readonly until: number };

/**
 * As `lastKeptWith`, for a function of an object, a moment and some more things whose answer changes
 * only now and then, and which says until when it holds: the last answer for each object is kept, and
 * given again from the moment it was worked out for until then.
 */
export function keptUntil<K extends object, Rest extends readonly unknown[], V>(
  workOut: (of: K, at: Instant, ...rest: Rest) => AnswerUntil<V>,
): (of: K, at: Instant, ...rest: Rest) => V {
  const kept = new WeakMap<K, AnswerUntil<V> & { readonly from: Instant; readonly rest: readonly unknown[] }>();
  return (of, at, ...rest) => {
    const known = kept.get(of);
    if (known !== undefined && at >= known.from && at < known.until && areSame(known.rest, rest)) return known.value;
    const { value, until } = workOut(of, at, ...rest);
    kept.set(of, { from: at, until, rest: [...rest], value });
    return value;
  };
}
