import * as z from 'zod';
import { shippedRegimes } from '#lib/config/regimes.ts';
import { chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import { type PeriodFacts, UNKNOWN_GAS } from '#lib/domain/economics/regime/facts.ts';
import { monthlyPenalty } from '#lib/domain/economics/regime/ladder.ts';
import { type Charge, FLARE_CAUSES, type FlaringRegime, type RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { mcfAtUs60, VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { BASES, calculator, fraction, input, notNegative, positive, UNITS } from './calculator.ts';

const CONDITIONS = ['over-limit', 'no-meter', 'unauthorised', 'arctic-offshore', 'protected-area'] as const;
const RATE_UNITS = ['Mcf', 'Sm3', '1000m3-ru20', '1000m3-s15'] as const;
const pollutant = z.strictObject({ id: z.string(), tonnesPer1000m3: notNegative, ratePerTonne: notNegative });
const ladderBlock = z.strictObject({ firstMonth: notNegative, factor: positive, cap: notNegative });
const ALWAYS = 0 as Instant;
const LADDER_MONTHS = 12;

const inputs = z.strictObject({
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
  currency: input('', 'of the explicit rate', z.string().length(3)).default('USD'),
  rate: input('currency per ratePer', 'explicit rate', notNegative).optional(),
  ratePer: input('', 'unit of the rate', z.enum(RATE_UNITS)).default('Mcf'),
  pollutants: input('t/1000 m³ (20 °C), currency/t', 'explicit rate by pollutant', z.array(pollutant)).optional(),
  index: input('1', 'on the explicit rate', positive).default(1),
  limitFraction: input('1', 'of produced, free of the multiplier', fraction).optional(),
  limitMcfPerDay: input('Mcf/day', 'free of the multiplier', notNegative).optional(),
  factorAbove: input('1', 'on the part above the limit', notNegative).default(1),
  cap: input('currency', 'the most that a period costs', notNegative).optional(),
  creditFraction: input('1', 'of the charge that credited spending may pay', fraction).optional(),
  ladder: input('currency', 'firstMonth, factor, cap of a monthly penalty', ladderBlock).optional(),
});
type Given = z.output<typeof inputs>;

export const flareCharge = calculator({
  name: 'flare-charge',
  what: 'what flaring costs in a period, under a shipped regime or under terms given',
  method: 'M9',
  inputs,
  outputs: {
    kind: ['', 'known, interval (no trusted row: from nothing to the dearest ever known) or unknown'],
    currency: ['', 'of the amounts'],
    amount: ['currency', 'Σ volume × rate × factor + penalty'],
    amountUsd: ['USD', 'amount ÷ currency per USD'],
    penalty: ['currency', 'min(cap, first × factor^(months − 1))'],
    ladder: ['currency', 'the penalty of months 1 to 12 in breach'],
    limit: ['unit', 'free of the multiplier'],
    above: ['unit', 'flared − limit'],
    withinAmount: ['currency', 'part within the limit × rate'],
    aboveAmount: ['currency', 'part above × rate × factor'],
    marginalPerMcf: ['currency/Mcf', 'd amount ÷ d flared'],
    marginalUsdPerMcf: ['USD/Mcf', 'd amount ÷ d flared ÷ currency per USD'],
    marginalPer1000m3: ['currency/1000 m³ (20 °C)', 'd amount ÷ d flared'],
    lowPerMcf: ['currency/Mcf', 'lower end of an interval'],
    highPerMcf: ['currency/Mcf', 'upper end of an interval'],
    reason: ['', 'why it is free, an interval or unknown'],
  },
  example: { regime: 'nigeria', at: '2024-05-01', flared: 30, unit: 'MMcf', oilBblPerDay: 12000 },
  work: (given) => {
    const regime = given.regime === undefined ? explicitRegime(given) : shipped(given.regime);
    const at = (Date.parse(given.at) / 1000) as Instant;
    const usdRate = given.perUsd ?? (regime.currency === 'USD' ? 1 : null);
    const found = chargeOfPeriod(regime, factsOf(given), at, usdRate);
    const perUnit = mcfAtUs60(1, given.unit, VOLUME_BASES[given.base]);
    const perThousand = mcfAtUs60(1, '1000m3', VOLUME_BASES.ru20);
    const ladder = regime.rows.at(-1)?.ladder ?? null;
    const base = {
      ...NOTHING_KNOWN,
      kind: found.kind,
      currency: found.currency,
      reason: found.reason,
      ladder:
        ladder === null ? null : Array.from({ length: LADDER_MONTHS }, (_, month) => monthlyPenalty(ladder, month + 1)),
    };
    if (found.kind === 'interval') return { ...base, lowPerMcf: found.lowPerMcf, highPerMcf: found.highPerMcf };
    if (found.kind === 'unknown') return base;
    const sum = (part: 'within' | 'above'): number =>
      found.parts.filter((one) => one.part === part).reduce((total, one) => total + one.amount, 0);
    return {
      ...base,
      amount: found.amount,
      amountUsd: usdRate === null ? null : found.amount / usdRate,
      penalty: found.penalty,
      limit: found.limitMcf === null ? null : found.limitMcf / perUnit,
      above: found.aboveMcf / perUnit,
      withinAmount: sum('within'),
      aboveAmount: sum('above'),
      marginalPerMcf: found.marginalPerMcfFlared,
      marginalUsdPerMcf: usdRate === null ? null : found.marginalPerMcfFlared / usdRate,
      marginalPer1000m3: found.marginalPerMcfFlared * perThousand,
    };
  },
});

const NOTHING_KNOWN = {
  amount: null,
  amountUsd: null,
  penalty: null,
  limit: null,
  above: null,
  withinAmount: null,
  aboveAmount: null,
  marginalPerMcf: null,
  marginalUsdPerMcf: null,
  marginalPer1000m3: null,
  lowPerMcf: null,
  highPerMcf: null,
};

function shipped(id: string): FlaringRegime {
  const found = shippedRegimes().get(id);
  if (found !== undefined) return found;
  throw new NetbackError('usage', `regime is "${id}"; expected one of ${[...shippedRegimes().keys()].join(', ')}.`);
}

function factsOf(given: Given): PeriodFacts {
  const mcf = (volume: number): number => mcfAtUs60(volume, given.unit, VOLUME_BASES[given.base]);
  const byCause = given.flaredByCause ?? { routine: given.flared };
  return {
    days: given.days,
    producedMcf: given.produced === undefined ? null : mcf(given.produced),
    flaredMcfByCause: Object.fromEntries(Object.entries(byCause).map(([cause, volume]) => [cause, mcf(volume ?? 0)])),
    ventedMcf: mcf(given.vented),
    fuelMcf: mcf(given.fuel),
    capturedMcf: given.captured === undefined ? null : mcf(given.captured),
    oilBbl: given.oilBblPerDay === undefined ? null : given.oilBblPerDay * given.days,
    oilBblPerDay: given.oilBblPerDay ?? null,
    conditions: new Set(given.conditions),
    gas: UNKNOWN_GAS,
    monthsInBreach: given.monthsInBreach,
    creditedSpend: given.creditedSpend,
    chargeScenario: given.scenario,
  };
}

/** The terms of the input as a law of one row that always holds. */
function explicitRegime(given: Given): FlaringRegime {
  const dated = (value: number) => [{ from: ALWAYS, value }];
  const shared = { on: 'all', stream: 'flared', indices: dated(given.index) } as const;
  const charges: Charge[] = [];
  if (given.rate !== undefined) {
    const tiers = [{ oilBblPerDayAtLeast: 0, rates: dated(given.rate) }];
    charges.push({ ...shared, name: 'rate', basis: { type: 'volume', per: given.ratePer, tiers } });
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

function thresholdOf(given: Given): RegimeRow['threshold'] {
  const dated = (value: number) => [{ from: ALWAYS, value }];
  if (given.limitFraction !== undefined) return { type: 'share-of-produced', fractions: dated(given.limitFraction) };
  if (given.limitMcfPerDay !== undefined) return { type: 'volume-per-day', mcfPerDay: dated(given.limitMcfPerDay) };
  return { type: 'none' };
}
