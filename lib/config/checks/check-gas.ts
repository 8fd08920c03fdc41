import { FRACTION_SUM_TOLERANCE } from '../../domain/gas/composition.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';
import type { GasBlock } from '../schema/gas.ts';

/** A composition that adds up, or both heating values: never neither, never both. */
export function checkGas(gas: GasBlock, path: YamlPath): readonly Fault[] {
  const { composition, hhvBtuPerScf, lhvBtuPerScf } = gas;
  if (composition !== undefined) {
    const faults: Fault[] = [];
    if (hhvBtuPerScf !== undefined || lhvBtuPerScf !== undefined)
      faults.push(fault(path, Object.keys(gas), 'composition, or hhvBtuPerScf and lhvBtuPerScf: not both'));
    const sum = Object.values(composition).reduce<number>((total, share) => total + (share ?? 0), 0);
    if (Math.abs(sum - 1) > FRACTION_SUM_TOLERANCE)
      faults.push(fault([...path, 'composition'], Number(sum.toFixed(6)), 'mole fractions that add up to 1 ± 0.002'));
    return faults;
  }
  if (hhvBtuPerScf === undefined && lhvBtuPerScf === undefined)
    return [fault(path, gas, 'composition, or hhvBtuPerScf and lhvBtuPerScf')];
  if (hhvBtuPerScf === undefined)
    return [fault([...path, 'hhvBtuPerScf'], undefined, 'the higher heating value as well')];
  if (lhvBtuPerScf === undefined)
    return [fault([...path, 'lhvBtuPerScf'], undefined, 'the lower heating value as well')];
  if (lhvBtuPerScf > hhvBtuPerScf)
    return [fault([...path, 'lhvBtuPerScf'], lhvBtuPerScf, `not above the higher heating value (${hhvBtuPerScf})`)];
  return [];
}
