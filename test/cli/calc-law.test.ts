import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emissions } from '#cli/calc/emissions.ts';
import { flareCharge } from '#cli/calc/flare-charge.ts';

const VECTORS = JSON.parse(readFileSync('test/fixtures/vectors/vectors.json', 'utf8'));

function vector(id: string) {
  return VECTORS.find((one: { id: string }) => one.id === id) ?? expect.fail(`no vector ${id}`);
}

function within(got: unknown, wanted: number, relative: number): void {
  expect(got).toBeTypeOf('number');
  expect(Math.abs((got as number) - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * relative);
}

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
