import { type PeriodFacts, UNKNOWN_GAS } from '#lib/domain/economics/regime/facts.ts';
import { instant } from '#lib/domain/instant.ts';

/** A year of a metered site that flares nothing, changed by what a test is about. */
export function factsOf(change: Partial<PeriodFacts>): PeriodFacts {
  return {
    days: 365,
    producedMcf: 0,
    flaredMcfByCause: {},
    ventedMcf: 0,
    fuelMcf: 0,
    capturedMcf: null,
    oilBbl: null,
    oilBblPerDay: null,
    conditions: new Set(),
    gas: UNKNOWN_GAS,
    monthsInBreach: 0,
    creditedSpend: 0,
    chargeScenario: false,
    ...change,
  };
}

export function day(text: string) {
  return instant(Date.parse(`${text}T00:00:00Z`) / 1000);
}
