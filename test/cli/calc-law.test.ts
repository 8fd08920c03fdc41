import { describe, expect, test } from 'vitest';
import { emissions } from '#cli/calc/emissions.ts';
import { flareCharge } from '#cli/calc/flare-charge.ts';
import { vector, within } from './calc-vectors.ts';

describe('calc emissions', () => {
  test.each([
    // EMI-01: destruction of the flare, GWP, reduction in percent, engine at 99.89 %.
    [0.93, 82.5, 66.0],
    [0.911, 82.5, 71.23],
    [0.911, 28, 44.48],
    [0.98, 28, 14.7],
  ])('gives a flare of %d at GWP %d its reduction of %d %% (EMI-01)', (flareDestruction, gwpMethane, percent) => {
    const { reductionPercent } = emissions.run({ flareDestruction, gwpMethane, engineDestruction: 0.9989 });
    expect(Math.abs((reductionPercent as number) - percent)).toBeLessThan(0.05);
  });

  test('says that a lean-burn engine is worse than a good flare: the sign trap (EMI-01)', () => {
    const outputs = emissions.run({ flareDestruction: 0.98, gwpMethane: 28, engineSlipFraction: 0.027 });
    expect(Math.abs((outputs.reductionPercent as number) + 5.443)).toBeLessThan(0.05);
    expect(outputs.avoidedCo2eTonnes as number).toBeLessThan(0);
  });

  test('reproduces the claim of 63 % only at 93 % destruction over 20 years', () => {
    const { expected, tolerance } = vector('EMI-01');
    const claim = (flareDestruction: number, gwpMethane: number) =>
      Math.abs(
        (emissions.run({ flareDestruction, gwpMethane, engineDestruction: 0.9989 }).reductionPercent as number) -
          expected.reduction_pct,
      );
    expect(claim(0.93, 82.5)).toBeLessThan(tolerance.abs);
    expect(claim(0.98, 28)).toBeGreaterThan(tolerance.abs);
  });

  test('gives the world’s flaring its CO2e per m³ at the composition that it implies (EMI-02)', () => {
    const { inputs, expected } = vector('EMI-02');
    // Implied: 80.18 % methane at GWP 28 and 1.24533 carbons per molecule: the rest as ethane and propane.
    const c1 = 0.801764;
    const c3 = 1.24533 - c1 - 2 * (1 - c1);
    const outputs = emissions.run({
      composition: { c1, c2: 1 - c1 - c3, c3 },
      gwpMethane: 28,
      flareDestruction: inputs.dre,
      volume: 1000,
      unit: 'm3',
      base: 's15',
    });
    within(outputs.flaredCo2eKgPerM3, expected.kgCO2e_per_m3, 0.03);
    const methane = ((outputs.flaredMethaneTonnes as number) * 28 * inputs.bcm) / 1000;
    within(methane * 1000, expected.MtCO2e_methane, 0.03);
  });

  test('redoes the Russian example but for its methane line, printed 3.6 times too high (EMI-04)', () => {
    const { inputs, expected } = vector('EMI-04');
    const outputs = emissions.run({ flowM3PerSecond: inputs.flow_m3_s, densityKgPerM3: inputs.density_kg_m3 });
    within(outputs.massFlowKgPerHour, expected.mass_flow_kg_h, 0.005);
    within(outputs.carbonMonoxideGramsPerSecond, expected.CO_g_s, 0.005);
    within(outputs.nitrogenOxidesGramsPerSecond, expected.NOx_g_s, 0.005);
    within(expected.CH4_published_g_s / (outputs.methaneGramsPerSecond as number), 3.6, 0.005);
  });

  test('claims nothing where the gas would have been sold', () => {
    expect(emissions.run({ counterfactual: 'sell' })).toMatchObject({
      avoidedCo2eTonnes: null,
      reductionPercent: null,
    });
  });
});

