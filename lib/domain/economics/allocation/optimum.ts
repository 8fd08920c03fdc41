import type { GasInForce } from '../../gas/report.ts';
import { keptWith } from '../../kept-with.ts';
import type { MarketRow } from '../../market/market.ts';
import type { FleetModel } from '../fleet.ts';
import type { SiteModel } from '../site-model.ts';
import type { Action } from './action.ts';
import { asicBreakpoints } from './breakpoints.ts';
import { type SiteConditions, siteConditions } from './conditions.ts';
import { bestUseOf, flaredOf, worthOfRest } from './outlets.ts';
import { isRunAsAdvised, runningKwhPerDay } from './running-now.ts';

/** The best that a site could do with all of its gas, and what that asks for. */
export type SiteOptimum = {
  /** Worth of the day's gas at the optimum, USD/day: mining margin + best use of the rest. */
  readonly optimumUsdPerDay: number | null;
  readonly optimum: {
    readonly mine: number | null;
    readonly sell: number | null;
    readonly inject: number | null;
    readonly flare: number | null;
    readonly shutIn: number | null;
    /** Models at work, in merit order; the last may run in part. */
    readonly minersOn: readonly string[];
  };
  /** What each class adds while all run: W(all) − W(all without it). */
  readonly classes: readonly { readonly model: string; readonly usdPerDay: number | null }[];
  /** Optimum − what runs now. */
  readonly gainUsdPerDay: number | null;
  readonly action: Action;
};

/** One way to run the site: energy at the plugs, gas used and left, worth of the whole gas. */
export type Plan = {
  readonly asicKwhPerDay: number;
  readonly usedMcf: number;
  readonly usd: number;
  readonly restMcf: number;
};

/** Differences below this are rounding, not a reason to act, USD/day. */
const NOT_WORTH_ACTING = 1e-6;

/**
 * How the site's gas is best used (docs/method.md#M13): W(e) = mining margin with the miners of the
 * first e kWh of the merit order + best use of what gas they leave. W is linear between the points
 * where a class is complete, a generator starts, a limit is reached or an outlet is full; it is
 * looked at on both sides of each of them, which is exact up to 500 such points. No mining saves the
 * avoidable site cost. What runs now: the `mining` stream in force; never reported counts as all on.
 */
export function siteOptimum(model: SiteModel, row: MarketRow, gas: GasInForce): SiteOptimum {
  const conditions = siteConditions(model, row, gas);
  if (conditions === null) return unknownOptimum(model);
  const { fleet } = model;
  const plan = (some: FleetModel, asicKwhPerDay: number): Plan | null => planOf(conditions, some, asicKwhPerDay);
  const all = plan(fleet, fleet.asicKwhPerDay);
  const none = plan(fleet, 0);
  const thought = thoughtToRun(runningKwhPerDay(gas, fleet, conditions), all, none, (kwh) => plan(fleet, kwh));
  const best = bestPlan(model, conditions, thought.plan);
  const isBound = none === null && conditions.rest.isShutInUnknown;
  const rest = best === null ? null : bestUseOf(conditions.rest, best.restMcf)?.mcfPerDay;
  if (best === null || !rest) return { ...unknownOptimum(model), action: isBound ? 'must-run' : 'unknown' };
  const now = isRunAsAdvised(gas, best, thought.plan) ? { ...thought, plan: best } : thought;
  const gain = now.plan === null ? null : Math.max(0, best.usd - now.plan.usd);
  return {
    optimumUsdPerDay: best.usd,
    optimum: {
      mine: best.usedMcf,
      sell: rest.sell ?? 0,
      inject: rest.inject ?? 0,
      flare: flaredOf(rest),
      shutIn: rest['shut-in'] ?? 0,
      minersOn: best.usedMcf > 0 ? minersOn(fleet, best.asicKwhPerDay) : [],
    },
    classes: classValues(model, all, (rest) => plan(rest, rest.asicKwhPerDay)),
    gainUsdPerDay: gain,
    action: isBound ? 'must-run' : worthRestarting(actionOf(now, best), gain, model.restartUsdPerDay),
  };
}

