import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mcfAtUs60, molarVolume, US60, VOLUME_BASES, volumeBaseOf, volumeFactor } from '#lib/domain/gas/volume.ts';

describe('volumes at different states', () => {
  test.each([
    // Vector GAS-06: 1 MMscf is 28,262.5 m³ at 15 °C, 28,752.9 at 20 °C, 26,791.2 at 0 °C.
    ['s15', 28_262.46],
    ['ru20', 28_752.87],
    ['n0', 26_791.22],
  ] as const)('restate a million scf at %s', (base, cubicMetres) => {
    expect(mcfAtUs60(cubicMetres, 'm3', VOLUME_BASES[base])).toBeCloseTo(1000, 2);
  });

  test.each([
    // GAS-06: 14.65 → 0.99687, 14.73 → 1.00231; 15.025 psia of contracts → 1.02239.
    ['14.65 psia', VOLUME_BASES['us60-14.65'], 0.99687],
    ['14.73 psia', VOLUME_BASES['us60-14.73'], 1.00231],
    ['15.025 psia', { ...US60, kilopascal: 15.025 * 6.894757293168361 }, 1.02239],
  ])('restate an Mcf at %s', (_name, base, factor) => {
    expect(volumeFactor(base, US60)).toBeCloseTo(factor, 4);
  });

  test.each([
    // R·T ÷ P: 8.314462618 × 273.15 ÷ 101.325 and so on (method A1).
    ['n0', 22.414],
    ['s15', 23.6448],
    ['ru20', 24.0551],
    ['us60-14.696', 23.6904],
    ['us60-14.65', 23.765],
  ] as const)('know the molar volume at %s', (base, cubicMetres) => {
    expect(molarVolume(VOLUME_BASES[base])).toBeCloseTo(cubicMetres, 3);
  });

  test('take each unit for what it is', () => {
    expect(mcfAtUs60(1_000_000, 'scf', US60)).toBeCloseTo(1000, 9);
    expect(mcfAtUs60(1, 'MMcf', US60)).toBe(1000);
    // (1 ÷ 0.3048)³ cubic feet in a cubic metre = 35.31467.
    expect(mcfAtUs60(1, '1000m3', US60)).toBeCloseTo(35.31467, 5);
    expect(mcfAtUs60(1, '1000m3', VOLUME_BASES.ru20)).toBeCloseTo(34.779, 3);
  });

  test('have no base for a name that is not in the table', () => {
    expect(volumeBaseOf('us60')).toBeNull();
    expect(volumeBaseOf('toString')).toBeNull();
  });

  test('come back to where they began', () => {
    const base = fc.record({
      celsius: fc.double({ min: -30, max: 60, noNaN: true }),
      kilopascal: fc.double({ min: 80, max: 120, noNaN: true }),
    });
    fc.assert(
      fc.property(base, base, base, (a, b, c) => {
        expect(volumeFactor(a, b) * volumeFactor(b, a)).toBeCloseTo(1, 12);
        expect(volumeFactor(a, b) * volumeFactor(b, c)).toBeCloseTo(volumeFactor(a, c), 12);
      }),
    );
  });
});
