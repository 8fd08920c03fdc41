import type { GasInForce } from '../../gas/report.ts';
import type { MissingInput } from '../../history/point.ts';
import type { Instant } from '../../instant.ts';
import { keptWith, lastKeptWith } from '../../kept-with.ts';
import type { MarketRow } from '../../market/market.ts';
import { type SiteOptimum, siteOptimum, unknownOptimum } from '../allocation/optimum.ts';
import { modelAt } from '../dated-terms.ts';
import { evaluateSite } from '../evaluate.ts';
import type { Evaluation, Step } from '../evaluation.ts';
import { type ExplainedEvaluation, explainSite } from '../explain.ts';
import { gasAvailable, heatingValueRatio } from '../gas-available.ts';
import { operate } from '../operation.ts';
import type { SiteModel } from '../site-model.ts';
import { withUnknown } from '../unknown.ts';
import { causeInForce, type ExpectedPeriod, expectedPeriod } from './expected-period.ts';
import { flareTiers } from './flare-tiers.ts';
import { marginalCharge, remainingDays } from './marginal.ts';
import type { FlaringRegime } from './regime.ts';

/** Units of a currency per USD; null = unknown. */
export type UsdRates = (currency: string) => number | null;

/** A site model with the law's charges in it: at one price where the law is known, else at both ends. */
type ModelsUnderLaw =
  | { readonly kind: 'known'; readonly model: SiteModel }
  | { readonly kind: 'interval'; readonly low: SiteModel; readonly high: SiteModel; readonly reason: string }
  | { readonly kind: 'unknown'; readonly model: SiteModel; readonly reason: string };

/**
 * The charge of the site's flaring regime on the gas that mining uses, added to what flaring it
 * costs, and to what burning it in engines costs where the law charges that too. The cost is that of
 * flaring this gas until the end of the regime's period (method H4; expected-period.ts). docs/regimes.md.
 */
function modelsUnderLaw(
  undated: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  at: Instant,
  rates: UsdRates,
): ModelsUnderLaw {
  const model = modelAt(undated, at);
  const { regime } = model;
  if (regime === null) return { kind: 'known', model };
  const usdRate = usdRateOf(regime, rates);
  if (usdRate === null) return { kind: 'unknown', model, reason: `no rate of ${regime.currency} per USD` };
  const used = usedMcfPerDay(model, gas);
  const { facts } = expectedPeriod(model, regime, row, gas, at);
  const charge = marginalCharge(regime, facts, used, remainingDays(regime, at), at, usdRate);
  if (charge.kind === 'known')
    return { kind: 'known', model: charged(model, charge.perMcf, charge.perMcfFuel, usdRate) };
  if (charge.kind === 'unknown' || charge.highPerMcf === null) return { kind: 'unknown', model, reason: charge.reason };
  return {
    kind: 'interval',
    low: withCharges(model, charge.lowPerMcf, 0, usdRate),
    high: charged(model, charge.highPerMcf, charge.highPerMcfFuel, usdRate),
    reason: charge.reason,
  };
}

/** Units of the law's currency per USD; null = unknown. */
function usdRateOf({ currency }: FlaringRegime, rates: UsdRates): number | null {
  return currency === 'USD' ? 1 : rates(currency);
}

/** The model with a law's charges, in its currency per Mcf, on flaring and on fuel: null = not known. */
function withCharges(model: SiteModel, flared: number, fuel: number | null, usdRate: number): SiteModel {
  if (flared === 0 && fuel === 0) return model;
  const { flareChargeUsdPerMcf, carbonUsdPerMcfMined: carbon } = model;
  return {
    ...model,
    flareChargeUsdPerMcf: flareChargeUsdPerMcf + flared / usdRate,
    carbonUsdPerMcfMined: carbon === null || fuel === null ? null : carbon + fuel / usdRate,
  };
}

/** Most laws charge the same from tick to tick, and what is kept with a model stays with it. */
const charged = lastKeptWith(withCharges);

/**
 * `evaluateSite` under the site's flaring regime. Where the law gives an interval, the best use and
 * the advantage are published while both ends agree on them (the advantage is the one nearer to
 * zero), and the worth of flaring is unknown; where they do not agree, and where the law is not
 * known at all, best and advantage are unknown too. `regime` (or `fx`) is then among the missing.
 */
