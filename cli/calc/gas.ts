import * as z from 'zod';
import { COMPONENT_KEYS } from '#lib/domain/gas/components.ts';
import { normalised } from '#lib/domain/gas/composition.ts';
import { gasProperties, type MeteringTemperature, saturatedHeatingValue } from '#lib/domain/gas/properties.ts';
import { mcfAtUs60, US60, VOLUME_BASES, type VolumeBaseName, volumeFactor } from '#lib/domain/gas/volume.ts';
import { BASES, calculator, composition, input, notNegative, UNITS } from './calculator.ts';

const METERING: Readonly<Record<VolumeBaseName, MeteringTemperature>> = {
  n0: '0C',
  s15: '15C',
  'us60-14.696': '60F',
  'us60-14.65': '60F',
  'us60-14.73': '60F',
  ru20: '20C',
};

export const gas = calculator({
  name: 'gas',
  what: 'properties of a gas from its composition, and a volume restated at every reference state',
  method: 'M1, M2',
  inputs: z.strictObject({
    composition: input('mole fractions', `of ${COMPONENT_KEYS.join(', ')}`, composition).optional(),
    combustion: input('', 'temperature of combustion', z.enum(['0C', '15C', '60F', '20C', '25C'])).default('60F'),
    base: input('', 'reference state of the volume', z.enum(BASES)).default('us60-14.696'),
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
    densityKgPerM3: ['kg/m³', 'M ÷ (Z·V)'],
    relativeDensity: ['1', 'M ÷ 28.96546 × Z air ÷ Z'],
    carbonPerMolecule: ['1', 'Σ x·carbon atoms'],
    methaneNumber: ['1', '1.445 × MON − 103.42 (screening; the maker’s figure stands over it)'],
    mcfUs60: ['Mcf (60 °F, 14.696 psia)', 'volume × (T ÷ T) × (P ÷ P)'],
    volumes: ['in the unit, by reference state', 'volume × (T ÷ T) × (P ÷ P)'],
    energyMmbtu: ['MMBtu (HHV)', 'volume × HHV'],
  },
  example: {
    composition: { c1: 0.8, c2: 0.11, c3: 0.05, nc4: 0.02, co2: 0.01, n2: 0.01 },
    volume: 1000,
    unit: 'm3',
    base: 'ru20',
  },
  work: (given) => {
    const base = VOLUME_BASES[given.base];
    const mixture = given.composition === undefined ? null : normalised(given.composition as Record<string, number>);
    const found =
      mixture === null
        ? null
        : gasProperties(mixture, {
            combustion: given.combustion,
            metering: METERING[given.base],
            kilopascal: base.kilopascal,
            isReal: given.gasModel === 'real',
          });
    const { volume, unit } = given;
    const mcf = volume === undefined ? null : mcfAtUs60(volume, unit, base);
    return {
      ...(found ?? UNKNOWN_PROPERTIES),
      hhvSaturatedBtuPerScf: found === null ? null : saturatedHeatingValue(found.hhvBtuPerScf),
      mcfUs60: mcf,
      volumes:
        volume === undefined
          ? null
          : Object.fromEntries(BASES.map((name) => [name, volume * volumeFactor(base, VOLUME_BASES[name])])),
      energyMmbtu: mcf === null || found === null ? null : (mcf * found.hhvBtuPerScf * volumeFactor(US60, base)) / 1000,
    };
  },
});

const UNKNOWN_PROPERTIES = Object.fromEntries(
  [
    'molarMassKgPerKmol',
    'compressionFactor',
    'hhvMjPerM3',
    'lhvMjPerM3',
    'hhvBtuPerScf',
    'lhvBtuPerScf',
    'wobbeMjPerM3',
    'densityKgPerM3',
    'relativeDensity',
    'carbonPerMolecule',
    'methaneNumber',
  ].map((name) => [name, null]),
);
