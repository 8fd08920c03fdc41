import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMarketFile } from '#cli/market-file.ts';
import type { Company, MarketPlan } from '#lib/domain/company.ts';
import { instant } from '#lib/domain/instant.ts';
import { PLAN, T } from '../domain/market/ticks.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-market-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const YUGRA = {
  id: 'gpp-yugra',
  source: null,
  secret: null,
  currency: 'RUB',
  manual: [{ from: instant(0), perMmbtu: 61.2 }],
};
const GIVEN = { at: '2023-02-15T00:00:00Z', btcUsd: 22_000, difficulty: 39_156_400_059_293, height: 776_500 };

async function read(market: object, plan: Partial<MarketPlan>) {
  const file = path.join(folder, 'market.json');
  writeFileSync(file, JSON.stringify({ ...GIVEN, ...market }));
  return await readMarketFile(file, { tickSeconds: 300, market: { ...PLAN, ...plan } } as Company, 'v', null);
}

describe('a market file', () => {
  test('converts the manual rows of the company by its own rates', async () => {
    const fx = [{ pair: 'USDRUB', source: 'cbr', manual: [] }];
    // 61.2 RUB/MMBtu ÷ 90 RUB/USD
    const market = await read({ fx: { USDRUB: 90 } }, { fx, gasIndexes: [YUGRA] });
    expect(market.gasIndexes[0]?.value).toBeCloseTo(0.68, 12);
    expect(market.fx).toEqual([{ id: 'USDRUB', value: 90, quality: 'ok', goodAt: T }]);
    expect((await read({}, { fx, gasIndexes: [YUGRA] })).gasIndexes[0]?.value).toBeNull();
  });

  test('beats a manual row of the company', async () => {
    const index = { ...YUGRA, currency: 'USD' };
    const market = await read({ gasIndexUsdPerMmbtu: { 'gpp-yugra': -1.5 } }, { gasIndexes: [index] });
    expect(market.gasIndexes).toEqual([{ id: 'gpp-yugra', value: -1.5, quality: 'ok', goodAt: T }]);
  });

  test('without fees takes the fallback of the company, degraded, or leaves them unknown', async () => {
    const plan = { feesFallbackBtcPerBlock: 0.05 };
    expect((await read({}, plan)).feesBtcPerBlock).toMatchObject({ value: 0.05, quality: 'degraded' });
    expect((await read({ feesBtcPerBlock: 0 }, plan)).feesBtcPerBlock).toMatchObject({ value: 0, quality: 'ok' });
    expect((await read({}, {})).feesBtcPerBlock).toMatchObject({ value: null, quality: 'missing' });
  });
});
