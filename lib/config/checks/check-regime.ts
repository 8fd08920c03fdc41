import type { FlaringRegime } from '../../domain/economics/regime/regime.ts';
import { type Instant, toIsoDate } from '../../domain/instant.ts';
import { nearestName } from '../nearest-name.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';

export type Regimes = {
  readonly known: ReadonlyMap<string, FlaringRegime>;
  /** Null = do not ask whether the rules still hold. */
  readonly today: Instant | null;
};

type GasBooks = { readonly produced?: unknown; readonly flared?: unknown; readonly vented?: unknown } | null;
type Books = { readonly through?: unknown; readonly mcf?: GasBooks; readonly otherSitesMcfPerDay?: GasBooks } | null;

/** Books of the same day twice would leave it to their order which of them count; more gas lost than produced is no balance. */
export function checkPeriodsToDate(given: unknown, path: YamlPath): readonly Fault[] {
  if (!Array.isArray(given)) return [];
  const days = given.map((books: Books) => books?.through);
  return given.flatMap((books: Books, index) => [
    ...(days[index] !== undefined && days.indexOf(days[index]) < index
      ? [fault([...path, index, 'through'], days[index], 'a day that no other row has')]
      : []),
    ...checkBalance(books?.mcf, [...path, index, 'mcf']),
    ...checkBalance(books?.otherSitesMcfPerDay, [...path, index, 'otherSitesMcfPerDay']),
  ]);
}

/** Gas that is flared or vented was produced: no more of it than that, where the books tell how much was. */
function checkBalance(gas: GasBooks | undefined, path: YamlPath): readonly Fault[] {
  const produced = gas?.produced;
  if (gas === undefined || gas === null || typeof produced !== 'number') return [];
  const flared = sumOf(gas.flared);
  const vented = sumOf(gas.vented);
  const flaredPath = [...path, 'flared'];
  if (flared > produced * (1 + ROUNDING)) return [fault(flaredPath, flared, `at most what was produced, ${produced}`)];
  return flared + vented > produced * (1 + ROUNDING)
    ? [fault([...path, 'vented'], vented, `with ${flared} flared at most what was produced, ${produced}`)]
    : [];
}

/** Sums by cause round in the last digits. */
const ROUNDING = 1e-9;

/** A volume, or volumes by cause; what is not a number is another check's. */
function sumOf(volumes: unknown): number {
  if (typeof volumes === 'number') return volumes;
  if (typeof volumes !== 'object' || volumes === null) return 0;
  return Object.values(volumes).reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
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
