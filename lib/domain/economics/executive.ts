import type { Evaluation, Step } from './evaluation.ts';
import type { SiteModel } from './site-model.ts';

const TWENTY_PERCENT = 20;

/**
 * Figures that executives ask for beside the margin (docs/method.md#M11): what is left of a kWh and
 * of a TH/s, and what of the margin survives a price 20 % lower. Null where the margin is unknown or
 * nothing runs, the last also under a share of the net, which does not move in proportion.
 *
 * Example (E2E-01): 46.30 ÷ 19,712.76 kWh = 0.00235 USD/kWh; 46.30 − 20 × 11.238 = −178.47 USD/day.
 */
export function executiveSteps(model: SiteModel, evaluation: Evaluation): readonly Omit<Step, 'id'>[] {
  const { cashMarginUsdPerDay: cash, asicKwhPerDay: energy, effectiveThPerSecond: hashrate } = evaluation;
  const delta = evaluation.deltaUsdPerDayPerPercentBtc;
  const per = (amount: number | null): number | null =>
    cash === null || amount === null || amount === 0 ? null : cash / amount;
  const step = (name: string, value: number | null, unit: string, formula: string) => ({
    name,
    value,
    unit,
    formula,
    method: 'M11',
  });
  return [
    step('netbackUsdPerKwh', per(energy), 'USD/kWh at the plug', 'cash margin ÷ plug energy'),
    step('netbackUsdPerThDay', per(hashrate), 'USD/TH/day', 'cash margin ÷ TH'),
    step(
      'cashMarginUsdPerDayAtMinus20PercentBtc',
      cash === null || delta === null || model.isShareOfNet ? null : cash - TWENTY_PERCENT * delta,
      'USD/day',
      'cash margin − 20 × margin per +1 %',
    ),
  ];
}