/** The plan of the highest worth; `favoured` stands while none beats it by more than rounding. Null = none is possible. */
export function bestPlan(model: SiteModel, conditions: SiteConditions, favoured: Plan | null): Plan | null {
  const { fleet } = model;
  const energies = [fleet.asicKwhPerDay, 0, ...asicBreakpoints(model, conditions)];
  let best = favoured;
  for (const energy of energies) {
    const one = planOf(conditions, fleet, energy);
    if (one !== null && (best === null || one.usd > best.usd + NOT_WORTH_ACTING)) best = one;
  }
  return best;
}

function planOf(conditions: SiteConditions, fleet: FleetModel, asicKwhPerDay: number): Plan | null {
  const run = asicKwhPerDay <= 0 ? null : conditions.run(fleet, asicKwhPerDay);
  const usedMcf = run?.usedMcf ?? 0;
  const restMcf = Math.max(0, conditions.availableMcf - usedMcf);
  const restUsd = worthOfRest(conditions.rest, restMcf);
  if (restUsd === null) return null;
  return { asicKwhPerDay: run?.asicKwhPerDay ?? 0, usedMcf, usd: (run?.marginUsd ?? 0) + restUsd, restMcf };
}

type Now = { readonly plan: Plan | null; readonly isRunning: boolean | null };

function thoughtToRun(
  kwhPerDay: number | null,
  all: Plan | null,
  none: Plan | null,
  plan: (asicKwhPerDay: number) => Plan | null,
): Now {
  if (kwhPerDay === null) return { plan: null, isRunning: null };
  if (kwhPerDay === 0) return { plan: none, isRunning: false };
  const isAll = all !== null && all.asicKwhPerDay <= kwhPerDay;
  return { plan: isAll ? all : plan(kwhPerDay), isRunning: true };
}

function actionOf(now: Now, best: Plan): Action {
  if (now.isRunning === null) return 'unknown';
  if (best === now.plan) return 'keep';
  if (best.usedMcf === 0) return now.isRunning ? 'stop' : 'keep';
  const isMore = now.plan !== null && best.usedMcf > now.plan.usedMcf;
  return now.isRunning && !isMore ? 'stop-part' : 'start';
}

/** What gains less than a restart costs is left as it is (method H7). */
function worthRestarting(action: Action, gain: number | null, restartUsdPerDay: number): Action {
  return gain !== null && restartUsdPerDay > 0 && gain <= restartUsdPerDay && action !== 'unknown' ? 'keep' : action;
}

/** Models in merit order that get energy. */
function minersOn(fleet: FleetModel, asicKwhPerDay: number): readonly string[] {
  const names: string[] = [];
  let left = asicKwhPerDay;
  for (const one of fleet.classes) {
    if (left <= 0) break;
    if (!names.includes(one.name)) names.push(one.name);
    left -= one.asicKwhPerDay;
  }
  return names;
}

function classValues(
  model: SiteModel,
  all: Plan | null,
  planWith: (fleet: FleetModel) => Plan | null,
): SiteOptimum['classes'] {
  return fleetsWithoutOne(model.fleet).map(({ name, others }) => {
    const without = planWith(others);
    return { model: name, usdPerDay: all === null || without === null ? null : all.usd - without.usd };
  });
}

/** For each class the fleet without it. */
const fleetsWithoutOne: (fleet: FleetModel) => readonly { readonly name: string; readonly others: FleetModel }[] =
  keptWith((fleet) =>
    fleet.classes.map((one) => {
      const classes = fleet.classes.filter((other) => other !== one);
      const asicKwhPerDay = classes.reduce((sum, other) => sum + other.asicKwhPerDay, 0);
      return { name: one.name, others: { ...fleet, classes, asicKwhPerDay } };
    }),
  );

/** Nothing is known of the best use. */
export function unknownOptimum(model: SiteModel): SiteOptimum {
  return {
    optimumUsdPerDay: null,
    optimum: { mine: null, sell: null, inject: null, flare: null, shutIn: null, minersOn: [] },
    classes: model.fleet.classes.map((one) => ({ model: one.name, usdPerDay: null })),
    gainUsdPerDay: null,
    action: 'unknown',
  };
}
