import type { GasInForce } from '../../gas/report.ts';
import { US60, volumeFactor } from '../../gas/volume.ts';
import { type Instant, SECONDS_PER_DAY } from '../../instant.ts';
import { keptWith, lastKeptWith } from '../../kept-with.ts';
import type { MarketRow } from '../../market/market.ts';
import { as } from '../../units.ts';
import { emissionsPerMcf, siteCo2eTonnes } from '../emissions/per-mcf.ts';
import { mmbtuPerMcf } from '../margin.ts';
import type { SiteModel } from '../site-model.ts';
import { type GasFacts, type PeriodFacts, UNKNOWN_GAS } from './facts.ts';
import { periodOf } from './marginal.ts';
import type { GasOfScope, PeriodToDate } from './period-to-date.ts';
import { FLARE_CAUSES, type FlareCause, type FlaringRegime } from './regime.ts';

/** A law's period as expected at its end, and how it was come by. */
export type ExpectedPeriod = {
  readonly facts: PeriodFacts;
  /** The producer's books that it begins with; null = the site's rates stand for the whole period. */
  readonly books: PeriodToDate | null;
};

/**
 * What the law's period is expected to hold at its end (method H4): the producer's books up to their
 * last day, then this site at the rates of the report in force and the scope's other sites at theirs.
 * Without books of this period, today's rates of the site stand for all of it.
 *
 * Example: on 2 July the books say 100 Mcf flared of 1,000 through 1 July; the site flares 1 of 10
 * a day: at the end of the year 100 + 184 × 1 = 284 flared of 1,000 + 184 × 10 = 2,840.
 */
export function expectedPeriod(
  model: SiteModel,
  regime: FlaringRegime,
  row: MarketRow,
  gas: GasInForce,
  at: Instant,
): ExpectedPeriod {
  const { from, to } = periodOf(regime, at);
  const books = booksAt(model.site.flare.periodToDate ?? [], from, at);
  const valueUsdPerMcf = chargesOnValue(regime) ? gasValueUsdPerMcf(model, row) : null;
  return workOut(model, gas, from, to, books, valueUsdPerMcf);
}

/** The value of the gas changes with every price, and most laws do not ask for it. */
const chargesOnValue: (regime: FlaringRegime) => boolean = keptWith(({ rows }) =>
  rows.some(({ charges }) => charges.some(({ basis }) => basis.type === 'royalty-on-value')),
);

/** The same until a report, a period, the books or the gas's value change. */
const workOut = lastKeptWith(
  (
    model: SiteModel,
    gas: GasInForce,
    from: Instant,
    to: Instant,
    books: PeriodToDate | null,
    valueUsdPerMcf: number | null,
  ): ExpectedPeriod => {
    const { flare, gas: terms } = model.site;
    const days = (to - from) / SECONDS_PER_DAY;
    const daysAtRates = (to - (books?.through ?? from)) / SECONDS_PER_DAY;
    const parts: readonly (readonly [GasOfScope, number])[] =
      books === null
        ? [[siteRates(model, gas), days]]
        : [
            [inUs60(books.mcf, volumeFactor(terms.volumeBase, US60)), 1],
            [inUs60(books.otherSitesMcfPerDay, volumeFactor(terms.volumeBase, US60)), daysAtRates],
            [siteRates(model, gas), daysAtRates],
          ];
    const sum = summed(parts);
    const facts: PeriodFacts = {
      days,
      producedMcf: sum.produced,
      flaredMcfByCause: sum.flaredByCause,
      ventedMcf: sum.vented,
      fuelMcf: sum.fuel,
      capturedMcf: sum.captured,
      oilBbl: flare.oilBblPerDay === null ? null : flare.oilBblPerDay * days,
      oilBblPerDay: flare.oilBblPerDay,
      conditions: new Set(flare.conditions),
      gas: gasFacts(model, valueUsdPerMcf),
      monthsInBreach: books?.monthsInBreach ?? 0,
      creditedSpend: books?.creditedSpend ?? 0,
      chargeScenario: flare.isScenarioCharged,
    };
    return { facts, books };
  },
);

