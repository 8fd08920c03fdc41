import * as z from 'zod';
import { co2eTonnes } from '#lib/domain/economics/emissions/co2e.ts';
import { CH4_KG_PER_SCF } from '#lib/domain/economics/emissions/combustion.ts';
import {
  DESTRUCTION_TIERS,
  ENGINE_SLIP_LB_PER_MMBTU,
  KG_PER_LB,
  slipFraction,
} from '#lib/domain/economics/emissions/destruction.ts';
import {
  flarePollutants,
  type PollutantFactors,
  SOOTLESS_FLARE,
} from '#lib/domain/economics/emissions/flare-pollutants.ts';
import { WARMING_POTENTIALS, warmingPotential } from '#lib/domain/economics/emissions/warming-potential.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { MCF_PER_UNIT, mcfAtUs60, VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import { burnedGas } from './burned-gas.ts';
import { BASES, calculator, composition, fraction, input, notNegative, positive, UNITS } from './calculator.ts';

const SETS = WARMING_POTENTIALS.map(({ id }) => id);
const TIERS = DESTRUCTION_TIERS.map(({ id }) => id);
const ENGINES = Object.keys(ENGINE_SLIP_LB_PER_MMBTU) as [string, ...string[]];

const factors = z.partialRecord(z.enum(Object.keys(SOOTLESS_FLARE) as [keyof PollutantFactors]), notNegative);

const pollutantFactors = z.record(z.string(), notNegative);

const inputs = z.strictObject({
  composition: input('mole fractions', 'of the gas', composition).default({ c1: 1 }),
  volume: input('unit', 'of gas', notNegative).default(1),
  unit: input('', 'of the volume', z.enum(UNITS)).default('Mcf'),
  base: input('', 'reference state of the volume', z.enum(BASES)).default('us60-14.696'),
  flareDestruction: input(
    '1',
    'share of the hydrocarbons destroyed in a lit flare; default: 0.98',
    fraction,
  ).optional(),
  flareTier: input('', `instead, one of ${TIERS.join(', ')}`, z.enum(TIERS as [string, ...string[]])).optional(),
  unlitFraction: input('1', 'share of the volume that passes an unlit flare', fraction).default(0),
  engineDestruction: input('1', 'of the engine; or engineSlip, or engine', fraction).optional(),
  engineSlipFraction: input('1', 'share of the methane that the engine lets through', fraction).optional(),
  engineSlipKgPerMmbtu: input('kg/MMBtu (HHV)', 'of methane, instead of a share', notNegative).optional(),
  engine: input('', 'type, by AP-42 section 3.2', z.enum(ENGINES)).optional(),
  gwpSet: input('', `one of ${SETS.join(', ')}`, z.enum(SETS as [string, ...string[]])).default('ar6-100-fossil'),
  gwpMethane: input('t CO2e/t', 'instead of the set’s', positive).optional(),
  counterfactual: input('', 'what the gas would have been', z.enum(['flare', 'sell', 'not-produced'])).default('flare'),
  factorsLbPerMmbtu: input(
    'lb/MMBtu (HHV)',
    'of any pollutant by name, such as those of AP-42',
    pollutantFactors,
  ).default({}),
  withNitrousOxide: input('', 'count N2O in CO2e', z.boolean()).default(false),
  flowM3PerSecond: input('m³/s', 'to a flare, for its pollutants', positive).optional(),
  densityKgPerM3: input('kg/m³', 'of the flared gas, for its pollutants', positive).optional(),
  pollutantFactors: input('kg/kg of gas', `instead of ${JSON.stringify(SOOTLESS_FLARE)}`, factors).default({}),
});

