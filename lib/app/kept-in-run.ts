import { keptWith } from '../domain/kept-with.ts';

/** What is worked out or read once in a run, whoever of it asks: a function of the run and of names or moments. */
export function keptInRun<Run extends object, Of extends readonly (string | number)[], V>(
  workOut: (run: Run, ...of: Of) => V,
): (run: Run, ...of: Of) => V {
  const keptOf = keptWith((_: Run) => new Map<string, V>());
  return (run, ...of) => {
    const kept = keptOf(run);
    const key = of.join('-');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = workOut(run, ...of);
    kept.set(key, value);
    return value;
  };
}
