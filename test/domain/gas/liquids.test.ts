import { describe, expect, test } from 'vitest';
import { gallonsPerMcf } from '#lib/domain/gas/liquids.ts';
import { US60, VOLUME_BASES } from '#lib/domain/gas/volume.ts';

describe('the liquids of a gas', () => {
  test('are those of GPA 2172: 6 % ethane is 1.6005 gallons an Mcf, ideal', () => {
    expect(gallonsPerMcf({ c1: 0.94, c2: 0.06 }, US60, 1)?.c2).toBeCloseTo(1.6005, 4);
  });

  test('are more in a denser Mcf: by the pressure of its base and the compression of a real gas', () => {
    const ideal = gallonsPerMcf({ c2: 1 }, US60, 1)?.c2 ?? Number.NaN;
    expect(gallonsPerMcf({ c2: 1 }, VOLUME_BASES['us60-14.73'], 1)?.c2).toBeCloseTo((ideal * 14.73) / 14.696, 9);
    expect(gallonsPerMcf({ c2: 1 }, US60, 0.99)?.c2).toBeCloseTo(ideal / 0.99, 9);
    expect(gallonsPerMcf({ c1: 1 }, US60, 1)?.c2).toBe(0);
  });

  test.each(['neoc5', 'c9', 'c10'])('are unknown with a trace of %s, whose volume is not known here', (key) => {
    expect(gallonsPerMcf({ c1: 0.999, [key]: 0.001 }, US60, 1)).toBeNull();
    expect(gallonsPerMcf({ c1: 1, [key]: 0 }, US60, 1)).not.toBeNull();
  });
});
