import type { Evaluation } from './evaluation.ts';

/** How one figure of an evaluation comes about, in symbols. */
export type Formula = {
  readonly name: keyof Evaluation;
  readonly unit: string;
  readonly formula: string;
  /** Section of docs/method.md. */
  readonly method: string;
};

/** Every figure of an evaluation in the order in which it is worked out. */
export const FORMULAS: readonly Formula[] = [
  of('gasAvailableMcfPerDay', 'Mcf/day', 'max(0, produced + received − injected − lease fuel − firm sales)', 'M3'),
  of('thermalKwhPerDay', 'kWh/day', 'gas × LHV × (1 − treatment shrink) ÷ 3412.14163', 'M4'),
  of('gasLimitedGrossKwhPerDay', 'kWh/day', '24 × largest P with HR × (n·w·Pr + (1 − w)·P) ≤ fuel, all units up', 'M4'),
  of('powerLimitedGrossKwhPerDay', 'kWh/day', '24 × Σ units × Pr', 'M4'),
  of('fleetLimitedGrossKwhPerDay', 'kWh/day', 'Σ count × W × uptime × 24 ÷ 1000 × PUE ÷ (1 − parasitic)', 'M5'),
  of('binding', '', 'the least of the three limits', 'M4'),
  of('grossKwhPerDay', 'kWh/day', 'Σ_k probability(k units up) × min(gas, power, fleet limit of k)', 'M4'),
  of('asicKwhPerDay', 'kWh/day', 'gross × (1 − parasitic) ÷ PUE', 'M5'),
  of('effectiveThPerSecond', 'TH/s', 'mean over k of the merit order on the energy at the plugs', 'M5'),
  of('joulesPerTh', 'J/TH', 'ASIC energy × 1000 ÷ 24 ÷ TH', 'M5'),
  of('gasUsedMcfPerDay', 'Mcf/day', 'Σ_k probability × fuel of k ÷ (LHV × (1 − treatment shrink))', 'M4'),
  of('residualGasMcfPerDay', 'Mcf/day', 'available − used', 'M3'),
  of('hashpriceUsdPerPhDay', 'USD/PH/day', '10^15 × 86,400 × (S + f) ÷ (D × 2^32) × price', 'M6'),
  of('btcPerDay', 'BTC/day', 'TH × 10^12 × 86,400 × (S + f) ÷ (D × 2^32) × (1 − pool fee)', 'M6'),
  of('revenueUsdPerDay', 'USD/day', 'B × price', 'M6'),
  of('generatorOmUsdPerDay', 'USD/day', 'gross × O&M', 'M7'),
  of('royaltyOnMinedGasUsdPerDay', 'USD/day', 'used × fraction × max(0, (index + basis) × MMBtu/Mcf)', 'M7'),
  of('revenueShareUsdPerDay', 'USD/day', 'R × revenue share', 'M7'),
  of('miningTaxUsdPerDay', 'USD/day', 'R × mining tax', 'M7'),
  of('carbonOnMiningUsdPerDay', 'USD/day', 'CO2e mined × carbon price', 'M12'),
  of('gasPurchaseUsdPerDay', 'USD/day', 'used × gas price', 'M7'),
  of('cashMarginUsdPerDay', 'USD/day', 'R × (1 − s) − avoidable costs', 'M7'),
  of('fullMarginUsdPerDay', 'USD/day', 'cash margin − unavoidable site cost − capital', 'M7'),
  of(
    'sellNetbackUsdPerMcf',
    'USD/Mcf',
    '(index + basis) × MMBtu/Mcf × (1 − shrink) × POP × (1 − royalty − severance) + NGL − gathering',
    'M8',
  ),
  of('flareValueUsdPerMcf', 'USD/Mcf', '−(charge + carbon price × CO2e)', 'M9'),
  of('mineUsdPerDay', 'USD/day', 'cash margin', 'M10'),
  of(
    'sellUsdPerDay',
    'USD/day',
    'sold × sell netback + (used − sold) × flare value, sold = min(used, cap − residual)',
    'M10',
  ),
  of('flareUsdPerDay', 'USD/day', 'used × flare value', 'M10'),
  of('bestAlternative', '', 'the higher of sell and flare', 'M10'),
  of('bestAlternativeUsdPerDay', 'USD/day', 'max(sell, flare)', 'M10'),
  of('advantageUsdPerDay', 'USD/day', 'mine − best alternative', 'M10'),
  of('best', '', 'mine where the advantage is positive, else the best alternative', 'M10'),
  of('netbackUsdPerMcf', 'USD/Mcf', 'cash margin ÷ used', 'M10'),
  of('netbackUsdPerMmbtu', 'USD/MMBtu', 'cash margin ÷ (used × MMBtu/Mcf)', 'M10'),
  of('netbackUsdPer1000m3', 'USD/1000 m³ (20 °C)', 'cash margin ÷ used × 34.779', 'M10'),
  of('breakEvenBtcUsdVsZero', 'USD/BTC', 'costs ÷ (B × (1 − s))', 'M11'),
  of('breakEvenBtcUsdVsSell', 'USD/BTC', '(costs + sell) ÷ (B × (1 − s))', 'M11'),
  of('breakEvenBtcUsdVsFlare', 'USD/BTC', '(costs + flare) ÷ (B × (1 − s))', 'M11'),
  of('breakEvenBtcUsdVsBestAlternative', 'USD/BTC', 'A ÷ (B × (1 − s)), A = costs + best alternative', 'M11'),
  of('breakEvenDifficulty', '1', 'D × R × (1 − s) ÷ A', 'M11'),
  of('breakEvenHashpriceUsdPerPhDay', 'USD/PH/day', '1000 × A ÷ (TH × (1 − s) × (1 − pool fee))', 'M11'),
  of('breakEvenGasUsdPerMcf', 'USD/Mcf', '(R × (1 − s) − costs without royalty and gas) ÷ used', 'M11'),
  of('breakEvenPowerUsdPerKwh', 'USD/kWh at the plug', 'HP × (1 − pool fee) ÷ (24 × J/TH)', 'M11'),
  of('deltaUsdPerDayPerPercentBtc', 'USD/day per +1 %', '0.01 × R × (1 − s)', 'M11'),
  of('deltaUsdPerDayPerPercentDifficulty', 'USD/day per +1 %', '−R × (1 − s) × (1 − 1 ÷ 1.01)', 'M11'),
  of('cashMarginUsdPerDayAfterHalving', 'USD/day', 'R × (S ÷ 2 + f) ÷ (S + f) × (1 − s) − costs', 'M11'),
  of('co2eTonnesPerDayFlared', 't/day', 'used × CO2e per Mcf at the flare’s destruction', 'M12'),
  of('co2eTonnesPerDayMined', 't/day', 'used × CO2e per Mcf at 1 − engine slip', 'M12'),
  of('co2eTonnesPerDayAvoided', 't/day', 'flared − mined; only against flaring', 'M12'),
];

function of(name: keyof Evaluation, unit: string, formula: string, method: string): Formula {
  return { name, unit, formula, method };
}
