import * as z from 'zod';
import { catalogue } from '#lib/config/catalogue.ts';
import { generatorLine } from '#lib/config/resolve/generator-line.ts';
import {
  BTU_PER_KWH,
  HOURS_PER_DAY,
  heatRateOfKilojoules,
  KILOJOULE_PER_BTU,
  SCF_PER_MCF,
} from '#lib/domain/conversions.ts';
import { sustainedKw } from '#lib/domain/economics/power/derate.ts';
import { fuelBtuPerHour, gasLimitedKw } from '#lib/domain/economics/power/unit-line.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { as } from '#lib/domain/units.ts';
import { calculator, fraction, input, notNegative, positive } from './calculator.ts';

const KILOJOULE_PER_KWH = 3600;
const point = z.strictObject({
  kw: positive,
  fuelKw: positive.optional(),
  fuelKjPerHour: positive.optional(),
  fuelNm3PerHour: positive.optional(),
  fuelBtuPerHour: positive.optional(),
  fuelBtuPerMinute: positive.optional(),
  fuelScfPerHour: positive.optional(),
  heatRateKjPerKwh: positive.optional(),
  heatRateBtuPerKwh: positive.optional(),
  efficiencyPercent: z.number().positive().max(100).optional(),
});
type Point = z.output<typeof point>;
const FUEL_KEYS = Object.keys(point.shape).filter((key) => key !== 'kw');

export const generator = calculator({
  name: 'generator',
  what: 'heat rates of a data sheet, its straight fuel line, fuel at a load, and derates at a site',
  method: 'M4',
  inputs: z.strictObject({
    model: input('', 'id of data/generators.json', z.string()).optional(),
    points: input(`kW, and one of ${FUEL_KEYS.join(', ')}`, 'of the sheet', z.array(point).min(1)).optional(),
    lhvMjPerNm3: input('MJ/Nm³', 'of the sheet’s fuel, for fuelNm3PerHour', positive).optional(),
    ratedKw: input('kW', 'rating; default: the largest point', positive).optional(),
    heatRateBtuPerKwhLhv: input('Btu/kWh (LHV)', 'instead of points', positive).optional(),
    efficiencyPercent: input(
      '% (LHV)',
      'at the rating, instead of a heat rate',
      z.number().positive().max(100),
    ).optional(),
    idleFuelFraction: input('1', 'w; default: from the points, else 0.097', fraction).optional(),
    loadKw: input('kW', 'load of one unit', notNegative).optional(),
    lhvBtuPerScf: input('Btu/scf', 'of the gas', positive).optional(),
    hhvBtuPerScf: input('Btu/scf', 'of the gas, for a heat rate by HHV', positive).optional(),
    gasOfferedMcfPerDay: input('Mcf/day', 'for one unit, for the power that it makes', positive).optional(),
    altitudeFeet: input('ft', 'of the site', z.number()).optional(),
    altitudeCapabilityFeet: input('ft', 'up to which the rating holds', notNegative).optional(),
    ambientFahrenheit: input('°F', 'air at the intake', z.number()).optional(),
    methaneNumber: input('1', 'of the gas', z.number()).optional(),
    leastMethaneNumber: input('1', 'of the engine', z.number()).optional(),
    spinningReserveFraction: input('1', 'kept free of load', fraction).default(0),
  }),
  outputs: {
    points: ['kW, kJ/kWh, Btu/kWh, %', 'heat rate = fuel ÷ power; efficiency = 3600 ÷ kJ/kWh'],
    ratedKw: ['kW', 'rating'],
    heatRateBtuPerKwhLhv: ['Btu/kWh (LHV)', 'least-squares line through the points, at the rating'],
    efficiencyPercent: ['% (LHV)', '3412.14163 ÷ heat rate × 100'],
    heatRateBtuPerKwhHhv: ['Btu/kWh (HHV)', 'heat rate × HHV ÷ LHV'],
    idleFuelFraction: ['1', 'w = fuel of the line at no load ÷ at the rating'],
    fuelBtuPerHour: ['Btu/h (LHV)', 'HR × (w·Pr + (1 − w)·P)'],
    gasMcfPerDay: ['Mcf/day', '24 × fuel ÷ (LHV × 1000)'],
    gasScfPerKwh: ['scf/kWh', 'fuel ÷ (P × LHV)'],
    gasLimitedKw: ['kW', 'the largest P whose fuel the gas offered covers, beyond the rating too'],
    sustainedKw: ['kW', 'rating × altitude × ambient × methane number × (1 − reserve)'],
  },
  example: { model: 'cat-g3516-975-cont', loadKw: 731, lhvBtuPerScf: 1100 },
  work: (given) => {
    const sheet = given.model === undefined ? null : sheetOf(given.model);
    const points = (given.points ?? []).map((one) => ({ kw: one.kw, kilojoules: heatOf(one, given) }));
    const ofSheet = (sheet?.points ?? []).flatMap(({ kwe, heat_rate_kj_kwh_lhv: rate }) =>
      rate === null || rate === undefined ? [] : [{ kw: kwe, kilojoules: rate }],
    );
    const known = points.length > 0 ? points : ofSheet;
    const ratedKw =
      given.ratedKw ?? sheet?.rated_kwe ?? (known.length > 0 ? Math.max(...known.map(({ kw }) => kw)) : null);
    const line =
      ratedKw === null || known.length === 0
        ? null
        : generatorLine({
            id: 'given',
            rated_kwe: ratedKw,
            rating: null,
            min_methane_number: null,
            points: known.map(({ kw, kilojoules }) => ({
              load_pct: (kw / ratedKw) * 100,
              kwe: kw,
              heat_rate_kj_kwh_lhv: kilojoules,
            })),
          });
    const stated =
      given.heatRateBtuPerKwhLhv ??
      (given.efficiencyPercent === undefined ? undefined : (BTU_PER_KWH / given.efficiencyPercent) * 100);
    const heatRate = stated ?? line?.heatRateBtuPerKwhLhv ?? null;
    const idle = given.idleFuelFraction ?? (stated === undefined ? line?.idleFuelFraction : null) ?? 0.097;
    const fuel =
      given.loadKw === undefined || ratedKw === null || heatRate === null
        ? null
        : fuelBtuPerHour(
            { units: 1, ratedKw, minKw: 0, heatRateBtuPerKwh: heatRate, idleFraction: idle },
            1,
            given.loadKw,
          );
    const air = {
      altitudeFeet: given.altitudeFeet ?? null,
      altitudeCapabilityFeet: given.altitudeCapabilityFeet ?? null,
      ambientFahrenheit: given.ambientFahrenheit ?? null,
    };
    const least = given.leastMethaneNumber ?? sheet?.min_methane_number ?? null;
    return {
      points: known.map(({ kw, kilojoules }) => ({
        kw,
        heatRateKjPerKwh: kilojoules,
        heatRateMjPerKwh: kilojoules / 1000,
        heatRateBtuPerKwh: heatRateOfKilojoules(as('kilojoulePerKwh', kilojoules)),
        efficiencyPercent: (KILOJOULE_PER_KWH / kilojoules) * 100,
      })),
      ratedKw,
      heatRateBtuPerKwhLhv: heatRate,
      efficiencyPercent: heatRate === null ? null : (BTU_PER_KWH / heatRate) * 100,
      heatRateBtuPerKwhHhv: heatRate === null ? null : byHhv(heatRate, given),
      idleFuelFraction: heatRate === null ? null : idle,
      fuelBtuPerHour: fuel,
      gasMcfPerDay: fuel === null || given.lhvBtuPerScf === undefined ? null : (fuel * 24) / given.lhvBtuPerScf / 1000,
      gasScfPerKwh:
        fuel === null || given.lhvBtuPerScf === undefined || !given.loadKw
          ? null
          : fuel / given.loadKw / given.lhvBtuPerScf,
      gasLimitedKw: ratedKw === null || heatRate === null ? null : kwOf(given, heatRate, idle, ratedKw),
      sustainedKw:
        ratedKw === null
          ? null
          : sustainedKw(ratedKw, air, given.methaneNumber ?? null, least, given.spinningReserveFraction),
    };
  },
});

