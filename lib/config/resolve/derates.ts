import type { Generator, Site } from '../../domain/company.ts';
import { CAPABILITY_FEET, USUAL_METHANE_NUMBER_DERATE } from '../../domain/economics/power/derate.ts';
import { catalogue } from '../catalogue.ts';
import type { GeneratorBlock, PowerBlock } from '../schema/power.ts';
import { givenOnly } from './given-only.ts';

type Or = <V>(key: string, value: V | undefined, fallback: V) => V;
type UnitTerms = Pick<Generator, 'altitudeCapabilityFeet' | 'minLoadFraction' | 'methaneNumberDerate'>;
type SiteTerms = Pick<
  Site['power'],
  'omUsdPerUnitHour' | 'altitudeFeet' | 'ambientFahrenheit' | 'spinningReserveFraction'
>;

const METRES_PER_FOOT = 0.3048;
const CAPABILITY = /^(\d+(?:\.\d+)?) ?(m|ft)\b/;

/** What a site takes from one generator; keys that the file does not give are left out. */
export function unitTerms(given: GeneratorBlock, power: PowerBlock, or: Or): UnitTerms {
  const sheet = given.model === undefined ? undefined : catalogue().generators.get(given.model);
  const { minLoadFraction, methaneNumberDerate: derate } = given;
  const capability = given.altitudeCapabilityFeet ?? capabilityFeet(sheet?.altitude_capability ?? null) ?? undefined;
  return {
    ...(power.altitudeFeet === undefined
      ? {}
      : { altitudeCapabilityFeet: or('altitudeCapabilityFeet', capability, CAPABILITY_FEET) }),
    ...(minLoadFraction === undefined ? {} : { minLoadFraction }),
    ...(derate === undefined ? {} : { methaneNumberDerate: methaneDerateOf(given, derate, or) }),
  };
}

function methaneDerateOf(
  given: GeneratorBlock,
  derate: NonNullable<GeneratorBlock['methaneNumberDerate']>,
  or: Or,
): UnitTerms['methaneNumberDerate'] {
  const at = <V>(key: string, value: V | undefined, fallback: V): V =>
    or(`methaneNumberDerate.${key}`, value, fallback);
  const ofEngine = given.minMethaneNumber ?? sheetLimit(given) ?? undefined;
  return {
    fullRatingAt: at('fullRatingAt', derate.fullRatingAt, USUAL_METHANE_NUMBER_DERATE.fullRatingAt),
    lowest: at('lowest', derate.lowest ?? ofEngine, USUAL_METHANE_NUMBER_DERATE.lowest),
    fractionAtLowest: at('fractionAtLowest', derate.fractionAtLowest, USUAL_METHANE_NUMBER_DERATE.fractionAtLowest),
  };
}

/** The least methane number on the model's data sheet; null where there is none. */
export function sheetLimit({ model }: GeneratorBlock): number | null {
  return (model === undefined ? null : catalogue().generators.get(model)?.min_methane_number) ?? null;
}

/** What the site takes from every generator alike; keys that the file does not give are left out. */
export function siteTerms(power: PowerBlock): SiteTerms {
  return givenOnly(power, ['omUsdPerUnitHour', 'altitudeFeet', 'ambientFahrenheit', 'spinningReserveFraction']);
}

/** Feet above the sea of a sheet's words: `1524 m at 25C` is 5,000 ft. Null where they are no height. */
export function capabilityFeet(words: string | null): number | null {
  const [, amount, unit] = CAPABILITY.exec(words ?? '') ?? [];
  if (amount === undefined) return null;
  return unit === 'm' ? Number(amount) / METRES_PER_FOOT : Number(amount);
}
