import type { Generator, Site } from '../../company.ts';
import { altitudeFactor, ambientFactor, methaneNumberFactor } from './derate.ts';
import type { UnitClass } from './unit-line.ts';

/** What is left of a generator's rating at its site, and its least load (docs/method.md#M4). */
export type SiteRating = {
  readonly altitudeFactor: number;
  readonly ambientFactor: number;
  readonly methaneNumberFactor: number;
  /** 1 − spinning reserve. */
  readonly reserveFactor: number;
  /** Rating × the factors: what a unit may carry for long, kW. */
  readonly sustainedKw: number;
  /** Share of the sheet's rating below which the unit is off, in kW. */
  readonly minimumKw: number;
};

type Power = Site['power'];

/**
 * The rating of one unit at the site. A figure that the company file does not give takes nothing off;
 * the methane number counts only where the file gives a derate for it.
 *
 * Example: 1,000 kW at 6,000 ft (capability 5,000), 107 °F, a tenth in reserve: 846.81 kW.
 */
export function siteRating(generator: Generator, power: Power, methaneNumber: number | null): SiteRating {
  const air = {
    altitudeFeet: power.altitudeFeet ?? null,
    altitudeCapabilityFeet: generator.altitudeCapabilityFeet ?? null,
    ambientFahrenheit: power.ambientFahrenheit ?? null,
  };
  const { methaneNumberDerate } = generator;
  const factors = {
    altitudeFactor: altitudeFactor(air),
    ambientFactor: ambientFactor(air),
    methaneNumberFactor:
      methaneNumberDerate === undefined ? 1 : methaneNumberFactor(methaneNumber, null, methaneNumberDerate),
    reserveFactor: 1 - (power.spinningReserveFraction ?? 0),
  };
  const left = factors.altitudeFactor * factors.ambientFactor * factors.methaneNumberFactor * factors.reserveFactor;
  return {
    ...factors,
    sustainedKw: generator.ratedKw * left,
    minimumKw: generator.ratedKw * (generator.minLoadFraction ?? 0),
  };
}

/**
 * The fuel line of a generator at its site. What takes from the rating does not take from the fuel:
 * the line stays that of the sheet, HR × (w·Pr + (1 − w)·P), restated over the rating that is left so
 * that idling weighs more. A unit that may carry nothing has a rating of 0.
 *
 * Example: 1,000 kW, 10,000 Btu/kWh, w = 0.1, 800 kW left: full there it burns 1e6 + 800 × 9,000 =
 * 8.2e6 Btu/h, 10,250 Btu/kWh, of which the idle fuel is 1 ÷ 8.2.
 */
export function siteLine(generator: Generator, rating: SiteRating): UnitClass {
  const { count: units, ratedKw, heatRateBtuPerKwhLhv: heatRate, idleFuelFraction: idle } = generator;
  const { sustainedKw, minimumKw: minKw } = rating;
  if (sustainedKw === ratedKw) return { units, ratedKw, minKw, heatRateBtuPerKwh: heatRate, idleFraction: idle };
  if (sustainedKw <= 0) return { units, ratedKw: 0, minKw, heatRateBtuPerKwh: heatRate, idleFraction: idle };
  const idleBtuPerHour = heatRate * idle * ratedKw;
  const fullBtuPerHour = idleBtuPerHour + heatRate * (1 - idle) * sustainedKw;
  return {
    units,
    ratedKw: sustainedKw,
    minKw,
    heatRateBtuPerKwh: fullBtuPerHour / sustainedKw,
    idleFraction: idleBtuPerHour / fullBtuPerHour,
  };
}

/** The lines of all generators of a site. */
export function siteLines(power: Power, methaneNumber: number | null): readonly UnitClass[] {
  return power.generators.map((generator) => siteLine(generator, siteRating(generator, power, methaneNumber)));
}