export const emissions = calculator({
  name: 'emissions',
  what: 'CO2, methane, N2O and CO2e of gas flared and of the same gas in engines, and what mining avoids',
  method: 'M12',
  inputs,
  outputs: {
    flaredCo2Tonnes: ['t', 'V × (x CO2 + η·lit × Σ x·carbon) × 0.0526 kg/scf'],
    flaredMethaneTonnes: ['t', 'V × x C1 × ((1 − η)·lit + unlit) × 0.0192 kg/scf'],
    flaredNitrousOxideTonnes: ['t', 'V·lit × HHV × 1e-4 kg/MMBtu'],
    flaredCo2eTonnes: ['t CO2e', 'CO2 + CH4 × GWP (+ N2O × GWP where asked)'],
    flaredCo2eKgPerM3: ['kg/m³ at the base', 'CO2e ÷ V'],
    flaredCo2KgPerM3: ['kg/m³ at the base', 'CO2 ÷ V'],
    minedCo2Tonnes: ['t', 'as flared, η = engine destruction'],
    minedMethaneTonnes: ['t', 'as flared, η = engine destruction'],
    minedNitrousOxideTonnes: ['t', 'as flared'],
    minedCo2eTonnes: ['t CO2e', 'CO2 + CH4 × GWP'],
    avoidedCo2eTonnes: ['t CO2e', 'flared − mined against flaring; null against selling or not producing'],
    reductionPercent: ['%', '(1 − mined ÷ flared) × 100, against flaring'],
    engineSlipFraction: ['1', '1 − engine destruction'],
    gwpMethane: ['t CO2e/t', 'of the named set'],
    flareDestruction: ['1', 'as given, or of the tier'],
    energyMmbtu: ['MMBtu (HHV)', 'V × HHV, real gas at 60 °F'],
    pollutantTonnes: ['t by name', 'V × HHV × factor × 0.45359237 kg/lb'],
    massFlowKgPerHour: ['kg/h', 'flow × density'],
    carbonMonoxideGramsPerSecond: ['g/s', 'mass flow × 0.02 (sootless, NII Atmosfera)'],
    nitrogenOxidesGramsPerSecond: ['g/s', 'mass flow × 0.003'],
    benzoapyreneGramsPerSecond: ['g/s', 'mass flow × 2e-11'],
    methaneGramsPerSecond: ['g/s', 'mass flow × 0.0006 × 1.2'],
  },
  example: { flareDestruction: 0.93, engineDestruction: 0.9989, gwpSet: 'ar6-20-fossil' },
  work: (given) => {
    const gas = burnedGas(given.composition as Record<string, number>);
    const volumeScf = mcfAtUs60(given.volume, given.unit, VOLUME_BASES[given.base]) * 1000;
    const cubicMetres = (given.volume * MCF_PER_UNIT[given.unit]) / MCF_PER_UNIT.m3;
    const set = warmingPotential(given.gwpSet);
    if (set === null)
      throw new NetbackError('usage', `gwpSet is "${given.gwpSet}"; expected one of ${SETS.join(', ')}.`);
    const gwp = {
      ...set,
      methane: given.gwpMethane ?? set.methane,
      nitrousOxide: given.withNitrousOxide ? set.nitrousOxide : 0,
    };
    const slip = engineSlip(given, gas.hhvBtuPerScf, gas.methaneFraction);
    const tier = DESTRUCTION_TIERS.find(({ id }) => id === given.flareTier);
    const destruction = given.flareDestruction ?? tier?.destructionFraction ?? 0.98;
    const flared = gas.burn(volumeScf, destruction, given.unlitFraction);
    const mined = gas.burn(volumeScf, 1 - slip, 0);
    const [flaredCo2e, minedCo2e] = [co2eTonnes(flared, gwp), co2eTonnes(mined, gwp)];
    const energyMmbtu = (volumeScf * gas.hhvBtuPerScf) / 1e6;
    const isFlare = given.counterfactual === 'flare';
    return {
      flaredCo2Tonnes: flared.co2Tonnes,
      flaredMethaneTonnes: flared.methaneTonnes,
      flaredNitrousOxideTonnes: flared.nitrousOxideTonnes,
      flaredCo2eTonnes: flaredCo2e,
      flaredCo2eKgPerM3: cubicMetres > 0 ? (flaredCo2e * 1000) / cubicMetres : null,
      flaredCo2KgPerM3: cubicMetres > 0 ? (flared.co2Tonnes * 1000) / cubicMetres : null,
      minedCo2Tonnes: mined.co2Tonnes,
      minedMethaneTonnes: mined.methaneTonnes,
      minedNitrousOxideTonnes: mined.nitrousOxideTonnes,
      minedCo2eTonnes: minedCo2e,
      avoidedCo2eTonnes: isFlare ? flaredCo2e - minedCo2e : null,
      reductionPercent: isFlare && flaredCo2e > 0 ? (1 - minedCo2e / flaredCo2e) * 100 : null,
      engineSlipFraction: slip,
      gwpMethane: gwp.methane,
      flareDestruction: destruction,
      energyMmbtu,
      pollutantTonnes: Object.fromEntries(
        Object.entries(given.factorsLbPerMmbtu).map(([name, lb]) => [name, (energyMmbtu * lb * KG_PER_LB) / 1000]),
      ),
      ...pollutantsOf(given),
    };
  },
});

/** By destruction, by slip, or by the type of engine; 3 % where none is given. */
function engineSlip(given: z.output<typeof inputs>, hhvBtuPerScf: number, methaneFraction: number): number {
  if (given.engineDestruction !== undefined) return 1 - given.engineDestruction;
  if (given.engineSlipFraction !== undefined) return given.engineSlipFraction;
  const factor =
    given.engineSlipKgPerMmbtu !== undefined
      ? given.engineSlipKgPerMmbtu / KG_PER_LB
      : given.engine === undefined
        ? undefined
        : ENGINE_SLIP_LB_PER_MMBTU[given.engine];
  if (factor === undefined || methaneFraction === 0) return 0.03;
  return slipFraction(factor, hhvBtuPerScf, methaneFraction, CH4_KG_PER_SCF);
}

function pollutantsOf(given: z.output<typeof inputs>) {
  const { flowM3PerSecond: flow, densityKgPerM3: density } = given;
  if (flow !== undefined && density !== undefined)
    return flarePollutants(flow, density, {
      ...SOOTLESS_FLARE,
      ...(given.pollutantFactors as Partial<PollutantFactors>),
    });
  return {
    massFlowKgPerHour: null,
    carbonMonoxideGramsPerSecond: null,
    nitrogenOxidesGramsPerSecond: null,
    benzoapyreneGramsPerSecond: null,
    methaneGramsPerSecond: null,
  };
}