export function evaluateUnderLaw(
  model: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  at: Instant,
  rates: UsdRates,
): Evaluation {
  return evaluateBy(modelsUnderLaw(model, row, gas, at, rates), model, row, gas, rates);
}

function evaluateBy(
  law: ModelsUnderLaw,
  model: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  rates: UsdRates,
): Evaluation {
  if (law.kind === 'known') return evaluateSite(law.model, row, gas);
  if (law.kind === 'unknown') return lacking(evaluateSite(law.model, row, gas), model, rates);
  const [low, high] = [evaluateSite(law.low, row, gas), evaluateSite(law.high, row, gas)];
  return lacking(low, model, rates, agreedOn(low, high));
}

/** What both ends of an interval agree on; null where they do not. */
function agreedOn(low: Evaluation, high: Evaluation): Pick<Evaluation, 'best' | 'advantageUsdPerDay'> | null {
  if (low.best !== high.best || low.best === 'unknown') return null;
  const [a, b] = [low.advantageUsdPerDay, high.advantageUsdPerDay];
  if (a === null || b === null || Math.sign(a) !== Math.sign(b)) return null;
  return { best: low.best, advantageUsdPerDay: Math.abs(a) <= Math.abs(b) ? a : b };
}

/** The optimum under the law and its tiers (flare-tiers.ts); unknown where the law is not known to one price. */
export function optimumUnderLaw(
  model: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  at: Instant,
  rates: UsdRates,
): SiteOptimum {
  const law = modelsUnderLaw(model, row, gas, at, rates);
  return law.kind === 'known'
    ? siteOptimum(withTiers(law.model, model, row, gas, at, rates), row, gas)
    : unknownOptimum(model);
}

/**
 * The model that the optimum is sought with: where the law charges the flare by tiers, they stand in place
 * of the mean over the gas that mining uses. What flares more or less than that pays what it pays.
 */
function withTiers(
  charged: SiteModel,
  undated: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  at: Instant,
  rates: UsdRates,
): SiteModel {
  const dated = modelAt(undated, at);
  const { regime, flareChargeUsdPerMcf } = dated;
  if (regime === null || charged.perspective === 'miner') return charged;
  const usdRate = usdRateOf(regime, rates);
  const mostMcfPerDay = gasAvailable(charged, gas);
  if (usdRate === null || mostMcfPerDay === null) return charged;
  const { facts } = expectedPeriod(dated, regime, row, gas, at);
  const reportedMcfPerDay = (gas.flared.everReported ? gas.flared.mcfPerDay : 0) ?? 0;
  const site = { reportedMcfPerDay, cause: causeInForce(gas), mostMcfPerDay };
  const tiers = flareTiers(regime, facts, site, remainingDays(regime, at), at, usdRate);
  if (tiers === null) return charged;
  const inUsd = tiers.map(({ mcfPerDay, perMcf, perDay }) => ({
    mcfPerDay,
    usdPerMcf: perMcf / usdRate,
    usdPerDay: perDay / usdRate,
  }));
  return { ...charged, flareChargeUsdPerMcf, flareTiers: inUsd };
}

/** `explainSite` under the law: the figures of `evaluateUnderLaw`, and a step for what the regime charges. */
export function explainUnderLaw(
  model: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  at: Instant,
  rates: UsdRates,
): ExplainedEvaluation {
  const law = modelsUnderLaw(model, row, gas, at, rates);
  const shown = law.kind === 'interval' ? law.low : law.model;
  const evaluation = evaluateBy(law, model, row, gas, rates);
  const tiered = law.kind === 'known' ? withTiers(law.model, model, row, gas, at, rates) : shown;
  const optimum = law.kind === 'known' ? siteOptimum(tiered, row, gas) : unknownOptimum(model);
  const explained = explainSite(shown, row, gas, evaluation, optimum, tiered);
  if (model.regime === null) return explained;
  const expected = expectedPeriod(model, model.regime, row, gas, at);
  const steps = [...explained.steps, ...regimeSteps(model, law, expected, tiered.flareTiers)].map((step, index) => ({
    ...step,
    id: index + 1,
  }));
  return { ...explained, steps };
}

