import type { Site } from '../../domain/company.ts';
import type { YamlPath } from '../problem.ts';
import type { GasBlock } from '../schema/gas.ts';
import { baseOf, densityRatio } from './bases.ts';
import type { Defaults } from './defaults.ts';
import { heatingValuesOf } from './heating-values.ts';

/** The state that compositions are turned into heating values at, and results are told in. */
const STANDARD = 'us60-14.696';

/** A site's gas with both heating values at its `volumeBase`, from the composition where that is given. */
export function gasOf(given: GasBlock, path: YamlPath, defaults: Defaults): Site['gas'] {
  const volumeBase = baseOf(defaults.or([...path, 'volumeBase'], given.volumeBase, STANDARD));
  const composition = normalised(given.composition);
  const standard = composition === null ? null : heatingValuesOf(composition);
  const ratio = densityRatio(volumeBase, baseOf(STANDARD));
  return {
    volumeBase,
    hhvBtuPerScf: standard === null ? (given.hhvBtuPerScf ?? 0) : standard.hhvBtuPerScf * ratio,
    lhvBtuPerScf: standard === null ? (given.lhvBtuPerScf ?? 0) : standard.lhvBtuPerScf * ratio,
    composition,
    methaneNumber: methaneNumberOf(given),
  };
}

/**
 * Knock resistance of the gas: the engine maker's own figure where the file gives it, else the
 * screening formula MON = 137.78·C1 + 29.948·C2 − 18.193·C3 − 167.062·C4 + 181.233·CO2 + 26.994·N2,
 * MN = 1.445·MON − 103.42 (ISO 15403 / GRI, docs/method.md). Null without a composition. Pure methane:
 * 1.445 × 137.78 − 103.42 = 95.67.
 */
export function methaneNumberOf(gas: GasBlock): number | null {
  if (gas.methaneNumber != null) return gas.methaneNumber;
  const x = normalised(gas.composition);
  if (x === null) return null;
  const of = (name: string): number => x[name] ?? 0;
  const butanes = of('ic4') + of('nc4');
  const motorOctane =
    137.78 * of('c1') +
    29.948 * of('c2') -
    18.193 * of('c3') -
    167.062 * butanes +
    181.233 * of('co2') +
    26.994 * of('n2');
  return 1.445 * motorOctane - 103.42;
}

/** Mole fractions scaled to add up to 1; components at zero are left out. */
function normalised(composition: GasBlock['composition']): Readonly<Record<string, number>> | null {
  if (composition === undefined) return null;
  const entries = Object.entries(composition).flatMap(([name, share]) => (share ? [[name, share] as const] : []));
  const sum = entries.reduce((total, [, share]) => total + share, 0);
  return sum === 0 ? null : Object.fromEntries(entries.map(([name, share]) => [name, share / sum]));
}
