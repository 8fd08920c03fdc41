import * as z from 'zod';
import type { VolumeBase } from '#lib/domain/company.ts';
import { KILOPASCAL_PER_PSI } from '#lib/domain/conversions.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { COMPONENT_KEYS } from '#lib/domain/gas/components.ts';
import { type Composition, normalised } from '#lib/domain/gas/composition.ts';
import { gallonsPerMcf } from '#lib/domain/gas/liquids.ts';
import { gasProperties, type MeteringTemperature, saturatedHeatingValue } from '#lib/domain/gas/properties.ts';
import { mcfAtUs60, US60, VOLUME_BASES, volumeFactor } from '#lib/domain/gas/volume.ts';
import { BASES, calculator, composition, input, notNegative, UNITS } from './calculator.ts';

const baseInput = z.union([
  z.enum(BASES),
  z.strictObject({ celsius: z.number().min(-30).max(60), kilopascal: z.number().min(80).max(120) }),
  z.strictObject({ fahrenheit: z.number().min(-22).max(140), psia: z.number().min(11.6).max(17.4) }),
]);
type BaseInput = z.output<typeof baseInput>;

export const gas = calculator({
  name: 'gas',
  what: 'properties of a gas from its composition, and a volume restated at every reference state',
  method: 'M1, M2',
  inputs: z.strictObject({
    composition: input('mole fractions', `of ${COMPONENT_KEYS.join(', ')}`, composition).optional(),
    combustion: input('', 'temperature of combustion', z.enum(['0C', '15C', '60F', '20C', '25C'])).default('60F'),
    base: input('', `reference state of the volume: ${BASES.join(', ')}, or one of its own`, baseInput).default(
      'us60-14.696',
    ),
    toBase: input('', 'another reference state, for the volume there', baseInput).optional(),
    gasModel: input('', 'real (ISO 6976) or ideal', z.enum(['real', 'ideal'])).default('real'),
    volume: input('unit', 'a volume at `base`', notNegative).optional(),
    unit: input('', 'unit of the volume', z.enum(UNITS)).default('Mcf'),
  }),
  outputs: {
    molarMassKgPerKmol: ['kg/kmol', 'Σ x·M'],
    compressionFactor: ['1', '1 − (P ÷ 101.325) × (Σ x·√b)²'],
    hhvMjPerM3: ['MJ/m³ at the base', 'Σ x·H ÷ (Z·V)'],
    lhvMjPerM3: ['MJ/m³ at the base', 'Σ x·H net ÷ (Z·V)'],
    hhvBtuPerScf: ['Btu/ft³ at the base, dry', 'HHV × 28.3168 ÷ 1.05506'],
    lhvBtuPerScf: ['Btu/ft³ at the base, dry', 'LHV × 28.3168 ÷ 1.05506'],
    hhvSaturatedBtuPerScf: ['Btu/ft³ at the base, saturated with water', 'HHV × (1 − 0.0174)'],
    wobbeMjPerM3: ['MJ/m³', 'HHV ÷ √relative density'],
    wobbeNetMjPerM3: ['MJ/m³', 'LHV ÷ √relative density'],
    hhvKwhPerM3: ['kWh/m³ at the base', 'HHV ÷ 3.6'],
    lhvKwhPerM3: ['kWh/m³ at the base', 'LHV ÷ 3.6'],
    densityKgPerM3: ['kg/m³', 'M ÷ (Z·V)'],
    relativeDensity: ['1', 'M ÷ 28.96546 × Z air ÷ Z'],
    carbonPerMolecule: ['1', 'Σ x·carbon atoms'],
    methaneNumber: ['1', '1.445 × MON − 103.42 (screening; the maker’s figure stands over it)'],
    gallonsPerMcf: ['US gal/Mcf at the base, by component', '1000 × x ÷ (ft³ per gallon, GPA 2145-16) ÷ Z'],
    gallonsPerMcfC2Plus: ['US gal/Mcf at the base', 'Σ of ethane and heavier'],
    gallonsPerMcfC3Plus: ['US gal/Mcf at the base', 'Σ of propane and heavier'],
    mcfUs60: ['Mcf (60 °F, 14.696 psia)', 'volume × (T ÷ T) × (P ÷ P)'],
    volumes: ['in the unit, by reference state', 'volume × (T ÷ T) × (P ÷ P)'],
    volumeAtBase: ['unit, at `toBase`', 'volume × (T ÷ T) × (P ÷ P)'],
    energyMmbtu: ['MMBtu (HHV)', 'volume × HHV'],
  },
  example: {
    composition: { c1: 0.8, c2: 0.11, c3: 0.05, nc4: 0.02, co2: 0.01, n2: 0.01 },
    volume: 1000,
    unit: 'm3',
    base: 'ru20',
  },
  work: (given) => {
    const base = stateOf(given.base);
    const mixture = given.composition === undefined ? null : normalised(given.composition as Record<string, number>);
    const found =
      mixture === null
        ? null
        : gasProperties(mixture, {
            combustion: given.combustion,
            metering: meteringOf(base),
            kilopascal: base.kilopascal,
            isReal: given.gasModel === 'real',
          });
    const { volume, unit } = given;
    const mcf = volume === undefined ? null : mcfAtUs60(volume, unit, base);
    return {
      ...(found ?? UNKNOWN_PROPERTIES),
      hhvKwhPerM3: found === null ? null : found.hhvMjPerM3 / MJ_PER_KWH,
      lhvKwhPerM3: found === null ? null : found.lhvMjPerM3 / MJ_PER_KWH,
      ...liquidsOf(mixture, base, found?.compressionFactor ?? 1),
      hhvSaturatedBtuPerScf: found === null ? null : saturatedHeatingValue(found.hhvBtuPerScf),
      mcfUs60: mcf,
      volumes:
        volume === undefined
          ? null
          : Object.fromEntries(BASES.map((name) => [name, volume * volumeFactor(base, VOLUME_BASES[name])])),
      volumeAtBase:
        volume === undefined || given.toBase === undefined ? null : volume * volumeFactor(base, stateOf(given.toBase)),
      energyMmbtu: mcf === null || found === null ? null : (mcf * found.hhvBtuPerScf * volumeFactor(US60, base)) / 1000,
    };
  },
});

