import * as z from 'zod';
import {
  type Charge,
  type ChargeBasis,
  FLARE_CAUSES,
  type FlaringRegime,
  type RegimeRow,
} from '#lib/domain/economics/regime/regime.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { BASES, composition, fraction, input, notNegative, positive, UNITS } from './calculator.ts';

const CONDITIONS = ['over-limit', 'no-meter', 'unauthorised', 'arctic-offshore', 'protected-area'] as const;
const RATE_UNITS = ['Mcf', 'Sm3', '1000m3-ru20', '1000m3-s15', 'tonne-co2e', 'tonne-methane', 'value'] as const;
const pollutant = z.strictObject({ id: z.string(), tonnesPer1000m3: notNegative, ratePerTonne: notNegative });
const ladderBlock = z.strictObject({ firstMonth: notNegative, factor: positive, cap: notNegative });
const ALWAYS = 0 as Instant;

/** What `netback calc flare-charge` takes: volumes of a period, and a law by name or by its terms. */
export const flareTerms = z.strictObject({
  regime: input('', 'id of data/regimes; without it the terms below', z.string()).optional(),
  at: input('date', 'day on which the law is read', z.iso.date()).default('2026-01-01'),
  flared: input('unit', 'flared in the period', notNegative).default(0),
  flaredByCause: input('unit', 'the same by cause', z.partialRecord(z.enum(FLARE_CAUSES), notNegative)).optional(),
  produced: input('unit', 'associated gas produced', notNegative).optional(),
  vented: input('unit', 'vented', notNegative).default(0),
  fuel: input('unit', 'burnt in engines', notNegative).default(0),
  captured: input('unit', 'sold, used and mined', notNegative).optional(),
  unit: input('', 'of the volumes', z.enum(UNITS)).default('Mcf'),
  base: input('', 'reference state of the volumes', z.enum(BASES)).default('us60-14.696'),
  days: input('days', 'of the period', positive).default(30),
  oilBblPerDay: input('bbl/day', 'selects the tier', notNegative).optional(),
  conditions: input('', CONDITIONS.join(', '), z.array(z.enum(CONDITIONS))).default([]),
  monthsInBreach: input('months', 'in a row before this one', z.int().nonnegative()).default(0),
  creditedSpend: input('currency', 'own spending that the law credits', notNegative).default(0),
  scenario: input('', 'charge a row that is only a scenario', z.boolean()).default(false),
  perUsd: input('currency/USD', 'exchange rate', positive).optional(),
  composition: input('mole fractions', 'of the gas, for a charge by the tonne', composition).optional(),
  flareDestruction: input('1', 'of the flare, for a charge by the tonne', fraction).optional(),
  unlitFraction: input('1', 'share of the volume that passes an unlit flare', fraction).default(0),
  engineSlipFraction: input('1', 'of the engines, for a charge on fuel by the tonne', fraction).optional(),
  gwpMethane: input('t CO2e/t', 'for a charge by the tonne of CO2e', positive).optional(),
  flaredTonnes: input(
    't',
    'emitted by what is flared, of CO2e or of methane as the charge counts; instead of a composition, and of a volume',
    notNegative,
  ).optional(),
  valueUsdPerMcf: input('USD/Mcf', 'of the gas, for a royalty', notNegative).optional(),
  currency: input('', 'of the explicit rate', z.string().length(3)).default('USD'),
  rate: input('currency per ratePer', 'explicit rate', notNegative).optional(),
  ratePer: input('', 'unit of the rate; value = fraction of the value of the gas', z.enum(RATE_UNITS)).default('Mcf'),
  pollutants: input('t/1000 m³ (20 °C), currency/t', 'explicit rate by pollutant', z.array(pollutant)).optional(),
  index: input('1', 'on the explicit rate', positive).default(1),
  limitFraction: input('1', 'of produced, free of the multiplier', fraction).optional(),
  limitMcfPerDay: input('Mcf/day', 'free of the multiplier', notNegative).optional(),
  limitMcfPerBbl: input('Mcf/bbl', 'of oil, free of the multiplier', notNegative).optional(),
  captureGoalFraction: input(
    '1',
    'of produced that is to be captured; what is missing is above the limit',
    fraction,
  ).optional(),
  factorAbove: input('1', 'on the part above the limit', notNegative).default(1),
  cap: input('currency', 'the most that a period costs', notNegative).optional(),
  creditFraction: input('1', 'of the charge that credited spending may pay', fraction).optional(),
  ladder: input('currency', 'firstMonth, factor, cap of a monthly penalty', ladderBlock).optional(),
});
export type Given = z.output<typeof flareTerms>;

/** The terms of the input as a law of one row that always holds. */
export function explicitRegime(given: Given): FlaringRegime {
  const shared = { on: 'all', stream: 'flared', indices: dated(given.index) } as const;
  const charges: Charge[] = [];
  if (given.rate !== undefined) {
    charges.push({ ...shared, name: 'rate', basis: basisOf(given.ratePer, given.rate) });
  }
  if (given.pollutants !== undefined) {
    const pollutants = given.pollutants.map(({ ratePerTonne, ...one }) => ({
      ...one,
      ratesPerTonne: dated(ratePerTonne),
    }));
    charges.push({ ...shared, name: 'pollutants', basis: { type: 'tonne-pollutant', pollutants } });
  }
  const row: RegimeRow = {
    from: ALWAYS,
    to: null,
    status: 'in-force',
    confidence: 'high',
    sourceTitle: 'the input',
    sourceUrl: null,
    retrieved: given.at,
    note: null,
    isScenario: false,
    appliesTo: ['flared'],
    excludedCauses: [],
    threshold: thresholdOf(given),
    charges,
    multipliers: [{ when: 'over-limit', factors: dated(given.factorAbove) }],
    ladder: given.ladder ?? null,
    numerator: null,
    notProducedCauses: [],
    caps: given.cap === undefined ? [] : dated(given.cap),
    creditFractions: given.creditFraction === undefined ? [] : dated(given.creditFraction),
    nonMonetary: [],
  };
  return {
    id: 'input',
    jurisdiction: 'the input',
    currency: given.currency,
    scope: 'site',
    period: 'month',
    rows: [row],
  };
}

/** A figure of the input holds on every day. */
function dated(value: number) {
  return [{ from: ALWAYS, value }];
}

function thresholdOf(given: Given): RegimeRow['threshold'] {
  if (given.limitFraction !== undefined) return { type: 'share-of-produced', fractions: dated(given.limitFraction) };
  if (given.captureGoalFraction !== undefined)
    return { type: 'capture-goal', fractions: dated(given.captureGoalFraction) };
  if (given.limitMcfPerBbl !== undefined) return { type: 'volume-per-barrel', mcfPerBbl: dated(given.limitMcfPerBbl) };
  if (given.limitMcfPerDay !== undefined) return { type: 'volume-per-day', mcfPerDay: dated(given.limitMcfPerDay) };
  return { type: 'none' };
}

function basisOf(per: Given['ratePer'], rate: number): ChargeBasis {
  const rates = dated(rate);
  switch (per) {
    case 'tonne-co2e':
    case 'tonne-methane':
      return { type: per, rates };
    case 'value':
      return { type: 'royalty-on-value', fractions: rates };
    default:
      return { type: 'volume', per, tiers: [{ oilBblPerDayAtLeast: 0, rates }] };
  }
}
