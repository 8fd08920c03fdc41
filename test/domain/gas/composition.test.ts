import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GAS_COMPONENTS } from '#lib/domain/gas/components.ts';
import { compressionFactor, heatingValuesOf, normalised } from '#lib/domain/gas/composition.ts';
import { gasProperties, methaneNumber, saturatedHeatingValue } from '#lib/domain/gas/properties.ts';
import { US60, VOLUME_BASES } from '#lib/domain/gas/volume.ts';

describe('heating values from a composition', () => {
  test('are those of pure methane as a real gas', () => {
    // 891.46 kJ/mol ÷ 23.6903 m³/kmol = 37.6297 MJ/m³ = 1,009.95 Btu/scf ideal; Z = 1 − 0.04437² = 0.998031.
    const values = heatingValuesOf({ c1: 1 }, US60);
    expect(values?.hhvBtuPerScf).toBeCloseTo(1009.95 / 0.998031, 1);
    // Net 802.69 kJ/mol: 909.378 ideal (vector GAS-01).
    expect(values?.lhvBtuPerScf).toBeCloseTo(909.378 / 0.998031, 1);
  });

  test('grow with the pressure of the base they are stated at', () => {
    const at696 = heatingValuesOf({ c1: 0.8, c2: 0.2 }, US60)?.hhvBtuPerScf ?? Number.NaN;
    const at73 = heatingValuesOf({ c1: 0.8, c2: 0.2 }, VOLUME_BASES['us60-14.73'])?.hhvBtuPerScf;
    expect(at73).toBeCloseTo((at696 * 14.73) / 14.696, 9);
  });

  test.each([
    ['sums to 0.99', { c1: 0.99 }],
    ['has a share below zero', { c1: 1.001, c2: -0.001 }],
    ['names a component that is not in the table', { c1: 0.9, argon: 0.1 }],
    ['has a share that is not a number', { c1: Number.NaN, c2: 1 }],
  ])('are refused for an analysis that %s', (_what, composition) => {
    expect(heatingValuesOf(composition, US60)).toBeNull();
  });

  test('take an analysis within 0.002 of 1 as if it summed to 1', () => {
    expect(normalised({ c1: 0.9, c2: 0.0985 })?.c1).toBeCloseTo(0.9 / 0.9985, 12);
    expect(normalised({ c1: 0.9, c2: 0.102 })).not.toBeNull();
    expect(normalised({ c1: 0.9, c2: 0.1021 })).toBeNull();
  });
});

test('methane at 15/15 has the density and Wobbe index of the tables', () => {
  const methane = gasProperties({ c1: 1 }, { combustion: '15C', metering: '15C', kilopascal: 101.325, isReal: true });
  // 16.04246 ÷ 28.96546 × 0.999595 ÷ 0.998018; 37.779 MJ/m³ ÷ √0.55473; ISO 6976 lists 0.5547 and 50.72.
  expect(methane.relativeDensity).toBeCloseTo(0.55473, 4);
  expect(methane.wobbeMjPerM3).toBeCloseTo(50.72, 1);
  expect(methane.densityKgPerM3).toBeCloseTo(16.04246 / (23.6448 * 0.998018), 4);
  expect(saturatedHeatingValue(1000)).toBeCloseTo(982.6, 9);
});

describe('the methane number', () => {
  test.each([
    [{ c1: 0.988, ic5: 0.006, nc5: 0.006 }],
    [{ c1: 0.988, c6: 0.006, h2: 0.006 }],
    [{ c1: 0.988, h2s: 0.012 }],
  ])('is not given for %o, which the correlation does not know', (gas) => {
    expect(methaneNumber(gas)).toBeNull();
  });

  test('is given with a trace of them', () => {
    // 1.445 × (137.78 × 0.99) − 103.42.
    expect(methaneNumber({ c1: 0.99, c6: 0.01 })).toBeCloseTo(93.68, 2);
    // With both inerts: 137.78 × 0.9 + 29.948 × 0.04 − 18.193 × 0.02 − 167.062 × 0.01 + 181.233 × 0.01 + 26.994 × 0.02
    // = 125.51765; × 1.445 − 103.42 = 77.953.
    const inert = { c1: 0.9, c2: 0.04, c3: 0.02, nc4: 0.01, co2: 0.01, n2: 0.02 };
    expect(methaneNumber(inert)).toBeCloseTo(77.953, 3);
    // Rich gas: 1.445 × (137.78 × 0.7 + 29.948 × 0.15 − 18.193 × 0.1 − 167.062 × 0.05) − 103.42.
    expect(methaneNumber({ c1: 0.7, c2: 0.15, c3: 0.1, ic4: 0.02, nc4: 0.03 })).toBeCloseTo(27.737, 2);
  });
});

describe('the compression factor', () => {
  test('is that of carbon dioxide at 15 °C by its summation factor', () => {
    expect(compressionFactor({ co2: 1 }, '15C', 101.325)).toBeCloseTo(1 - 0.0752 ** 2, 12);
  });

  test('nears 1 in proportion to the pressure', () => {
    expect(compressionFactor({ co2: 1 }, '15C', 50.6625)).toBeCloseTo(1 - 0.0752 ** 2 / 2, 12);
  });
});

test('the shipped table of components is the one that is calculated with', () => {
  const shipped = JSON.parse(readFileSync('data/gas-components.json', 'utf8'));
  expect(shipped.components).toEqual(GAS_COMPONENTS);
});