const MJ_PER_KWH = 3.6;

function stateOf(given: BaseInput): VolumeBase {
  if (typeof given === 'string') return VOLUME_BASES[given];
  if ('celsius' in given) return given;
  return { celsius: (given.fahrenheit - 32) / 1.8, kilopascal: given.psia * KILOPASCAL_PER_PSI };
}

const TABLE_CELSIUS: readonly (readonly [number, MeteringTemperature])[] = [
  [0, '0C'],
  [15, '15C'],
  [(60 - 32) / 1.8, '60F'],
  [20, '20C'],
];

/** The molar table's temperature of a state: another is refused, it would be a guess. */
function meteringOf({ celsius }: VolumeBase): MeteringTemperature {
  const found = TABLE_CELSIUS.find(([known]) => Math.abs(known - celsius) < 0.01);
  if (found !== undefined) return found[1];
  throw new NetbackError(
    'usage',
    `base is at ${celsius} °C; expected 0, 15, 15.56 (60 °F) or 20 °C, at which the molar table holds values.`,
  );
}

function liquidsOf(mixture: Composition | null, base: VolumeBase, z: number) {
  const liquids = mixture === null ? null : gallonsPerMcf(mixture, base, z);
  const all = liquids === null ? null : Object.values(liquids).reduce((sum, one) => sum + one, 0);
  return {
    gallonsPerMcf: liquids,
    gallonsPerMcfC2Plus: all,
    gallonsPerMcfC3Plus: all === null || liquids === null ? null : all - liquids.c2,
  };
}

const UNKNOWN_PROPERTIES = Object.fromEntries(
  [
    'molarMassKgPerKmol',
    'compressionFactor',
    'hhvMjPerM3',
    'lhvMjPerM3',
    'hhvBtuPerScf',
    'lhvBtuPerScf',
    'wobbeMjPerM3',
    'wobbeNetMjPerM3',
    'densityKgPerM3',
    'relativeDensity',
    'carbonPerMolecule',
    'methaneNumber',
  ].map((name) => [name, null]),
);
