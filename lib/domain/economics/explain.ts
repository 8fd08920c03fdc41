import type { GasInForce } from '../gas/report.ts';
import type { MarketRow } from '../market/market.ts';
import { subsidyBtcPerBlock } from '../market/network.ts';
import { evaluateSite } from './evaluate.ts';
import type { Evaluation, Step } from './evaluation.ts';
import { FORMULAS } from './formulas.ts';
import { heatingValueRatio } from './gas-available.ts';
import type { SiteModel } from './site-model.ts';

/** An evaluation with the way of every figure. */
export type ExplainedEvaluation = { readonly evaluation: Evaluation; readonly steps: readonly Step[] };

/**
 * The evaluation of a site with its inputs and every intermediate value in the order in which they
 * are worked out: value, unit, formula in symbols, section of docs/method.md. The figures are those
 * of `evaluateSite`; nothing is computed a second time.
 */
export function explainSite(model: SiteModel, row: MarketRow, gas: GasInForce): ExplainedEvaluation {
  const evaluation = evaluateSite(model, row, gas);
  const inputs = inputSteps(model, row, gas);
  const figures = FORMULAS.map(({ name, unit, formula, method }) => ({
    name,
    value: stepValue(evaluation[name]),
    unit,
    formula,
    method,
  }));
  return { evaluation, steps: [...inputs, ...figures].map((step, index) => ({ id: index + 1, ...step })) };
}

function stepValue(value: Evaluation[keyof Evaluation]): number | string | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
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
