import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { METHOD_VERSION } from '#lib/domain/economics/evaluation.ts';

const run = promisify(execFile);

async function netback(...words: readonly string[]) {
  const { stdout } = await run(process.execPath, ['cli/netback.ts', ...words]);
  return stdout;
}

const filesOf = (vector: string) => {
  const folder = `test/fixtures/vectors/${vector}`;
  return [
    '--company',
    `${folder}/company.yaml`,
    '--market',
    `${folder}/market.json`,
    '--reports',
    `${folder}/reports.csv`,
  ];
};
const expectedOf = (vector: string) =>
  JSON.parse(readFileSync(`test/fixtures/vectors/${vector}/expected.json`, 'utf8'));
const isNear = (got: number, wanted: number) => Math.abs(got - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted));

describe('netback evaluate', () => {
  test('prints every figure of vector E2E-01 at full precision', async () => {
    const document = JSON.parse(await netback('evaluate', ...filesOf('e2e-01'), '--json'));
    expect(document).toMatchObject({ at: '2025-12-01T12:00:00Z', company: 'e2e-01', methodVersion: METHOD_VERSION });
    const [site] = document.sites;
    const wrong = Object.entries(expectedOf('e2e-01')).filter(([name, value]) =>
      typeof value === 'number' ? !isNear(site[name], value) : site[name] !== value,
    );
    expect(wrong).toEqual([]);
  });

  test('reads units and bases of the six reports of vector E2E-02', async () => {
    const document = JSON.parse(await netback('evaluate', ...filesOf('e2e-02'), '--json'));
    const expected = expectedOf('e2e-02');
    const names = ['thermalKwhPerDay', 'gasUsedMcfPerDay', 'btcPerDay', 'cashMarginUsdPerDay', 'netbackUsdPerMmbtu'];
    expect(document.sites).toHaveLength(6);
    for (const site of document.sites) {
      for (const name of names)
        expect([site.site, name, isNear(site[name], expected[site.site][name])]).toEqual([site.site, name, true]);
    }
  });

  test('has every point field and a step for every figure', async () => {
    const [site] = JSON.parse(await netback('evaluate', ...filesOf('e2e-01'), '--json')).sites;
    const pointFields =
      'at quality missing best bestAlternative mineUsdPerDay sellUsdPerDay flareUsdPerDay advantageUsdPerDay netbackUsdPerMmbtu netbackUsdPerMcf breakEvenBtcUsd hashpriceUsdPerPhDay btcUsd difficulty binding gasUsedMcfPerDay producedMcfPerDay soldMcfPerDay flaredMcfPerDay ventedMcfPerDay flaringRatio reportVersion configVersion methodVersion';
    expect(pointFields.split(' ').filter((field) => !(field in site))).toEqual([]);
    const stepNames =
      'thermalKwhPerDay gasLimitedGrossKwhPerDay powerLimitedGrossKwhPerDay fleetLimitedGrossKwhPerDay grossKwhPerDay asicKwhPerDay joulesPerTh effectiveThPerSecond gasUsedMcfPerDay residualGasMcfPerDay btcPerDay revenueUsdPerDay hashpriceUsdPerPhDay generatorOmUsdPerDay royaltyOnMinedGasUsdPerDay cashMarginUsdPerDay fullMarginUsdPerDay sellNetbackUsdPerMcf flareValueUsdPerMcf bestAlternativeUsdPerDay breakEvenBtcUsdVsZero breakEvenBtcUsdVsSell breakEvenBtcUsdVsFlare breakEvenBtcUsdVsBestAlternative breakEvenDifficulty breakEvenHashpriceUsdPerPhDay breakEvenGasUsdPerMcf breakEvenPowerUsdPerKwh deltaUsdPerDayPerPercentBtc deltaUsdPerDayPerPercentDifficulty cashMarginUsdPerDayAfterHalving co2eTonnesPerDayFlared co2eTonnesPerDayMined co2eTonnesPerDayAvoided';
    const steps = new Map(site.steps.map((step: { name: string }) => [step.name, step]));
    expect(stepNames.split(' ').filter((name) => !steps.has(name))).toEqual([]);
    expect(steps.get('gasUsedMcfPerDay')).toMatchObject({
      value: site.gasUsedMcfPerDay,
      unit: 'Mcf/day',
      method: 'M4',
    });
  });

  test('refuses an unknown site with the names it could have been', async () => {
    const failed = await netback('evaluate', ...filesOf('e2e-02'), '--site', 's9').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 2, stderr: '--site is "s9"; expected one of s0, s1, s2, s3, s4, s5.\n' });
  });

  test('refuses a report file of which nothing can be read, and says why', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'netback-')), 'bad.csv');
    writeFileSync(file, 'site_id,day\npad,2025-12-01\n');
    const [company, market] = [filesOf('e2e-01').slice(0, 4), ['--reports', file]];
    const failed = await netback('evaluate', ...company, ...market).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`${file} holds no row`) });
  });

  test('reckons with the good rows of a report file, and says which were refused', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'netback-')), 'half.csv');
    const good = readFileSync('test/fixtures/vectors/e2e-01/reports.csv', 'utf8').trimEnd();
    const bad =
      'pad,2025-12-01T00:00:00Z,2025-12-02T00:00:00Z,sold,many,Mcf,us60-14.696,,measured,,1,2025-12-01T06:00:00Z';
    writeFileSync(file, `${good}\n${bad}\n`);
    const words = ['cli/netback.ts', 'evaluate', ...filesOf('e2e-01').slice(0, 4), '--reports', file, '--json'];
    const { stdout, stderr } = await run(process.execPath, words);
    expect(stderr).toMatch(/half\.csv:3: volume is "many"; expected /);
    expect(isNear(JSON.parse(stdout).sites[0].cashMarginUsdPerDay, expectedOf('e2e-01').cashMarginUsdPerDay)).toBe(
      true,
    );
  });
});