/** The newest books of this period that were closed by now. */
function booksAt(books: readonly PeriodToDate[], from: Instant, at: Instant): PeriodToDate | null {
  return books.findLast(({ through }) => through > from && through <= at) ?? null;
}

/** Mcf a day of each use at 60 °F, 14.696 psia, by the report in force. */
function siteRates(model: SiteModel, gas: GasInForce): GasOfScope {
  const rate = (stream: keyof GasInForce): number | null => (gas[stream].everReported ? gas[stream].mcfPerDay : 0);
  const fuel = rate('fuel') ?? 0;
  const mined = model.fuelIncludesMining ? 0 : (rate('mining') ?? 0);
  const uses = [rate('sold'), rate('fuel'), rate('injected')];
  const captured = uses.reduce<number | null>((all, one) => (all === null || one === null ? null : all + one), 0);
  return {
    produced: gas.produced.everReported ? gas.produced.mcfPerDay : null,
    flaredByCause: { [causeInForce(gas)]: rate('flared') ?? 0 },
    vented: rate('vented') ?? 0,
    fuel: fuel + mined,
    captured: captured === null ? null : captured + mined,
  };
}

/** Why the flare in force burns, as its report says; routine and unstated causes count alike. */
export function causeInForce({ flared }: GasInForce): FlareCause {
  return FLARE_CAUSES.find((cause) => cause === flared.row?.cause) ?? 'unknown';
}

function inUs60(gas: GasOfScope, factor: number): GasOfScope {
  return summed([[gas, factor]]);
}

/** Σ gas × weight; produced or captured is known where every part that has weight knows it. */
function summed(parts: readonly (readonly [GasOfScope, number])[]): GasOfScope {
  const over = (of: (gas: GasOfScope) => number): number =>
    parts.reduce((sum, [gas, weight]) => sum + of(gas) * weight, 0);
  const known = (of: (gas: GasOfScope) => number | null): number | null =>
    parts.reduce<number | null>((sum, [gas, weight]) => {
      const value = of(gas);
      if (sum === null || weight === 0) return sum;
      return value === null ? null : sum + value * weight;
    }, 0);
  const causes = new Set(
    parts.flatMap(([gas]) => Object.keys(gas.flaredByCause) as (keyof GasOfScope['flaredByCause'])[]),
  );
  return {
    produced: known((gas) => gas.produced),
    flaredByCause: Object.fromEntries(
      [...causes].map((cause) => [cause, over((gas) => gas.flaredByCause[cause] ?? 0)]),
    ),
    vented: over((gas) => gas.vented),
    fuel: over((gas) => gas.fuel),
    captured: known((gas) => gas.captured),
  };
}

function gasValueUsdPerMcf(model: SiteModel, row: MarketRow): number | null {
  const { sell } = model.site;
  const index = sell === null ? null : (row.gasIndexUsdPerMmbtu[sell.index] ?? null);
  if (index === null || sell === null) return null;
  return (index + sell.basisUsdPerMmbtu) * mmbtuPerMcf(as('btuPerScf', model.hhvBtuPerScf));
}

/** Emissions of one Mcf in each use; all null without a composition. */
function gasFacts({ site, hhvBtuPerScf }: SiteModel, valueUsdPerMcf: number | null): GasFacts {
  const emitted = emissionsPerMcf(site, hhvBtuPerScf);
  if (emitted === null) return { ...UNKNOWN_GAS, valueUsdPerMcf };
  const { flared, vented, mined } = emitted;
  return {
    tonnesCo2ePerMcfFlared: siteCo2eTonnes(site, flared),
    tonnesCo2ePerMcfVented: siteCo2eTonnes(site, vented),
    tonnesCo2ePerMcfFuel: siteCo2eTonnes(site, mined),
    tonnesMethanePerMcfFlared: flared.methaneTonnes,
    tonnesMethanePerMcfVented: vented.methaneTonnes,
    tonnesMethanePerMcfFuel: mined.methaneTonnes,
    valueUsdPerMcf,
  };
}
