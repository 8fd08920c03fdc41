import { describe, expect, test } from 'vitest';
import { calc, vector, within } from './calc-vectors.ts';

describe('calc gas', () => {
  test('contradicts the claim that 1,012 Btu/scf is the LHV of methane (GAS-01)', () => {
    const outputs = calc('gas', { composition: { c1: 1 }, gasModel: 'ideal' });
    within(outputs.hhvBtuPerScf, 1009.95, 1e-5);
    within(outputs.lhvBtuPerScf, 909.378, 1e-4);
    expect(vector('GAS-01').expected.lhv_btu_scf_claimed / (outputs.lhvBtuPerScf as number)).toBeGreaterThan(1.1);
  });

  test('agrees with GPA 2145-16 on every component (GAS-03)', () => {
    const keys: Readonly<Record<string, string>> = {
      C1: 'c1',
      C2: 'c2',
      C3: 'c3',
      iC4: 'ic4',
      nC4: 'nc4',
      iC5: 'ic5',
      nC5: 'nc5',
      nC6: 'c6',
      H2S: 'h2s',
    };
    for (const [name, value] of Object.entries(vector('GAS-03').expected))
      within(
        calc('gas', { composition: { [keys[name] ?? '']: 1 }, gasModel: 'ideal' }).hhvBtuPerScf,
        value as number,
        0.0002,
      );
  });

  test('takes combustion and metering temperature apart (GAS-04)', () => {
    const { inputs, expected } = vector('GAS-04');
    const shares = { c1: inputs.C1, c2: inputs.C2, n2: inputs.N2, co2: inputs.CO2 } as Readonly<Record<string, number>>;
    const sum = Object.values(shares).reduce((total, share) => total + share, 0);
    const composition = Object.fromEntries(Object.entries(shares).map(([key, share]) => [key, share / sum]));
    const outputs = calc('gas', { composition, combustion: '60F', base: 'n0' });
    within(outputs.hhvMjPerM3, expected.GCV_kJ_m3 / 1000, 0.0001);
  });

  test('gives every figure that the same published test has (GAS-04, NeqSim Standard_ISO6976_2016)', () => {
    const { inputs } = vector('GAS-04');
    const sum = inputs.C1 + inputs.C2 + inputs.N2 + inputs.CO2;
    const composition = { c1: inputs.C1 / sum, c2: inputs.C2 / sum, n2: inputs.N2 / sum, co2: inputs.CO2 / sum };
    const outputs = calc('gas', { composition, combustion: '60F', base: 'n0' });
    within(outputs.molarMassKgPerKmol, 16.97159718679405, 1e-12);
    within(outputs.compressionFactor, 0.9974581843581334, 1e-12);
    within(outputs.relativeDensity, 0.5870771657884608, 1e-12);
    // Their R is 8.3144621, ours 8.314462618: 6e-8.
    within(outputs.lhvMjPerM3, 35.6935928445084, 1e-7);
    within(outputs.wobbeMjPerM3, 51.69875555489656, 1e-7);
    within(outputs.wobbeNetMjPerM3, 46.58463219328704, 1e-7);
    // 39.61208 MJ ÷ 3.6.
    within(outputs.hhvKwhPerM3, 11.003356, 1e-6);
  });

  test('has the heavier and the rarer gases of ISO 6976, as GPA 2145-16 has them', () => {
    // pyngl's table of GPA 2145-16: ideal gross Btu/ft³ at 60 °F, 14.696 psia.
    for (const [key, btu] of [
      ['c7', 5502.6],
      ['c8', 6249],
    ] as const)
      within(calc('gas', { composition: { [key]: 1 }, gasModel: 'ideal' }).hhvBtuPerScf, btu, 2e-4);
    // Air as 79.06 % N2 and argon, 20.94 % O2: 0.7811 × 28.0134 + 0.2094 × 31.9988 + 0.0095 × 39.948 = 28.962.
    const air = { n2: 0.7811, o2: 0.2094, ar: 0.0095 };
    expect(calc('gas', { composition: air })).toMatchObject({ hhvMjPerM3: 0, methaneNumber: null });
    within(calc('gas', { composition: air }).relativeDensity, 1, 2e-4);
    // Helium thins: half methane, half helium, has half the heat.
    const half = calc('gas', { composition: { c1: 0.5, he: 0.5 }, gasModel: 'ideal' });
    within(half.hhvBtuPerScf, 1009.95 / 2, 1e-5);
    within(half.molarMassKgPerKmol, (16.04246 + 4.0026) / 2, 1e-12);
  });

  test('takes a base of its own, and refuses one that the molar table does not know', () => {
    // 15.025 ÷ 14.696 = 1.02239 and 14.4 ÷ 14.696 = 0.97986 (method A1, GAS-06).
    const psia = (value: number) => ({ fahrenheit: 60, psia: value });
    within(calc('gas', { volume: 1, base: psia(15.025) }).mcfUs60, 1.02239, 1e-5);
    within(calc('gas', { volume: 1, toBase: psia(14.4) }).volumeAtBase, 14.696 / 14.4, 1e-9);
    const own = { celsius: 15, kilopascal: 101.325 };
    const composition = { c1: 1 };
    expect(calc('gas', { composition, base: own }).hhvMjPerM3).toBe(
      calc('gas', { composition, base: 's15' }).hhvMjPerM3,
    );
    expect(() => calc('gas', { composition, base: { celsius: 25, kilopascal: 101.325 } })).toThrow(/0, 15, 15\.56/);
  });

  test('gives the liquids in gallons per Mcf', () => {
    // Ideal, 14.696 psia: 60 ÷ 37.488 = 1.60051; 40 ÷ 36.391 = 1.09917; 10 ÷ 30.637 = 0.32640; 15 ÷ 31.801 = 0.47168.
    const composition = { c1: 0.85, c2: 0.06, c3: 0.04, ic4: 0.01, nc4: 0.015, n2: 0.015, co2: 0.01 };
    const ideal = calc('gas', { composition, gasModel: 'ideal' });
    within(ideal.gallonsPerMcfC2Plus, 3.49776, 1e-5);
    within(ideal.gallonsPerMcfC3Plus, 1.89725, 1e-5);
    // A real Mcf holds 1 ÷ Z of the moles, one at 15.025 psia 1.02239 times as many.
    const real = calc('gas', { composition });
    within(real.gallonsPerMcfC2Plus, 3.49776 / (real.compressionFactor as number), 1e-5);
    const dense = calc('gas', { composition, gasModel: 'ideal', base: { fahrenheit: 60, psia: 15.025 } });
    within(dense.gallonsPerMcfC2Plus, 3.49776 * 1.022387, 1e-5);
    expect(calc('gas', { composition: { c1: 0.99, c10: 0.01 } }).gallonsPerMcf).toBeNull();
  });

  test('restates a volume at every state (GAS-06)', () => {
    const { inputs, expected } = vector('GAS-06');
    const { volumes } = calc('gas', { volume: inputs.scf * 0.028316846592, unit: 'm3' }) as {
      volumes: Record<string, number>;
    };
    within(volumes.s15, expected.m3_15C, 0.0001);
    within(volumes.ru20, expected.m3_20C, 0.0001);
    within(volumes.n0, expected.m3_0C, 0.0001);
  });

  test.each([
    // Table A1: ideal methane and propane at 15/15, 25/20, 25/0, MJ/m³.
    [{ c1: 1 }, '15C', 's15', 37.704, 33.948],
    [{ c1: 1 }, '25C', 'ru20', 37.022, 33.365],
    [{ c1: 1 }, '25C', 'n0', 39.733, 35.808],
    [{ c3: 1 }, '25C', 'ru20', 92.254, 84.935],
  ])('gives %o at %s / %s', (composition, combustion, base, hhv, lhv) => {
    const outputs = calc('gas', { composition, combustion, base, gasModel: 'ideal' });
    within(outputs.hhvMjPerM3, hhv, 2e-5);
    within(outputs.lhvMjPerM3, lhv, 2e-5);
  });

  test.each([
    [{ composition: { c1: 0.9 } }, /add up to 1/],
    [{ volume: 1, base: 'us60' }, /us60-14\.696/],
    [{ volume: 1, unit: 'Mm3' }, /unit|Invalid/],
  ])('refuses %o', (input, message) => {
    expect(() => calc('gas', input)).toThrow(message);
  });
});