describe('calc flare-charge', () => {
  test('charges Nigeria by its oil rate (REG-01)', () => {
    const { inputs, expected, computed } = vector('REG-01');
    const given = {
      regime: 'nigeria',
      at: '2024-05-01',
      flared: inputs.flared_MMscf,
      unit: 'MMcf',
      oilBblPerDay: inputs.oil_bpd,
    };
    within(flareCharge.run(given).amount, expected.payment_usd, 1e-9);
    within(flareCharge.run({ ...given, oilBblPerDay: 9999 }).amount, computed.small_producer_usd, 1e-9);
    within(flareCharge.run({ ...given, conditions: ['unauthorised'] }).amount, computed.unauthorised_fine_usd, 1e-9);
    // The same as terms of the input.
    within(
      flareCharge.run({ flared: inputs.flared_MMscf, unit: 'MMcf', rate: inputs.rate_usd_mscf }).amount,
      60_000,
      1e-9,
    );
  });

  test('restates a rate per Sm³ (REG-02)', () => {
    const { inputs, expected } = vector('REG-02');
    const given = { currency: 'NOK', rate: inputs.nok_per_sm3, ratePer: 'Sm3', flared: 1000, unit: 'm3', base: 's15' };
    const { amount } = flareCharge.run(given);
    within(amount, 1780, 1e-6);
    within((amount as number) / inputs.nok_per_t, expected.kgCO2_per_sm3, 0.005);
  });

  test.each([
    // World Bank (REG-02) for 2023, the bill for 2024, the IEA for 2013; the years between are not known.
    ['2013-06-01', 0.96, 0.96],
    ['2023-06-01', 1.78, 13.67],
    ['2024-06-01', 1.85, 16.89],
  ])('charges Norway on %s NOK %d per Sm³ burned, %d vented', (at, burned, vented) => {
    const given = { regime: 'norway', at, unit: 'm3', base: 's15' } as const;
    within(
      flareCharge.run({ ...given, flared: 1000, vented: 10, fuel: 100 }).amount,
      1100 * burned + 10 * vented,
      1e-9,
    );
    expect(flareCharge.run({ ...given, at: '2018-06-01', flared: 1 }).kind).toBe('interval');
  });

  test('restates a rate per 1000 m³ in USD per Mcf (REG-03)', () => {
    const { inputs, expected } = vector('REG-03');
    const perUsd = inputs.dzd_per_1000m3 / inputs.usd_per_1000m3;
    const { marginalUsdPerMcf } = flareCharge.run({
      currency: 'DZD',
      rate: inputs.dzd_per_1000m3,
      ratePer: '1000m3-s15',
      perUsd,
    });
    within(marginalUsdPerMcf, expected.usd_per_mcf, 0.02);
  });

  test('climbs the ladder to its cap (REG-05)', () => {
    const { inputs, expected } = vector('REG-05');
    const ladder = { firstMonth: inputs.first_month_usd, factor: inputs.multiplier, cap: inputs.cap };
    expect((flareCharge.run({ ladder }).ladder as readonly number[]).slice(0, 6)).toEqual(expected.ladder);
  });

  test('multiplies only what lies above the limit (REG-07)', () => {
    const { inputs, expected, computed } = vector('REG-07');
    const { CH4, CO, NO2 } = inputs.emission_t_per_1000m3;
    const outputs = flareCharge.run({
      currency: 'RUB',
      produced: inputs.produced_m3,
      flared: inputs.flared_m3,
      unit: 'm3',
      base: 'ru20',
      limitFraction: inputs.limit_share,
      factorAbove: inputs.K_over,
      index: inputs.inflation,
      pollutants: [
        { id: 'CH4', tonnesPer1000m3: CH4, ratePerTonne: inputs.rates_RUB_t.CH4 },
        { id: 'CO', tonnesPer1000m3: CO, ratePerTonne: inputs.rates_RUB_t.CO },
        { id: 'NO2', tonnesPer1000m3: NO2, ratePerTonne: inputs.rates_RUB_t.NO2 },
      ],
    });
    within(outputs.limit, expected.allowed_m3, 1e-9);
    within(outputs.above, expected.over_m3, 1e-9);
    within(outputs.withinAmount, computed.within_limit_RUB, 1e-5);
    within(outputs.aboveAmount, computed.over_limit_RUB, 1e-5);
    within(outputs.marginalPer1000m3, computed.effective_RUB_per_1000m3_over, 1e-5);
  });

  test('gives an interval, not an old rate, where no row is trusted', () => {
    const outputs = flareCharge.run({ regime: 'russia', at: '2026-06-01', produced: 1000, flared: 100 });
    expect(outputs).toMatchObject({ kind: 'interval', amount: null, lowPerMcf: 0 });
    expect(outputs.reason).toBeTypeOf('string');
  });

  test('names the regimes it knows', () => {
    expect(() => flareCharge.run({ regime: 'atlantis' })).toThrow(/expected one of .*nigeria/);
  });
});

