/**
 * A function of one object that is worked out once for each: the answer is kept for as long as the
 * object itself, and another object, even an equal one, is asked anew. For pure functions of values
 * that never change, which are asked many times between two of them: figures that change once a day,
 * a market that all sites of a tick share, a configuration.
 */
export function keptWith<K extends object, V>(workOut: (of: K) => V): (of: K) => V {
  const kept = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    const known = kept.get(of);
    if (known !== undefined) return known.value;
    const value = workOut(of);
    kept.set(of, { value });
    return value;
  };
}
