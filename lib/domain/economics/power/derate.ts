/** What takes from the rating on a data sheet at a site. Null = not known, so not reckoned. */
export type SiteAir = {
  readonly altitudeFeet: number | null;
  /** Up to here the sheet's rating holds. */
  readonly altitudeCapabilityFeet: number | null;
  readonly ambientFahrenheit: number | null;
};

const PER_THOUSAND_FEET = 0.03;
const PER_TEN_FAHRENHEIT = 0.01;
const RATED_FAHRENHEIT = 77;
/** How a gas that knocks takes from the rating: a straight line between two methane numbers. */
export type MethaneNumberDerate = {
  /** From here on the full rating holds. */
  readonly fullRatingAt: number;
  /** Below this the engine must not run. */
  readonly lowest: number;
  /** Share of the rating taken off at `lowest`. */
  readonly fractionAtLowest: number;
};
/** General knowledge of the field (K), to be verified with the engine's maker. */
export const USUAL_METHANE_NUMBER_DERATE: MethaneNumberDerate = {
  fullRatingAt: 80,
  lowest: 45,
  fractionAtLowest: 0.25,
};

/** Altitude capability where a sheet gives none, ft: that of naturally aspirated engines (method A2). */
export const CAPABILITY_FEET = 500;

/**
 * The share of the rating that thin air leaves: 3 % off per 1,000 ft above the sheet's altitude
 * capability (500 ft where it gives none), not below 0. Source: on360 glossary, Cummins (method A2).
 * Example: 6,000 ft with a capability of 5,000 ft leaves 0.97.
 */
export function altitudeFactor(air: SiteAir): number {
  if (air.altitudeFeet === null) return 1;
  const above = Math.max(0, air.altitudeFeet - (air.altitudeCapabilityFeet ?? CAPABILITY_FEET));
  return Math.max(0, 1 - (PER_THOUSAND_FEET * above) / 1000);
}

/** The share of the rating that hot air leaves: 1 % off per 10 °F above 77 °F. 107 °F leaves 0.97. */
export function ambientFactor(air: SiteAir): number {
  if (air.ambientFahrenheit === null) return 1;
  const above = Math.max(0, air.ambientFahrenheit - RATED_FAHRENHEIT);
  return Math.max(0, 1 - (PER_TEN_FAHRENHEIT * above) / 10);
}

/**
 * The share of the rating that a knock-prone gas leaves: all at `fullRatingAt` (80) and more, falling
 * to 1 − `fractionAtLowest` (0.75) at `lowest` (45), nothing below that or the engine's own limit: do
 * not run. Null (unknown number) leaves the rating as it is.
 */
export function methaneNumberFactor(
  methaneNumber: number | null,
  leastForEngine: number | null,
  derate: MethaneNumberDerate = USUAL_METHANE_NUMBER_DERATE,
): number {
  const { fullRatingAt, lowest, fractionAtLowest } = derate;
  if (methaneNumber === null) return 1;
  if (methaneNumber < Math.max(lowest, leastForEngine ?? 0)) return 0;
  if (methaneNumber >= fullRatingAt) return 1;
  return 1 - (fractionAtLowest * (fullRatingAt - methaneNumber)) / (fullRatingAt - lowest);
}

/**
 * Power that a unit may carry for long at a site, kW: rating × the factors × (1 − spinning reserve).
 * An islanded site keeps 10 to 15 % in reserve. 1,000 kW at 6,000 ft (capability 5,000), 107 °F, with
 * a tenth in reserve: 1,000 × 0.97 × 0.97 × 0.9 = 846.8 kW.
 */
export function sustainedKw(
  ratedKw: number,
  air: SiteAir,
  methaneNumber: number | null,
  leastMethaneNumber: number | null,
  spinningReserveFraction: number,
): number {
  const factor = altitudeFactor(air) * ambientFactor(air) * methaneNumberFactor(methaneNumber, leastMethaneNumber);
  return ratedKw * factor * (1 - spinningReserveFraction);
}
