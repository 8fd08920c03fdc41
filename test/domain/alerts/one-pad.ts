import { expect } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import type { ReportRow, Stream } from '#lib/domain/gas/report.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { advanceSite, type SiteTickResult } from '#lib/domain/site-tick.ts';

export const AT = instant(1_676_419_200);

/**
 * A made-up pad: 30 PH/s earn 30,000 × 10^12 × 86,400 × 6.4 ÷ (D × 2^32) × 0.99 = 0.09765 BTC a day, 293.0
 * USD at 3,000, against 432 USD for 21,600 kWh at 0.02. Mining loses 139.0 USD a day, nearly half of the
 * revenue, where flaring its 216 Mcf is free; at 6,000 it earns 153.9.
 */
export function padCompany(pad: { regime?: string; rules?: string; costs?: string; company?: string } = {}) {
  const text = `company: test-co
${pad.company ?? ''}
market:
  btcPrice: { sources: [coinbase, kraken, bitstamp] }
  network: { sources: [mempool, blockstream] }
audiences:
  operations: { timezone: UTC, subscribe: [{ email: ops@example.com }] }
rules:
  ${pad.rules ?? 'better-split: { enabled: true }'}
sites:
  - id: pad
    timezone: UTC
    gas: { volumeBase: us60-14.696, lhvBtuPerScf: 1000, hhvBtuPerScf: 1100 }
    power:
      generators: [{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000, idleFuelFraction: 0, count: 1 }]
      omUsdPerKwhGross: 0.02
    fleet: { miners: [{ thPerSecond: 100, watts: 3000, count: 300 }] }
    pool: { feeFraction: 0.01, scheme: fpps }
    costs: ${pad.costs ?? '{}'}
    sell: none
    flare: { regime: ${pad.regime ?? 'none'} }
`;
  const parsed = parseCompany(text, 'test-co.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

/** The pad's tick at `market.at`, with 300 Mcf produced and 216 mined the day before AT. */
export function tickOf(
  parsed: ReturnType<typeof padCompany>,
  market: Market,
  previous: SiteItem | null = null,
  minedMcf = 216,
): SiteTickResult {
  const { company, version } = parsed;
  const [site = expect.fail('no site')] = company.sites;
  const model = siteModel(site, company.decisionHorizonDays, company.regimes);
  const rows = [rowOf('produced', 300), rowOf('mining', minedMcf)];
  const newRows = previous === null ? rows : [];
  return advanceSite({ company, configVersion: version, site, model, market, previous, newRows });
}

function rowOf(stream: Stream, volumeMcf: number): ReportRow {
  const periodStart = after(AT, -86_400);
  const known = { hhvBtuPerScf: null, evidence: null, cause: null, version: 1, reportedAt: AT, original: '' };
  return { site: 'pad', stream, periodStart, periodEnd: AT, volumeMcf, ...known };
}

/** Every figure observed at `at`. */
export function marketAt(at: Instant, btcUsd: number, changes: Partial<Market> = {}): Market {
  const sourced = (value: number) => ({ value, quality: 'ok' as const, goodAt: at });
  return {
    at,
    btcUsd: sourced(btcUsd),
    difficulty: sourced(39_156_400_059_293.19),
    height: sourced(776_500),
    feesBtcPerBlock: sourced(0.15),
    fx: [],
    gasIndexes: [],
    sources: [],
    configVersion: 'test',
    ...changes,
  };
}