describe('calc flare-charge by the tonne and by value', () => {
  // 1 Mcf of pure methane at 60 °F holds 1,000 ÷ 836.61 scf/kmol = 1.19530 kmol: 52.605 kg CO2 burnt, 19.175 kg CH4 unburnt.
  // At 98 %: 51.553 kg CO2 + 0.38351 kg CH4 × 28 = 62.291 kg CO2e.
  const methane = { composition: { c1: 1 }, flareDestruction: 0.98, gwpMethane: 28 };

  test('charges Alberta by the year, on flare, vent and engines', () => {
    const given = { regime: 'canada-alberta', flared: 1000, ...methane, engineSlipFraction: 0.02 };
    for (const [at, price] of [
      ['2023-07-01', 65],
      ['2024-07-01', 80],
      ['2026-07-01', 95],
    ] as const)
      within(flareCharge.run({ ...given, at }).amount, 62.291 * price, 1e-4);
    // Vented: 19.175 kg × 28 = 0.53690 t; an engine that lets 2 % through emits what that flare does.
    const all = flareCharge.run({ ...given, at: '2024-07-01', vented: 1000, fuel: 1000 });
    within(all.amount, (2 * 62.291 + 536.9) * 80, 1e-4);
    expect(flareCharge.run({ ...given, at: '2027-07-01' }).kind).toBe('interval');
  });

  test.each([
    ['2024-12-31', 900],
    ['2025-06-01', 1200],
    ['2026-06-01', 1500],
    ['2030-06-01', 1500],
  ])('charges methane in the scenario of the waste emissions charge on %s at %d USD/t', (at, rate) => {
    const given = { regime: 'us-federal-wec', at, scenario: true };
    within(flareCharge.run({ ...given, flared: 1000, ...methane }).amount, 0.38351 * rate, 1e-4);
    within(flareCharge.run({ ...given, flaredTonnes: 1000 }).amount, 1000 * rate, 1e-9);
    expect(flareCharge.run({ ...given, scenario: false, flaredTonnes: 1000 }).amount).toBe(0);
  });

  test('takes a rate per tonne of its own, without a volume', () => {
    const outputs = flareCharge.run({
      rate: 95,
      ratePer: 'tonne-co2e',
      flaredTonnes: 1000,
      currency: 'CAD',
      perUsd: 1.25,
    });
    expect(outputs).toMatchObject({ amount: 95_000, amountUsd: 76_000, marginalPerMcf: null });
  });

  test('charges the royalty on what is lost above the limit per barrel', () => {
    // 0.08 Mcf × 1,000 bbl × 30 days = 2,400 of 3,000 Mcf are free; 600 × 12.5 % × 3 USD.
    const given = { flared: 3000, oilBblPerDay: 1000, valueUsdPerMcf: 3 };
    const law = { regime: 'us-federal-blm', at: '2024-07-01', scenario: true };
    within(flareCharge.run({ ...law, ...given }).amount, 225, 1e-9);
    // The same as terms of the input.
    const terms = { limitMcfPerBbl: 0.08, rate: 0.125, ratePer: 'value', factorAbove: 1 };
    within(flareCharge.run({ ...terms, ...given }).aboveAmount, 225, 1e-9);
  });

  test('says what it lacks', () => {
    const outputs = flareCharge.run({ regime: 'canada-alberta', at: '2024-07-01', flared: 1000 });
    expect(outputs).toMatchObject({ kind: 'unknown', amount: null });
    expect(outputs.reason).toMatch(/composition of the gas, its destruction and the GWP/);
  });

  test('a capture goal met exactly is not missed, and first days of flowback are not produced', () => {
    const law = { regime: 'us-north-dakota', at: '2024-07-01', produced: 100, unit: 'MMcf', monthsInBreach: 2 };
    expect(flareCharge.run({ ...law, flared: 9, captured: 91 })).toMatchObject({ capturedPercent: 91, penalty: 0 });
    expect(flareCharge.run({ ...law, flared: 9.1, captured: 90.9 })).toMatchObject({ penalty: 4000 });
    // 82 ÷ (100 − 10) = 91.1 %.
    const flowback = { flaredByCause: { routine: 8, flowback: 10 }, captured: 82 };
    const outputs = flareCharge.run({ ...law, ...flowback });
    within(outputs.capturedPercent, 91.1111, 1e-5);
    expect(outputs.penalty).toBe(0);
    expect(flareCharge.run({ ...law, produced: 0, captured: 0 }).penalty).toBe(0);
    // The goal as a term of the input: 98 % of 100.
    within(flareCharge.run({ captureGoalFraction: 0.98, produced: 100, captured: 97, flared: 3 }).above, 1, 1e-9);
  });
});

