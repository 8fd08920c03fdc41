import type { Site } from '../../domain/company.ts';
import { type Composition, heatingValuesOf, normalised } from '../../domain/gas/composition.ts';
import { screeningMethaneNumber } from '../../domain/gas/properties.ts';
import type { YamlPath } from '../problem.ts';
import type { GasBlock } from '../schema/gas.ts';
import { baseOf } from './bases.ts';
import type { Defaults } from './defaults.ts';

/** The state that a file without `volumeBase` means: that of every result. */
const STANDARD = 'us60-14.696';

/** A site's gas with both heating values at its `volumeBase`, from the composition where that is given. */
export function gasOf(given: GasBlock, path: YamlPath, defaults: Defaults): Site['gas'] {
  const volumeBase = baseOf(defaults.or([...path, 'volumeBase'], given.volumeBase, STANDARD));
  const composition = compositionOf(given);
  const heat = composition === null ? null : heatingValuesOf(composition, volumeBase);
  return {
    volumeBase,
    hhvBtuPerScf: heat?.hhvBtuPerScf ?? given.hhvBtuPerScf ?? 0,
    lhvBtuPerScf: heat?.lhvBtuPerScf ?? given.lhvBtuPerScf ?? 0,
    composition,
    methaneNumber: methaneNumberOf(given),
    ...(given.title === undefined ? {} : { title: given.title }),
  };
}

/**
 * Knock resistance of the gas: the engine maker's own figure where the file gives it, else the
 * screening formula (docs/method.md, M2). Null without a composition.
 */
export function methaneNumberOf(gas: GasBlock): number | null {
  if (gas.methaneNumber != null) return gas.methaneNumber;
  const x = compositionOf(gas);
  return x === null ? null : screeningMethaneNumber(x);
}

/** The composition with fractions that add up to 1, components at zero left out; null where none is given. */
function compositionOf({ composition }: GasBlock): Composition | null {
  const entries = Object.entries(composition ?? {}).flatMap(([name, share]) => (share ? [[name, share] as const] : []));
  return entries.length === 0 ? null : normalised(Object.fromEntries(entries));
}
