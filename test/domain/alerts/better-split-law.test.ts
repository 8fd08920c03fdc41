import { describe, expect, test } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import type { ReportRow, Stream } from '#lib/domain/gas/report.ts';
import { after, instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { advanceSite } from '#lib/domain/site-tick.ts';

const AT = instant(1_676_419_200);

/**
 * 30 PH/s earn 0.0986 BTC a day at this difficulty: 296 USD at 3,000, against 432 USD for 21,600 kWh at
 * 0.02. Mining loses 136 USD a day, nearly half of the revenue, where flaring its 216 Mcf is free; where
 * flaring costs 2 USD/Mcf (432 USD) mining is the better use and there is nothing to gain.
 */
function betterSplitUnder(regime: string) {
  const text = `company: test-co
market:
  btcPrice: { sources: [coinbase, kraken, bitstamp] }
  network: { sources: [mempool, blockstream] }
audiences:
  operations: { timezone: UTC, subscribe: [{ email: ops@example.com }] }
rules:
  better-split: { enabled: true }
sites:
  - id: pad
    timezone: UTC
    gas: { volumeBase: us60-14.696, lhvBtuPerScf: 1000, hhvBtuPerScf: 1100 }
    power:
      generators: [{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000, idleFuelFraction: 0, count: 1 }]
      omUsdPerKwhGross: 0.02
    fleet: { miners: [{ thPerSecond: 100, watts: 3000, count: 300 }] }
    pool: { feeFraction: 0.01, scheme: fpps }
    sell: none
    flare: { regime: ${regime} }
`;
  const parsed = parseCompany(text, 'test-co.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { company, version } = parsed;
  const [site = expect.fail('no site')] = company.sites;
  const model = siteModel(site, company.decisionHorizonDays, company.regimes);
  const rows = (['produced', 'mining'] as const).map((stream) => rowOf(stream, stream === 'produced' ? 300 : 216));
  const input = {
    company,
    configVersion: version,
    site,
    model,
    market: market(version),
    previous: null,
    newRows: rows,
  };
  return advanceSite(input).item.alerts['better-split'].condition;
}

function rowOf(stream: Stream, volumeMcf: number): ReportRow {
  const periodStart = after(AT, -86_400);
  const known = { hhvBtuPerScf: null, evidence: null, cause: null, version: 1, reportedAt: AT, original: '' };
  return { site: 'pad', stream, periodStart, periodEnd: AT, volumeMcf, ...known };
}

function market(configVersion: string): Market {
  const sourced = (value: number) => ({ value, quality: 'ok' as const, goodAt: AT });
  return {
    at: AT,
    btcUsd: sourced(3_000),
    difficulty: sourced(39_156_400_059_293.19),
    height: sourced(776_500),
    feesBtcPerBlock: sourced(0.15),
    fx: [],
    gasIndexes: [],
    sources: [],
    configVersion,
  } as Market;
}

describe('the better split of a site', () => {
  test('counts what the law charges for the gas that mining would leave to the flare', () => {
    expect(['PENDING', 'FIRING']).toContain(betterSplitUnder('none'));
    expect(betterSplitUnder('nigeria')).toBe('OK');
  });
});
