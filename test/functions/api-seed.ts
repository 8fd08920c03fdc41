import { answerRequest } from '#functions/middleware/answer.ts';
import type { ApiRequest, HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { SITE_RULES } from '#lib/domain/alerts/rule.ts';
import type { Company, Site } from '#lib/domain/company.ts';
import { EMPTY_GAS_STATE } from '#lib/domain/gas/report.ts';
import { US60 } from '#lib/domain/gas/volume.ts';
import { appendPoint } from '#lib/domain/history/block.ts';
import type { Block, Point } from '#lib/domain/history/point.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Market, Sourced } from '#lib/domain/market/market.ts';
import type { Stores } from '#lib/ports.ts';

/** The defaults of interfaces.md section 3. */
const FLARING_RISE = { shiftFactor: 1.4, shiftFloorMcfPerDay: 50, shiftFloorFractionOfProduced: 0.05 };

/** A company with only what the API reads of it; every figure made up. */
export function companyOf(siteIds: readonly string[], tickSeconds: 300 | 900 | 3600): Company {
  const sites = siteIds.map((id) => ({
    id,
    name: `Pad ${id}`,
    timezone: 'UTC',
    gasDayStart: '00:00',
    fuelIncludesMining: false,
    gas: { volumeBase: US60 },
    flare: { permitLimitMcfPerDay: 40 },
    rules: {
      flaringRise: { ...FLARING_RISE, enabled: true },
    },
    reports: {
      cadence: '1d',
      staleAfterSeconds: 129_600,
      pull: { url: 'https://example.com/r', format: 'auto', everySeconds: 3600, secret: '/netback/secret-of-pull' },
      pushKeys: [{ id: 'k1', secret: '/netback/secret-of-push' }],
      drop: true,
    },
  })) as unknown as Site[];
  return { company: 'test-co', name: 'Test Oil (made up)', tickSeconds, sites } as unknown as Company;
}

const DIFFICULTY_BY_EPOCH = 1_000_000_000;

/** The market that the seeded points rest on. */
export function marketAt(at: Instant, configVersion: string, epoch = 385): Market {
  const sourced = (value: number): Sourced => ({ value, quality: 'ok', goodAt: at });
  return {
    at,
    btcUsd: sourced(30_000),
    difficulty: sourced(epoch * DIFFICULTY_BY_EPOCH),
    height: sourced(epoch * 2016),
    feesBtcPerBlock: sourced(0.15),
    fx: [],
    gasIndexes: [],
    sources: [],
    configVersion,
  };
}

/** A point with every figure known; parts of it can be given. */
export function pointAt(at: Instant, parts: Partial<Point> = {}): Point {
  return {
    at,
    quality: 'ok',
    missing: [],
    best: 'mine',
    bestAlternative: 'flare',
    binding: 'gas',
    openAlerts: [],
    mineMilliUsdPerDay: 1_234_567,
    sellMilliUsdPerDay: 500_001,
    flareMilliUsdPerDay: -3_000,
    netbackMilliUsdPerMmbtu: 4_321,
    netbackMilliUsdPerMcf: 5_432,
    breakEvenBtcCents: 1_740_011,
    gasUsedScfPerDay: 224_600,
    producedScfPerDay: 300_000,
    soldScfPerDay: 10_000,
    flaredScfPerDay: 65_400,
    ventedScfPerDay: null,
    btcUsdCents: 3_000_000,
    hashpriceMilliUsdPerPhDay: 78_214,
    epoch: 385,
    reportVersion: 1,
    configVersion: 'v1',
    methodVersion: 1,
    ...parts,
  };
}

/** Stores points as the ticks would: sealed blocks, and the rest in the site's item. */
export async function storePoints(
  stores: Stores,
  site: string,
  points: readonly Point[],
  stepSeconds: number,
): Promise<void> {
  let block: Block | null = (await stores.sites.get(site))?.block ?? null;
  for (const point of points) {
    const appended = appendPoint(block, point, stepSeconds);
    for (const sealed of appended.sealed) await stores.history.putBlock(site, sealed);
    block = appended.block;
  }
  const last = points.at(-1);
  if (block === null || last === undefined) return;
  await stores.sites.putIfNewer(itemOf(site, block, last));
}

function itemOf(site: string, block: Block, last: Point): SiteItem {
  return {
    site,
    v: last.at,
    configVersion: last.configVersion,
    methodVersion: last.methodVersion,
    block,
    alerts: Object.fromEntries(SITE_RULES.map((rule) => [rule, INITIAL_ALERT_STATE])) as SiteItem['alerts'],
    lastClearMarket: null,
    gas: EMPTY_GAS_STATE,
    hours: [],
    flaringBaselineMcfPerDay: null,
  };
}

export function portsOf(company: Company, stores: Stores = memoryStores()): HistoryApiPorts {
  return { stores, company, now: () => null, version: 'test' };
}

export type Got = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** Asks the API without its HTTP frame. */
export async function ask(
  ports: HistoryApiPorts,
  path: string,
  query: Record<string, string> = {},
  more: Partial<ApiRequest> = {},
): Promise<Got> {
  const answer = await answerRequest(ports, {
    method: 'GET',
    path,
    query,
    headers: {},
    body: '',
    by: null,
    claims: { company: null, role: null },
    isLoopback: false,
    ...more,
  });
  return {
    status: answer.status,
    headers: answer.headers ?? {},
    text: answer.lazily?.text() ?? answer.text ?? JSON.stringify(answer.body),
  };
}

export async function askJson<T = Record<string, never>>(
  ports: HistoryApiPorts,
  path: string,
  query: Record<string, string> = {},
): Promise<T> {
  const got = await ask(ports, path, query);
  if (got.status !== 200) throw new Error(`${got.status} ${got.text}`);
  return JSON.parse(got.text) as T;
}