describe('calc emissions, named tiers and factors', () => {
  test('knows the tiers of subpart W and the sets of four IPCC reports', () => {
    expect(emissions.run({ flareTier: 'subpart-w-tier-2' }).flareDestruction).toBe(0.95);
    expect(emissions.run({ gwpSet: 'ar4-100' }).gwpMethane).toBe(25);
    expect(emissions.run({ gwpSet: 'ar4-20' }).gwpMethane).toBe(72);
    expect(emissions.run({ gwpSet: 'ar5-20-fossil' }).gwpMethane).toBe(85);
  });

  test.each([
    // Method A7: AP-42 1.25, 1.45 and 0.23 lb/MMBtu are 3.0, 3.5 and 0.55 % of methane; EPA's newer 0.522 kg/MMBtu:
    // 0.522 × 1,012e-6 MMBtu/scf ÷ 0.019175 kg/scf = 2.755 %.
    [{ engine: '4-stroke-lean-burn' }, 0.03, 0.01],
    [{ engine: '2-stroke-lean-burn' }, 0.035, 0.02],
    [{ engine: '4-stroke-rich-burn' }, 0.0055, 0.02],
    [{ engineSlipKgPerMmbtu: 0.522 }, 0.02755, 1e-3],
  ])('gives the slip of %o', (engine, slip, relative) => {
    within(emissions.run(engine).engineSlipFraction, slip, relative);
  });

  test('gives the pollutants of factors by heat, such as those of AP-42 13.5', () => {
    // 1 MMscf of methane: 1,012.0 MMBtu (real gas) × 0.31 lb CO = 313.7 lb = 142.3 kg; NOx 0.068: 31.2 kg.
    const { energyMmbtu, pollutantTonnes } = emissions.run({
      volume: 1,
      unit: 'MMcf',
      factorsLbPerMmbtu: { CO: 0.31, NOx: 0.068 },
    }) as { energyMmbtu: number; pollutantTonnes: { CO: number; NOx: number } };
    within(energyMmbtu, 1012, 1e-3);
    within(pollutantTonnes.CO, 0.1423, 1e-3);
    within(pollutantTonnes.NOx, 0.03121, 1e-3);
  });
});
