import * as z from 'zod';
import { block, fraction, nonNegative, partFraction, positive, positiveFraction, word } from './scalars.ts';

const MAX_UNITS = 1000;
/** No oil field lies lower than the shore of the Dead Sea. */
const MIN_FEET = -1500;
const MAX_FEET = 20_000;
const MIN_FAHRENHEIT = -100;
const MAX_FAHRENHEIT = 150;
const FEET = { error: `feet above the sea, from ${MIN_FEET} to ${MAX_FEET}` };
const FAHRENHEIT = {
  error: `degrees Fahrenheit of the intake air, from ${MIN_FAHRENHEIT} to ${MAX_FAHRENHEIT}`,
};
const count = z.int({ error: 'a whole number of 1 or more' }).min(1, { error: 'a whole number of 1 or more' });

/** Written empty (`{}`) it takes the usual line of the field, which `check` then names. */
const methaneNumberDerate = block({
  fullRatingAt: positive.optional(),
  lowest: nonNegative.optional(),
  fractionAtLowest: fraction.optional(),
});

/** A catalogue model, or a unit by its own figures; own figures stand over the model's. */
const generator = block({
  model: word.optional(),
  count: count.max(MAX_UNITS, { error: `a whole number of at most ${MAX_UNITS}` }).optional(),
  ratedKw: positive.optional(),
  heatRateBtuPerKwhLhv: z
    .number()
    .min(3412.15, { error: 'a heat rate above 3412.14 Btu/kWh (100 %), per kWh of LHV' })
    .max(60_000, { error: 'a heat rate of at most 60,000 Btu/kWh' })
    .optional(),
  idleFuelFraction: partFraction.optional(),
  minMethaneNumber: nonNegative.optional(),
  altitudeCapabilityFeet: nonNegative.optional(),
  minLoadFraction: partFraction.optional(),
  methaneNumberDerate: methaneNumberDerate.optional(),
});
export type GeneratorBlock = z.output<typeof generator>;

export const powerBlock = block({
  generators: z.array(generator).min(1, { error: 'at least one generator' }).max(20),
  availability: positiveFraction.optional(),
  parasiticFraction: partFraction.optional(),
  omUsdPerKwhGross: nonNegative.optional(),
  omUsdPerUnitHour: nonNegative.optional(),
  altitudeFeet: z.number().min(MIN_FEET, FEET).max(MAX_FEET, FEET).optional(),
  ambientFahrenheit: z.number().min(MIN_FAHRENHEIT, FAHRENHEIT).max(MAX_FAHRENHEIT, FAHRENHEIT).optional(),
  spinningReserveFraction: partFraction.optional(),
});

export type PowerBlock = z.output<typeof powerBlock>;

const miner = block({
  model: word.optional(),
  count: z
    .int({ error: 'a whole number of 0 or more' })
    .min(0, { error: 'a whole number of 0 or more' })
    .max(1_000_000, { error: 'a whole number of at most 1,000,000' }),
  thPerSecond: positive.optional(),
  watts: positive.optional(),
});
export type MinerBlock = z.output<typeof miner>;

export const fleetBlock = block({
  miners: z.array(miner).min(1, { error: 'at least one kind of miner' }).max(50),
  pue: z.number().min(1, { error: 'a PUE of 1 or more' }).max(3, { error: 'a PUE of at most 3' }).optional(),
  uptime: positiveFraction.optional(),
});

export const poolBlock = block({
  feeFraction: partFraction.optional(),
  scheme: z.enum(['fpps', 'pps+', 'pplns', 'tides', 'solo']).optional(),
  btcRealisationFraction: positiveFraction.optional(),
});

export const emissionsBlock = block({
  flareDestruction: fraction.optional(),
  engineSlipFraction: fraction.optional(),
  gwpMethane: positive.optional(),
  gwpSource: z.string().max(60).optional(),
});

export const carbonBlock = block({
  usdPerTonneCo2e: nonNegative.optional(),
  appliesTo: z.array(z.enum(['flared', 'vented', 'fuel'])).optional(),
});
