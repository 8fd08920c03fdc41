import { keptWith } from '../domain/kept-with.ts';
import type { Flush } from './flush.ts';

/** What is worked out once of a site for all the audiences of a flush. */
export function keptInFlush<V>(workOut: (run: Flush, site: string) => V): (run: Flush, site: string) => V {
  const keptOf = keptWith((_: Flush) => new Map<string, V>());
  return (run, site) => {
    const kept = keptOf(run);
    const known = kept.get(site);
    if (known !== undefined) return known;
    const value = workOut(run, site);
    kept.set(site, value);
    return value;
  };
}
