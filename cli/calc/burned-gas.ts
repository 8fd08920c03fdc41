import { type CombustionEmissions, combustionEmissions } from '#lib/domain/economics/emissions/combustion.ts';
import { moleMean, normalised } from '#lib/domain/gas/composition.ts';
import { gasProperties } from '#lib/domain/gas/properties.ts';
import { VOLUME_BASES } from '#lib/domain/gas/volume.ts';

/** A gas by its composition, ready to be burned. */
export type BurnedGas = {
  readonly methaneFraction: number;
  readonly hhvBtuPerScf: number;
  readonly burn: (volumeScf: number, destructionFraction: number, unlitFraction: number) => CombustionEmissions;
};

/** Burns volumes at 60 °F, 14.696 psia, dry, of a gas of these mole fractions. */
export function burnedGas(composition: Readonly<Record<string, number>>): BurnedGas {
  const gas = normalised(composition) ?? {};
  const methaneFraction = gas.c1 ?? 0;
  const co2Fraction = gas.co2 ?? 0;
  const { hhvBtuPerScf } = gasProperties(gas, {
    combustion: '60F',
    metering: '60F',
    kilopascal: VOLUME_BASES['us60-14.696'].kilopascal,
    isReal: true,
  });
  const burn = (volumeScf: number, destructionFraction: number, unlitFraction: number): CombustionEmissions =>
    combustionEmissions({
      volumeScf,
      methaneFraction,
      co2Fraction,
      carbonPerMolecule: moleMean(gas, (component) => component.carbon) - co2Fraction,
      hhvBtuPerScf,
      destructionFraction,
      unlitFraction,
    });
  return { methaneFraction, hhvBtuPerScf, burn };
}
