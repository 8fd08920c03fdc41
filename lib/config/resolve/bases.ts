import type { VolumeBase } from '../../domain/company.ts';
import { VOLUME_BASES, type VolumeBaseName } from '../../domain/gas/volume.ts';

/** The reference state behind a name such as `us60-14.65`, or the state itself. */
export function baseOf(given: VolumeBaseName | VolumeBase): VolumeBase {
  return typeof given === 'string' ? VOLUME_BASES[given] : given;
}
