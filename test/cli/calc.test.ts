import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CALCULATORS } from '#cli/calc/calculators.ts';
import { calc, vector, within } from './calc-vectors.ts';

const run = promisify(execFile);
const netback = (...words: readonly string[]) => run(process.execPath, ['cli/netback.ts', 'calc', ...words]);

test('the miners of the catalogue have the J/TH of two published lists (ASIC-01)', () => {
  const miners = JSON.parse(readFileSync('data/miners.json', 'utf8')) as readonly {
    id: string;
    ths: number;
    watts: number;
  }[];
  const { inputs, expected } = vector('ASIC-01');
  const efficiencies = Object.values(expected.J_per_TH as Readonly<Record<string, number>>);
  Object.values(inputs).forEach((pair, index) => {
    const [ths, watts] = pair as readonly [number, number];
    within(watts / ths, efficiencies[index] ?? Number.NaN, 0.001);
    expect(miners.some((one) => one.ths === ths && one.watts === watts)).toBe(true);
  });
});

describe('calc allocate', () => {
  test('gives OPT-01', () => {
    const { inputs, expected } = vector('OPT-01');
    const outlets = (['sell', 'mine', 'flare'] as const).map((id) => {
      const { net_usd_mcf, cap } = inputs[id] as { net_usd_mcf: number; cap: number | null };
      return { id, usdPerMcf: net_usd_mcf, capMcfPerDay: cap };
    });
    const outputs = calc('allocate', { gasMcfPerDay: inputs.gas_mcf_d, outlets });
    const { daily_usd, ...split } = expected;
    expect(outputs.mcfPerDay).toEqual(split);
    within(outputs.usdPerDay, daily_usd, 1e-9);
  });

  test('gives OPT-02', () => {
    const { inputs, expected } = vector('OPT-02');
    const outlets = [
      {
        id: 'sell',
        usdPerMcf: inputs.sell_net,
        capMcfPerDay: 300,
        takeOrPayMcfPerDay: inputs.ToP_mcf,
        deficiencyUsdPerMcf: inputs.ToP_deficiency_usd_mcf,
      },
      { id: 'mine', usdPerMcf: inputs.mine_net, capMcfPerDay: inputs.mine_cap },
      { id: 'flare', usdPerMcf: inputs.flare_net },
    ];
    const outputs = calc('allocate', { gasMcfPerDay: inputs.gas, outlets });
    expect(outputs.mcfPerDay).toMatchObject(expected);
    within(outputs.usdPerDay, 760, 1e-9);
  });
});

describe('netback calc', () => {
  test('prints one document with units and the section of the method', async () => {
    const { stdout } = await netback('network', '--input', '{"difficulty":1590896927258}', '--json');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ name: 'network', method: 'M6', units: { networkEhPerSecond: 'EH/s' } });
    within(document.outputs.networkEhPerSecond, 11.388, 1e-4);
  });

  test('lists inputs, units, outputs and a worked example of each calculator', async () => {
    const { stdout } = await netback('--list', '--json');
    const { calculators } = JSON.parse(stdout) as {
      calculators: readonly { name: string; inputs: readonly object[]; outputs: readonly object[] }[];
    };
    expect(calculators.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['network', 'retarget', 'hashprice', 'gas', 'generator', 'allocate']),
    );
    expect(calculators.find(({ name }) => name === 'network')?.inputs).toContainEqual({
      name: 'difficulty',
      unit: '1',
      what: 'difficulty',
      isRequired: false,
    });
    expect(calculators.find(({ name }) => name === 'retarget')?.inputs).toContainEqual({
      name: 'height',
      unit: 'blocks',
      what: 'height of the tip',
      isRequired: true,
    });
  });

  test.each(CALCULATORS.map((one) => [one.name, one] as const))(
    'says of %s what its example gives, and every unit',
    (_name, one) => {
      const outputs = one.run(one.example);
      expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(one.outputs).toSorted());
    },
  );

  test.each([
    [['nothing'], /there is no calculator "nothing"; expected one of network/],
    [['network', '--input', '{"difficulty":-1}'], /difficulty/],
    [['network', '--input', '{"difficulty":1,"hight":2}'], /no input hight \(did you mean height\?\)/],
    [['network', '--input', 'no-such-file.json'], /"no-such-file.json"; that is neither JSON nor a file/],
    [['gas', '--input', 'null'], /gas: --input is null; expected inputs by name, such as \{"composition"/],
    [['gas', '--input', '[1]'], /--input is \[1\]; expected inputs by name/],
    [['gas', '--input', '{"volume":1e400}'], /volume: got Infinity; expected a finite number/],
    [['gas', '--input', '{"composition":{"c1":2}}'], /composition.c1: got 2; expected a number of at most 1/],
    [[], /calc needs a name/],
  ])('refuses %o with what would have been right', async (words, message) => {
    const failed = await netback(...words).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});