function regimeSteps(
  model: SiteModel,
  law: ModelsUnderLaw,
  { facts, books }: ExpectedPeriod,
  tiers: SiteModel['flareTiers'],
): readonly Step[] {
  const charge = (under: SiteModel): number => under.flareChargeUsdPerMcf - model.flareChargeUsdPerMcf;
  const step = (name: string, value: number | string | null, unit: string, formula: string): Step => ({
    id: 0,
    name,
    value,
    unit,
    formula,
    method: 'docs/regimes.md',
  });
  const formula = '(charge of the period with this gas flared − without) ÷ this gas, ÷ rate of the currency';
  const flared = Object.values(facts.flaredMcfByCause).reduce((sum, mcf) => sum + mcf, 0);
  const how = books === null ? 'rates in force × days of the period' : 'books to date + rates in force × days left';
  const period = [
    step('regimePeriodFlaredMcf', flared, 'Mcf', how),
    step('regimePeriodProducedMcf', facts.producedMcf, 'Mcf', how),
  ];
  if (law.kind === 'known')
    return [
      ...period,
      step('regimeChargeUsdPerMcf', charge(law.model), 'USD/Mcf', formula),
      ...(tiers === null ? [] : [step('regimeChargeTiers', tiersText(tiers), 'USD/Mcf', TIERS_FORMULA)]),
    ];
  return [
    ...period,
    step('regimeChargeUsdPerMcf', null, 'USD/Mcf', formula),
    ...(law.kind === 'interval'
      ? [step('regimeChargeUsdPerMcfAtMost', charge(law.high), 'USD/Mcf', 'the dearest rate ever known')]
      : []),
    step('regimeReason', law.reason, '', 'why the law is not known to one price'),
  ];
}

const TIERS_FORMULA = 'what the optimum pays for flaring, by Mcf a day from the first on';

/** `50 Mcf at 1, beyond at 25 and 500 a day`. */
function tiersText(tiers: NonNullable<SiteModel['flareTiers']>): string {
  const short = (value: number): string => String(Number(value.toPrecision(6)));
  return tiers
    .map(({ mcfPerDay, usdPerMcf, usdPerDay }) => {
      const once = usdPerDay === 0 ? '' : ` and ${short(usdPerDay)} a day`;
      return `${mcfPerDay === null ? 'beyond' : `${short(mcfPerDay)} Mcf`} at ${short(usdPerMcf)}${once}`;
    })
    .join(', ');
}

function lacking(
  worked: Evaluation,
  model: SiteModel,
  rates: UsdRates,
  known: Partial<Evaluation> | null = null,
): Evaluation {
  const { regime } = model;
  const isRateUnknown = regime !== null && usdRateOf(regime, rates) === null;
  const inputs = regime !== null && chargesFuel(regime) ? FLARE_AND_FUEL : FLARE;
  return withUnknown(worked, inputs, withOneMore(worked.missing, isRateUnknown ? FX : REGIME), known);
}

const FX: readonly MissingInput[] = ['fx'];
const REGIME: readonly MissingInput[] = ['regime'];

/** Mostly nothing else is missing: then the very list of the one. */
function withOneMore(missing: readonly MissingInput[], one: readonly MissingInput[]): readonly MissingInput[] {
  if (missing.length === 0) return one;
  return one.every((name) => missing.includes(name)) ? missing : [...missing, ...one];
}

type Charged = 'flare' | 'mine-carbon';
const FLARE: ReadonlySet<Charged> = new Set(['flare']);
const FLARE_AND_FUEL: ReadonlySet<Charged> = new Set(['flare', 'mine-carbon']);

const chargesFuel: (regime: FlaringRegime) => boolean = keptWith(({ rows }) =>
  rows.some(({ charges }) => charges.some((charge) => charge.stream === 'fuel')),
);

/** The same until a gas report changes what is available. */
const usedMcfPerDay = lastKeptWith((model: SiteModel, gas: GasInForce): number => {
  const available = gasAvailable(model, gas);
  if (available === null) return 0;
  const lhv = model.lhvBtuPerScf * heatingValueRatio(model.hhvBtuPerScf, gas);
  return operate(model, available, lhv).gasUsedMcfPerDay;
});
