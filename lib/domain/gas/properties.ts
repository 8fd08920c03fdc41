import { btuPerScfOf, GAS_CONSTANT, KELVIN_AT_ZERO_CELSIUS } from '../conversions.ts';
import { as } from '../units.ts';
import type { TableTemperature } from './components.ts';
import { type Composition, compressionFactor, grossKjPerMol, moleMean, netKjPerMol } from './composition.ts';

/** A temperature that volumes are metered at and the molar table knows. */
export type MeteringTemperature = Exclude<TableTemperature, '25C'>;

/** Two references, each of its own: where the gas burns, and where its volume is measured. */
export type GasReference = {
  readonly combustion: TableTemperature;
  readonly metering: MeteringTemperature;
  readonly kilopascal: number;
  /** False = the ideal gas of the older American tables: Z = 1. */
  readonly isReal: boolean;
};

export type GasProperties = {
  readonly molarMassKgPerKmol: number;
  readonly compressionFactor: number;
  readonly hhvMjPerM3: number;
  readonly lhvMjPerM3: number;
  readonly hhvBtuPerScf: number;
  readonly lhvBtuPerScf: number;
  readonly densityKgPerM3: number;
  readonly relativeDensity: number;
  /** HHV ÷ √relative density: how much heat a burner's nozzle lets through. */
  readonly wobbeMjPerM3: number;
  /** LHV ÷ √relative density. */
  readonly wobbeNetMjPerM3: number;
  readonly carbonPerMolecule: number;
  /** Screening value; null where the gas is outside the correlation (C5 and heavier, hydrogen, H2S). */
  readonly methaneNumber: number | null;
};

const CELSIUS: Readonly<Record<MeteringTemperature, number>> = {
  '0C': 0,
  '15C': 15,
  '60F': (60 - 32) / 1.8,
  '20C': 20,
};
/** Molar mass of dry air, kg/kmol, and its compression factor at 101.325 kPa (ISO 6976:2016). */
const AIR_MOLAR_MASS = 28.96546;
const AIR_Z: Readonly<Record<MeteringTemperature, number>> = {
  '0C': 0.999419,
  '15C': 0.999595,
  '60F': 0.999601,
  '20C': 0.999645,
};
const ATMOSPHERE_KPA = 101.325;

/**
 * The properties of a normalised dry composition (docs/method.md#M2): H ÷ (Z × V), M ÷ (Z × V), and
 * so on, with the combustion and the metering reference apart ("25/20", "15/15"). Btu/scf are per
 * cubic foot at the metering state. Example: methane 15/15, real: HHV 37.779 MJ/m³ (37.704 ÷ 0.99802).
 */
export function gasProperties(gas: Composition, reference: GasReference): GasProperties {
  const { combustion, metering, kilopascal, isReal } = reference;
  const z = isReal ? compressionFactor(gas, metering, kilopascal) : 1;
  const idealM3PerKmol = (GAS_CONSTANT * (CELSIUS[metering] + KELVIN_AT_ZERO_CELSIUS)) / kilopascal;
  const m3PerKmol = z * idealM3PerKmol;
  const molarMass = moleMean(gas, (component) => component.molarMass);
  const hhv = as('megajoulePerCubicMetre', grossKjPerMol(gas, combustion) / m3PerKmol);
  const lhv = as('megajoulePerCubicMetre', netKjPerMol(gas, combustion) / m3PerKmol);
  const airZ = isReal ? 1 - ((1 - AIR_Z[metering]) * kilopascal) / ATMOSPHERE_KPA : 1;
  const relativeDensity = (molarMass / AIR_MOLAR_MASS) * (airZ / z);
  return {
    molarMassKgPerKmol: molarMass,
    compressionFactor: z,
    hhvMjPerM3: hhv,
    lhvMjPerM3: lhv,
    hhvBtuPerScf: btuPerScfOf(hhv),
    lhvBtuPerScf: btuPerScfOf(lhv),
    densityKgPerM3: molarMass / m3PerKmol,
    relativeDensity,
    wobbeMjPerM3: hhv / Math.sqrt(relativeDensity),
    wobbeNetMjPerM3: lhv / Math.sqrt(relativeDensity),
    carbonPerMolecule: moleMean(gas, (component) => component.carbon),
    methaneNumber: methaneNumber(gas),
  };
}

/** Beyond this much of what the correlation does not know its value is not given. */
const OUTSIDE_CORRELATION = 0.01;
const OUTSIDE = ['ic5', 'nc5', 'c6', 'h2', 'h2s', 'neoc5', 'c7', 'c8', 'c9', 'c10', 'co', 'he', 'ar', 'o2'] as const;

/**
 * Knock resistance for people to read: the screening value, null with more than 1 % of C5+, H2,
 * H2S and other gases together, which the correlation does not know.
 */
export function methaneNumber(gas: Composition): number | null {
  const of = (key: keyof Composition): number => gas[key] ?? 0;
  const outside = OUTSIDE.reduce((sum, key) => sum + of(key), 0);
  return outside > OUTSIDE_CORRELATION ? null : screeningMethaneNumber(gas);
}

/**
 * The screening correlation of ISO 15403 / GRI: MON = 137.78 C1 + 29.948 C2 − 18.193 C3 − 167.062 C4 +
 * 181.233 CO2 + 26.994 N2; MN = 1.445 MON − 103.42. Heavier components are left out, which flatters a
 * rich gas. Makers rate by their own methods, so their figure overrides this one. Pure methane:
 * 1.445 × 137.78 − 103.42 = 95.67.
 */
export function screeningMethaneNumber(gas: Composition): number {
  const of = (key: keyof Composition): number => gas[key] ?? 0;
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

/** Water in gas saturated at 60 °F, 14.696 psia, mole fraction: 0.2562 psia ÷ 14.696 psia. Verify (general knowledge). */
export const SATURATED_WATER_FRACTION = 0.0174;

/** A heating value per scf of water-saturated gas of one per dry scf: × (1 − 0.0174). */
export function saturatedHeatingValue(dryBtuPerScf: number): number {
  return dryBtuPerScf * (1 - SATURATED_WATER_FRACTION);
}
