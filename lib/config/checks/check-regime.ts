import type { FlaringRegime } from '../../domain/economics/regime/regime.ts';
import { type Instant, toIsoDate } from '../../domain/instant.ts';
import { nearestName } from '../nearest-name.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';

export type Regimes = {
  readonly known: ReadonlyMap<string, FlaringRegime>;
  /** Null = do not ask whether the rules still hold. */
  readonly today: Instant | null;
};

/** Books of the same day twice would leave it to their order which of them count. */
export function checkPeriodsToDate(given: unknown, path: YamlPath): readonly Fault[] {
  if (!Array.isArray(given)) return [];
  const days = given.map((books: { readonly through?: unknown } | null) => books?.through);
  return days.flatMap((day, index) =>
    day !== undefined && days.indexOf(day) < index
      ? [fault([...path, index, 'through'], day, 'a day that no other row has')]
      : [],
  );
}

/** A flaring regime that exists in data/regimes and has a row for today. */
export function checkRegime(id: string | undefined, path: YamlPath, { known, today }: Regimes): readonly Fault[] {
  if (id === undefined) return [];
  const regime = known.get(id);
  if (regime === undefined)
    return [fault(path, id, `one of ${[...known.keys()].join(', ')}`, nearestName(id, known.keys()))];
  if (today === null) return [];
  const covers = regime.rows.some(({ from, to }) => from <= today && (to === null || today < to));
  return covers ? [] : [fault(path, id, `a regime with a row for ${toIsoDate(today)}: its last one has ended`)];
}
