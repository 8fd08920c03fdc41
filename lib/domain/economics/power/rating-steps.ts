import { HOURS_PER_DAY } from '../../conversions.ts';
import type { Evaluation, Step } from '../evaluation.ts';
import type { SiteModel } from '../site-model.ts';
import { runKw } from './power-model.ts';
import { siteRating } from './site-rating.ts';

const ROUNDING = 1e-9;

/**
 * What the site leaves of each generator's rating, and which limit sets the output in words: what of
 * the rating was taken, or the minimum load that keeps a unit off. Nothing where the company file
 * gives neither a derate nor a minimum load.
 */
export function ratingSteps(model: SiteModel, evaluation: Evaluation): readonly Omit<Step, 'id'>[] {
  const { power, gas } = model.site;
  const ratings = power.generators.map((generator) => siteRating(generator, power, gas.methaneNumber));
  const isPlain = ratings.every(
    ({ sustainedKw, minimumKw }, index) => sustainedKw === power.generators[index]?.ratedKw && minimumKw === 0,
  );
  if (isPlain) return [];
  const step = (name: string, value: number | string | null, unit: string, formula: string) => ({
    name,
    value,
    unit,
    formula,
    method: 'M4',
  });
  const ofUnits = ratings.flatMap((rating, index) => {
    const generator = power.generators[index];
    const name = `generators.${index}`;
    return [
      step(`${name}.ratedKw`, generator?.ratedKw ?? null, 'kW', 'data sheet'),
      step(`${name}.altitudeFactor`, rating.altitudeFactor, '1', '1 − 3 % × (ft − capability) ÷ 1,000'),
      step(`${name}.ambientFactor`, rating.ambientFactor, '1', '1 − 1 % × (°F − 77) ÷ 10'),
      step(`${name}.methaneNumberFactor`, rating.methaneNumberFactor, '1', 'line between the two methane numbers'),
      step(`${name}.reserveFactor`, rating.reserveFactor, '1', '1 − spinning reserve'),
      step(`${name}.sustainedKw`, rating.sustainedKw, 'kW', 'rating × the four factors'),
      step(`${name}.minimumKw`, rating.minimumKw, 'kW', 'rating × minimum load'),
    ];
  });
  return [...ofUnits, step('bindingLimit', bindingLimit(model, evaluation, ratings), '', 'what sets the output')];
}

function bindingLimit(
  model: SiteModel,
  evaluation: Evaluation,
  ratings: readonly ReturnType<typeof siteRating>[],
): string | null {
  const { gasLimitedGrossKwhPerDay: gas, powerLimitedGrossKwhPerDay: power } = evaluation;
  const fleet = evaluation.fleetLimitedGrossKwhPerDay;
  if (gas === null || power === null || fleet === null) return null;
  const most = Math.min(gas, power, fleet) / HOURS_PER_DAY;
  const run = runKw(model.power, model.power.allUp, Number.POSITIVE_INFINITY, most);
  if (run < most * (1 - ROUNDING)) return 'minimum load of the generators';
  if (evaluation.binding !== 'power') return evaluation.binding;
  const taken = (
    [
      ['altitude', 'altitudeFactor'],
      ['ambient temperature', 'ambientFactor'],
      ['methane number', 'methaneNumberFactor'],
      ['spinning reserve', 'reserveFactor'],
    ] as const
  ).flatMap(([name, factor]) => (ratings.some((rating) => rating[factor] < 1) ? [name] : []));
  return taken.length === 0 ? 'power' : `power, less ${taken.join(', ')}`;
}