describe('calc generator', () => {
  test('gives the nominal heat rates of a data sheet (GEN-01)', () => {
    const { inputs, expected } = vector('GEN-01');
    const kw = inputs.ekW as readonly number[];
    const fuel = inputs.fuel_Nm3_h as readonly number[];
    const given = {
      points: kw.map((one, index) => ({ kw: one, fuelNm3PerHour: fuel[index] })),
      lhvMjPerNm3: inputs.LHV,
    };
    const { points } = calc('generator', given) as { points: readonly { heatRateMjPerKwh: number }[] };
    for (const [index, value] of (expected.MJ_per_ekWh_nominal as readonly number[]).entries())
      within(points[index]?.heatRateMjPerKwh, value, 0.003);
  });

  test('gives the efficiencies of a fuel input (GEN-03)', () => {
    const { inputs, expected } = vector('GEN-03');
    const fuel = inputs.fuel_kW as readonly number[];
    const given = (inputs.kWe as readonly number[]).map((kw, index) => ({ kw, fuelKw: fuel[index] }));
    const { points } = calc('generator', { points: given }) as { points: readonly { efficiencyPercent: number }[] };
    for (const [index, value] of (expected.eff_pct as readonly number[]).entries())
      expect(Math.abs((points[index]?.efficiencyPercent ?? 0) - value)).toBeLessThan(0.1);
  });

  test('gives the heat rate of a microturbine (GEN-04)', () => {
    const { inputs, expected } = vector('GEN-04');
    const { points } = calc('generator', { points: [{ kw: inputs.kW, fuelKjPerHour: inputs.fuel_kJ_h_LHV }] }) as {
      points: readonly { heatRateKjPerKwh: number; efficiencyPercent: number }[];
    };
    within(points[0]?.heatRateKjPerKwh, expected.kJ_per_kWh, 0.005);
    within(points[0]?.efficiencyPercent, expected.eff_pct, 0.005);
  });

  test.each([
    // 10,000 Btu/kWh is 10,550.5585 kJ/kWh and 34.1214 %; 500 kW burn 5 MMBtu/h = 1,465.36 kW.
    { heatRateBtuPerKwh: 10_000 },
    { heatRateKjPerKwh: 10_550.5585262 },
    { efficiencyPercent: 34.1214163 },
    { fuelBtuPerHour: 5e6 },
    { fuelBtuPerMinute: 5e6 / 60 },
    { fuelKw: 1465.355354 },
    { fuelKjPerHour: 5_275_279.2631 },
    { fuelScfPerHour: 5000 },
    { fuelNm3PerHour: 140.6741 },
  ])('reads the fuel of a sheet as %o', (fuel) => {
    const given = { points: [{ kw: 500, ...fuel }], lhvBtuPerScf: 1000, lhvMjPerNm3: 37.5 };
    const { points } = calc('generator', given) as { points: readonly { heatRateBtuPerKwh: number }[] };
    within(points[0]?.heatRateBtuPerKwh, 10_000, 1e-6);
  });

  test('gives the heat rate by HHV and the power of the gas offered', () => {
    // 10,000 × 1,210 ÷ 1,100 = 11,000; 300 Mcf/day × 1,100 Btu ÷ 24 ÷ 10,000 = 1,375 kW, with a tenth idle of 1,250 kW:
    // (13.75e6 − 1.25e6) ÷ 9,000 = 1,388.9.
    const given = { ratedKw: 1250, heatRateBtuPerKwhLhv: 10_000, lhvBtuPerScf: 1100, hhvBtuPerScf: 1210 };
    const offered = { ...given, gasOfferedMcfPerDay: 300 };
    within(calc('generator', offered).heatRateBtuPerKwhHhv, 11_000, 1e-12);
    within(calc('generator', { ...offered, idleFuelFraction: 0 }).gasLimitedKw, 1375, 1e-12);
    within(calc('generator', { ...offered, idleFuelFraction: 0.1 }).gasLimitedKw, 1388.8889, 1e-6);
    expect(() => calc('generator', { points: [{ kw: 500, fuelScfPerHour: 5000 }] })).toThrow(/lhvBtuPerScf/);
  });

  test('puts a published gas volume in the band of its power (FLR-03)', () => {
    // 18 MMscf in 30.4 days = 592 Mcf/day; 1,000 Btu/scf at 32 % = 2.31 MW, 1,272 at 38 % = 3.49 MW.
    const mcf = (kw: number, efficiency: number, lhvBtuPerScf: number) =>
      calc('generator', { ratedKw: kw, heatRateBtuPerKwhLhv: 3412.14163 / efficiency, loadKw: kw, lhvBtuPerScf })
        .gasMcfPerDay;
    within(mcf(2313.72, 0.32, 1000), vector('FLR-03').expected.mcf_per_day, 0.01);
    within(mcf(3494.87, 0.38, 1272), vector('FLR-03').expected.mcf_per_day, 0.01);
  });

  test('derates for thin air, hot air and a low methane number', () => {
    // 1,000 × (1 − 0.03) × (1 − 0.03) × 0.9; methane number 62.5 lies halfway to 45: 0.875.
    const site = {
      ratedKw: 1000,
      heatRateBtuPerKwhLhv: 10_000,
      altitudeFeet: 6000,
      altitudeCapabilityFeet: 5000,
      ambientFahrenheit: 107,
      spinningReserveFraction: 0.1,
    };
    within(calc('generator', site).sustainedKw, 846.81, 1e-9);
    within(calc('generator', { ...site, methaneNumber: 62.5 }).sustainedKw, 846.81 * 0.875, 1e-9);
    expect(calc('generator', { ...site, methaneNumber: 62.5, leastMethaneNumber: 70 }).sustainedKw).toBe(0);
  });

  test('names the models it knows where one is not known', () => {
    expect(() => calc('generator', { model: 'cat-9999' })).toThrow(/expected one of cat-g3516/);
  });
});