type Heat = {
  readonly lhvBtuPerScf?: number | undefined;
  readonly hhvBtuPerScf?: number | undefined;
  readonly gasOfferedMcfPerDay?: number | undefined;
};

function byHhv(heatRate: number, { lhvBtuPerScf: lhv, hhvBtuPerScf: hhv }: Heat): number | null {
  return lhv === undefined || hhv === undefined ? null : (heatRate * hhv) / lhv;
}

/** P of F(P) = HR × (w·Pr + (1 − w)·P). */
function kwOf({ lhvBtuPerScf, gasOfferedMcfPerDay }: Heat, heatRate: number, idle: number, ratedKw: number) {
  if (lhvBtuPerScf === undefined || gasOfferedMcfPerDay === undefined) return null;
  const line = { units: 1, ratedKw, minKw: 0, heatRateBtuPerKwh: heatRate, idleFraction: idle };
  return gasLimitedKw(line, 1, (gasOfferedMcfPerDay * SCF_PER_MCF * lhvBtuPerScf) / HOURS_PER_DAY);
}

function sheetOf(model: string) {
  const found = catalogue().generators.get(model);
  if (found !== undefined) return found;
  const known = [...catalogue().generators.keys()].join(', ');
  throw new NetbackError('usage', `model is "${model}"; expected one of ${known}.`);
}

/** kJ of fuel (LHV) per kWh of a point, however the sheet states it. */
function heatOf(
  point: Point,
  fuel: { readonly lhvMjPerNm3?: number | undefined; readonly lhvBtuPerScf?: number | undefined },
) {
  const scf = point.fuelScfPerHour === undefined ? null : (fuel.lhvBtuPerScf ?? null);
  const nm3 = point.fuelNm3PerHour === undefined ? null : (fuel.lhvMjPerNm3 ?? null);
  if (point.heatRateKjPerKwh !== undefined) return point.heatRateKjPerKwh;
  if (point.heatRateBtuPerKwh !== undefined) return point.heatRateBtuPerKwh * KILOJOULE_PER_BTU;
  if (point.efficiencyPercent !== undefined) return (KILOJOULE_PER_KWH / point.efficiencyPercent) * 100;
  if (point.fuelKjPerHour !== undefined) return point.fuelKjPerHour / point.kw;
  if (point.fuelKw !== undefined) return (point.fuelKw * KILOJOULE_PER_KWH) / point.kw;
  if (point.fuelBtuPerHour !== undefined) return (point.fuelBtuPerHour * KILOJOULE_PER_BTU) / point.kw;
  if (point.fuelBtuPerMinute !== undefined) return (point.fuelBtuPerMinute * 60 * KILOJOULE_PER_BTU) / point.kw;
  if (scf !== null) return ((point.fuelScfPerHour ?? 0) * scf * KILOJOULE_PER_BTU) / point.kw;
  if (nm3 !== null) return ((point.fuelNm3PerHour ?? 0) * nm3 * 1000) / point.kw;
  throw new NetbackError(
    'usage',
    `the point at ${point.kw} kW has no fuel; expected one of ${FUEL_KEYS.join(', ')}; fuelNm3PerHour needs lhvMjPerNm3, fuelScfPerHour lhvBtuPerScf.`,
  );
}
