import { describe, expect, test } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';
import { capabilityFeet } from '#lib/config/resolve/derates.ts';
import { MINIMAL } from './company-texts.ts';

const GENERATOR = '{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000 }';
const withPower = (generator: string, power: string, gas = '') =>
  parseCompany(
    MINIMAL.replace(GENERATOR, generator)
      .replace(/(\n\s+power: \{)/, `$1 ${power}`)
      .replace('hhvBtuPerScf:', `${gas}hhvBtuPerScf:`),
    'x.yaml',
  );
const powerOf = (generator: string, power: string, gas = '') => {
  const parsed = withPower(generator, power, gas);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return { power: parsed.company.sites[0]?.power, defaults: parsed.defaults };
};

describe('what a site takes from its generators', () => {
  test('is absent where the file says nothing of it, so that a stored configuration keeps its version', () => {
    const { power } = powerOf(GENERATOR, '');
    expect(Object.keys(power ?? {}).toSorted()).toEqual([
      'availability',
      'generators',
      'omUsdPerKwhGross',
      'parasiticFraction',
    ]);
    expect(Object.keys(power?.generators[0] ?? {})).not.toContain('altitudeCapabilityFeet');
  });

  test('reads the altitude capability off the data sheet: 1524 m is 5,000 ft', () => {
    const { power } = powerOf('{ model: cat-g3516-975-cont, minLoadFraction: 0.5 }', 'altitudeFeet: 6000,');
    expect(power).toMatchObject({ altitudeFeet: 6000, generators: [{ minLoadFraction: 0.5 }] });
    expect(power?.generators[0]?.altitudeCapabilityFeet).toBeCloseTo(5000, 9);
  });

  test.each([
    ['2330 ft', 2330],
    ['5000 ft at 77F', 5000],
    ['1067 m at 25C', 1067 / 0.3048],
    ['see the manual', null],
    [null, null],
  ])('takes the height %s as %s ft', (words, feet) => {
    expect(capabilityFeet(words)).toBe(feet);
  });

  test('names the 500 ft that it takes where there is no sheet', () => {
    const { power, defaults } = powerOf(GENERATOR, 'altitudeFeet: 1500,');
    expect(power?.generators[0]?.altitudeCapabilityFeet).toBe(500);
    expect(defaults).toContain('sites.pad.power.generators.0.altitudeCapabilityFeet = 500');
  });

  test('names every figure of the usual methane number derate that it takes', () => {
    const derated = GENERATOR.replace(' }', ', methaneNumberDerate: {} }');
    const { power, defaults } = powerOf(derated, '', 'methaneNumber: 60, ');
    expect(power?.generators[0]?.methaneNumberDerate).toEqual({ fullRatingAt: 80, lowest: 45, fractionAtLowest: 0.25 });
    expect(defaults.filter((one) => one.includes('methaneNumberDerate'))).toHaveLength(3);
    const strict = GENERATOR.replace(' }', ', minMethaneNumber: 55, methaneNumberDerate: {} }');
    expect(powerOf(strict, '', 'methaneNumber: 60, ').power?.generators[0]?.methaneNumberDerate).toMatchObject({
      lowest: 55,
    });
  });

  test('refuses a derate by a methane number that nobody knows, and a line that rises', () => {
    const derated = GENERATOR.replace(' }', ', methaneNumberDerate: {} }');
    const unknown = withPower(derated, '');
    expect(unknown.ok ? [] : unknown.problems.map(({ path }) => path)).toEqual([
      'sites[0].power.generators[0].methaneNumberDerate',
    ]);
    const rising = withPower(
      GENERATOR.replace(' }', ', methaneNumberDerate: { lowest: 85 } }'),
      '',
      'methaneNumber: 90, ',
    );
    expect(rising.ok ? [] : rising.problems.map(({ path }) => path)).toEqual([
      'sites[0].power.generators[0].methaneNumberDerate.lowest',
    ]);
  });
});
