import type { GasInForce } from '../gas/report.ts';
import type { MarketRow } from '../market/market.ts';
import { subsidyBtcPerBlock } from '../market/network.ts';
import { type SiteOptimum, siteOptimum } from './allocation/optimum.ts';
import { NO_SHADOW_PRICES, type ShadowPrices, shadowPrices } from './allocation/shadow-prices.ts';
import { contractSteps } from './contract-steps.ts';
import { evaluateSite } from './evaluate.ts';
import type { Evaluation, Step } from './evaluation.ts';
import { executiveSteps } from './executive.ts';
import { FORMULAS } from './formulas.ts';
import { heatingValueRatio } from './gas-available.ts';
import { ratingSteps } from './power/rating-steps.ts';
import type { SiteModel } from './site-model.ts';

/** An evaluation with the way of every figure. */
export type ExplainedEvaluation = {
  readonly evaluation: Evaluation;
  readonly optimum: SiteOptimum;
  readonly shadowPrices: ShadowPrices;
  readonly steps: readonly Step[];
};

/**
 * The evaluation of a site with its inputs and every intermediate value in the order in which they
 * are worked out: value, unit, formula in symbols, section of docs/method.md. The figures are those
 * of `evaluateSite` unless others are given (regime/under-law.ts), as is the model that the optimum was sought
 * with; nothing is computed a second time.
 */
export function explainSite(
  model: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  evaluation: Evaluation = evaluateSite(model, row, gas),
  optimum: SiteOptimum = siteOptimum(model, row, gas),
  soughtWith: SiteModel = model,
): ExplainedEvaluation {
  const inputs = inputSteps(model, row, gas);
  const figures = FORMULAS.map(({ name, unit, formula, method }) => ({
    name,
    value: stepValue(evaluation[name]),
    unit,
    formula,
    method,
  }));
  const prices = optimum.optimumUsdPerDay === null ? NO_SHADOW_PRICES : shadowPrices(soughtWith, row, gas);
  const ratings = ratingSteps(model, evaluation);
  const all = [
    ...inputs,
    ...ratings,
    ...figures,
    ...contractSteps(model, evaluation),
    ...executiveSteps(model, evaluation),
    ...optimumSteps(optimum),
    ...shadowSteps(prices),
  ];
  const steps = all.map((step, index) => ({ id: index + 1, ...step }));
  return { evaluation, optimum, shadowPrices: prices, steps };
}

function stepValue(value: Evaluation[keyof Evaluation]): number | string | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** What would be best to do with all the gas, and what acting on it gains. */
function optimumSteps({
  optimumUsdPerDay,
  optimum,
  classes,
  gainUsdPerDay,
  action,
}: SiteOptimum): readonly Omit<Step, 'id'>[] {
  const step = (name: string, value: number | string | null, unit: string, formula: string) => ({
    name,
    value,
    unit,
    formula,
    method: 'M13',
  });
  return [
    step('optimumUsdPerDay', optimumUsdPerDay, 'USD/day', 'max over e of M(e) + A(G − Q(e))'),
    step('optimum.mine', optimum.mine, 'Mcf/day', 'Q(e*)'),
    step('optimum.sell', optimum.sell, 'Mcf/day', 'best use of G − Q(e*), up to the takeaway capacity'),
    step('optimum.inject', optimum.inject, 'Mcf/day', 'best use of G − Q(e*)'),
    step('optimum.flare', optimum.flare, 'Mcf/day', 'best use of G − Q(e*), up to the permit'),
    step('optimum.shutIn', optimum.shutIn, 'Mcf/day', 'what no outlet takes'),
    ...classes.map(({ model, usdPerDay }) =>
      step(`classes.${model}`, usdPerDay, 'USD/day', 'W(all) − W(all without the class)'),
    ),
    step('gainUsdPerDay', gainUsdPerDay, 'USD/day', 'optimum − W(what runs now)'),
    step('action', action, '', 'what leads from what runs now to the optimum, where it pays for a restart'),
  ];
}

/** What one Mcf a day more of each limit would be worth. */
function shadowSteps(prices: ShadowPrices): readonly Omit<Step, 'id'>[] {
  const limits = [
    ['gasUsdPerMcf', 'W(G + 1) − W(G)'],
    ['mineUsdPerMcf', 'worth of the last mined Mcf − that of the outlet that loses it'],
    ['sellUsdPerMcf', 'W(takeaway capacity + 1) − W'],
    ['injectUsdPerMcf', 'W(injection capacity + 1) − W'],
    ['flarePermitUsdPerMcf', 'W(permit + 1) − W'],
  ] as const;
  return limits.map(([name, formula]) => ({
    name: `shadowPrices.${name}`,
    value: prices[name],
    unit: 'USD/Mcf',
    formula,
    method: 'M13',
  }));
}

/** What the evaluation starts from, as it enters the formulas. */
function inputSteps(model: SiteModel, row: MarketRow, gas: GasInForce): readonly Omit<Step, 'id'>[] {
  const ratio = heatingValueRatio(model.hhvBtuPerScf, gas);
  const input = (name: string, value: number | null, unit: string, formula: string, method: string) => ({
    name,
    value,
    unit,
    formula,
    method,
  });
  const indexes = Object.entries(row.gasIndexUsdPerMmbtu).map(([id, value]) =>
    input(`gasIndexUsdPerMmbtu.${id}`, value, 'USD/MMBtu (HHV)', 'market', 'M8'),
  );
  return [
    input('btcUsd', row.btcUsd, 'USD/BTC', 'market', 'M6'),
    input('difficulty', row.difficulty, '1', 'market', 'M6'),
    input('height', row.height, 'blocks', 'market', 'M6'),
    input('feesBtcPerBlock', row.feesBtcPerBlock, 'BTC/block', 'market, mean of 144 blocks', 'M6'),
    input(
      'subsidyBtcPerBlock',
      row.height === null ? null : subsidyBtcPerBlock(row.height),
      'BTC/block',
      '50 ÷ 2^⌊height ÷ 210,000⌋',
      'M6',
    ),
    ...indexes,
    input('producedMcfPerDay', gas.produced.mcfPerDay, 'Mcf/day', 'report in force', 'M3'),
    input('receivedMcfPerDay', gas.received.mcfPerDay, 'Mcf/day', 'report in force', 'M3'),
    input('injectedMcfPerDay', gas.injected.mcfPerDay, 'Mcf/day', 'report in force', 'M3'),
    input('fuelMcfPerDay', gas.fuel.mcfPerDay, 'Mcf/day', 'report in force', 'M3'),
    input('hhvBtuPerScf', model.hhvBtuPerScf * ratio, 'Btu/scf', 'site, or report row in force', 'M2'),
    input('lhvBtuPerScf', model.lhvBtuPerScf * ratio, 'Btu/scf', 'site LHV × row HHV ÷ site HHV', 'M2'),
  ];
}
