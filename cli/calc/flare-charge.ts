import { shippedRegimes } from '#lib/config/regimes.ts';
import { SCF_PER_MCF } from '#lib/domain/conversions.ts';
import { chargeOfPeriod } from '#lib/domain/economics/regime/charge.ts';
import { type GasFacts, type PeriodFacts, UNKNOWN_GAS } from '#lib/domain/economics/regime/facts.ts';
import { monthlyPenalty } from '#lib/domain/economics/regime/ladder.ts';
import type { FlaringRegime } from '#lib/domain/economics/regime/regime.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { mcfAtUs60, VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { burnedGas } from './burned-gas.ts';
import { calculator } from './calculator.ts';
import { explicitRegime, flareTerms, type Given } from './flare-terms.ts';

const LADDER_MONTHS = 12;

export const flareCharge = calculator({
  name: 'flare-charge',
  what: 'what flaring costs in a period, under a shipped regime or under terms given',
  method: 'M9',
  inputs: flareTerms,
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
    capturedPercent: ['%', 'captured ÷ produced, less what the law does not count as produced'],
    flaredPercent: ['%', '(flared + vented) ÷ produced'],
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
      ...sharesOf(given, regime, at),
      amount: found.amount,
      amountUsd: usdRate === null ? null : found.amount / usdRate,
      penalty: found.penalty,
      limit: found.limitMcf === null ? null : found.limitMcf / perUnit,
      above: found.aboveMcf / perUnit,
      withinAmount: sum('within'),
      aboveAmount: sum('above'),
      ...(isVolumeKnown(given) ? marginalOf(found.marginalPerMcfFlared, usdRate) : {}),
    };
  },
});

function marginalOf(perMcf: number, usdRate: number | null) {
  return {
    marginalPerMcf: perMcf,
    marginalUsdPerMcf: usdRate === null ? null : perMcf / usdRate,
    marginalPer1000m3: perMcf * mcfAtUs60(1, '1000m3', VOLUME_BASES.ru20),
  };
}

function isVolumeKnown({ flared, flaredByCause, flaredTonnes }: Given): boolean {
  return flaredTonnes === undefined || flared > 0 || flaredByCause !== undefined;
}

/** Tonnes alone stand for one unit of gas. */
function flaredOf(given: Given): number {
  const sum = Object.values(given.flaredByCause ?? { all: given.flared }).reduce((all, one) => all + (one ?? 0), 0);
  return isVolumeKnown(given) ? sum : 1;
}

/** What an Mcf of the gas emits and is worth, as far as the input tells. */
function gasOf(given: Given, flaredMcf: number): GasFacts {
  const { flareDestruction, unlitFraction, engineSlipFraction, gwpMethane, flaredTonnes } = given;
  const gas = given.composition === undefined ? null : burnedGas(given.composition as Record<string, number>);
  const perMcf = (destruction: number | undefined, unlit: number) => {
    const emitted = gas === null || destruction === undefined ? null : gas.burn(SCF_PER_MCF, destruction, unlit);
    if (emitted === null) return { methane: null, co2e: null };
    const { methaneTonnes, co2Tonnes } = emitted;
    return { methane: methaneTonnes, co2e: gwpMethane === undefined ? null : co2Tonnes + methaneTonnes * gwpMethane };
  };
  const flared = perMcf(flareDestruction, unlitFraction);
  const vented = perMcf(0, 1);
  const fuel = perMcf(engineSlipFraction === undefined ? undefined : 1 - engineSlipFraction, 0);
  const stated = flaredTonnes === undefined ? null : flaredTonnes / flaredMcf;
  return {
    ...UNKNOWN_GAS,
    tonnesCo2ePerMcfFlared: stated ?? flared.co2e,
    tonnesCo2ePerMcfVented: vented.co2e,
    tonnesCo2ePerMcfFuel: fuel.co2e,
    tonnesMethanePerMcfFlared: stated ?? flared.methane,
    tonnesMethanePerMcfVented: vented.methane,
    tonnesMethanePerMcfFuel: fuel.methane,
    valueUsdPerMcf: given.valueUsdPerMcf ?? null,
  };
}

/** Captured and flared as shares of what was produced; null where that is not given. */
function sharesOf(given: Given, regime: FlaringRegime, at: Instant) {
  const row = regime.rows.findLast(({ from }) => from <= at);
  const notProduced = (row?.notProducedCauses ?? []).reduce(
    (sum, cause) => sum + (given.flaredByCause?.[cause] ?? 0),
    0,
  );
  const produced = (given.produced ?? 0) - notProduced;
  if (produced <= 0) return {};
  const percent = (volume: number | undefined) => (volume === undefined ? null : (volume / produced) * 100);
  return {
    capturedPercent: percent(given.captured),
    flaredPercent: percent(flaredOf(given) - notProduced + given.vented),
  };
}

const NOTHING_KNOWN = {
  capturedPercent: null,
  flaredPercent: null,
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
  const byCause = given.flaredByCause ?? { routine: flaredOf(given) };
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
    gas: gasOf(given, mcf(flaredOf(given))),
    monthsInBreach: given.monthsInBreach,
    creditedSpend: given.creditedSpend,
    chargeScenario: given.scenario,
  };
}
