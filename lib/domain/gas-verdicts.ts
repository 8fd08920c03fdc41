import { type AlertState, isOpen } from './alerts/alert-state.ts';
import { type FlaringRiseVerdict, judgeFlaringRise, newestFlareAt, unknownFlaringRise } from './alerts/flaring-rise.ts';
import { isMining } from './alerts/gain-rules.ts';
import { evaluateMassBalance } from './alerts/mass-balance.ts';
import type { SiteRuleId } from './alerts/rule.ts';
import type { TickEvaluation } from './alerts/state.ts';
import type { SiteModel } from './economics/site-model.ts';
import type { GasInForce, GasState } from './gas/report.ts';
import type { Instant } from './instant.ts';
import { lastKeptWith } from './kept-with.ts';

/** What the rules that rest on nothing but a site's gas make of it. */
export type GasVerdicts = { readonly flaring: FlaringRiseVerdict; readonly balance: TickEvaluation };

/**
 * Flaring-rise and mass-balance at a tick. Besides the age of the flare figures only a report, the
 * end of a period or an episode moves them: between two of those they are the verdicts of before.
 * `frozenBaselineMcfPerDay` = that of the site's item; null = none.
 */
export function gasVerdicts(
  model: SiteModel,
  state: GasState,
  gas: GasInForce,
  before: Readonly<Record<SiteRuleId, AlertState>>,
  frozenBaselineMcfPerDay: number | null,
  at: Instant,
): GasVerdicts {
  const isRising = isOpen(before['flaring-rise']);
  const frozen = isRising ? frozenBaselineMcfPerDay : null;
  const judged = judgedOf(state, model, gas, isRising, frozen, isOpen(before['mass-balance']));
  const isStale = at - judged.newestFlareAt >= model.site.reports.staleAfterSeconds;
  return isStale ? judged.whenStale : judged.whenFresh;
}

type Judged = {
  readonly newestFlareAt: number;
  readonly whenFresh: GasVerdicts;
  /** With flare figures that are too old to be judged. */
  readonly whenStale: GasVerdicts;
};

/** Kept with the gas state, which lives no longer than the site's item: ten thousand of them are never held at once. */
const judgedOf = lastKeptWith(
  (
    state: GasState,
    model: SiteModel,
    gas: GasInForce,
    isRising: boolean,
    frozen: number | null,
    isUnbalanced: boolean,
  ): Judged => {
    const { fuelIncludesMining, reports, rules } = model.site;
    const { cadence } = reports;
    const balance = evaluateMassBalance({ state, gas, cadence, fuelIncludesMining }, isUnbalanced, rules.massBalance);
    const flaring = judgeFlaringRise({
      gas: state,
      cadence,
      producedMcfPerDay: gas.produced.mcfPerDay,
      permitLimitMcfPerDay: model.permitLimitMcfPerDay,
      frozenBaselineMcfPerDay: frozen,
      active: isRising,
      isMiningStopped: isMining(gas) === false,
      settings: rules.flaringRise,
    });
    return {
      newestFlareAt: newestFlareAt(state, cadence),
      whenFresh: { flaring, balance },
      whenStale: { flaring: unknownFlaringRise(frozen), balance },
    };
  },
);
