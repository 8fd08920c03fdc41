import type { MarketFeedsOptions } from '#lib/adapters/http/feeds-options.ts';
import { marketFeeds } from '#lib/adapters/http/market-feeds.ts';
import type { Company, MarketPlan } from '#lib/domain/company.ts';
import { instant } from '#lib/domain/instant.ts';
import { freezeMarket } from '#lib/domain/market/consensus.ts';
import type { Observation } from '#lib/domain/market/market.ts';
import { type Handler, type HostileServer, say, startHostileServer } from './hostile-server.ts';

/** 2023-02-15T00:00:00Z */
export const T = instant(1_676_419_200);
export const DIFFICULTY = 39_156_400_059_293.19;
export const KEY = 'hush-3f9c1d';

export const PLAN: MarketPlan = {
  btcPrice: { sources: ['coinbase', 'kraken', 'bitstamp', 'mempool'] },
  network: { sources: ['mempool', 'blockstream', 'blockchain-info'] },
  feesFallbackBtcPerBlock: null,
  fx: [{ pair: 'USDRUB', source: 'cbr', manual: [] }],
  gasIndexes: [{ id: 'henry-hub', source: 'eia', secret: '/netback/eia-key', currency: 'USD', manual: [] }],
  urls: {},
  secrets: {},
};

/** What honest providers say at T, by path. */
export const HONEST: Readonly<Record<string, unknown>> = {
  '/coinbase/v2/prices/BTC-USD/spot': { data: { amount: '22000.00', base: 'BTC', currency: 'USD' } },
  '/kraken/0/public/Ticker?pair=XBTUSD': { error: [], result: { XXBTZUSD: { c: ['22010.00000', '0.1'] } } },
  '/bitstamp/api/v2/ticker/btcusd/': { last: '22005', timestamp: '1676419190', pair: 'BTC/USD' },
  '/mempool/api/v1/prices': { time: 1_676_417_000, USD: 22_020, EUR: -1 },
  '/mempool/api/blocks/tip/height': '776500',
  '/mempool/api/v1/mining/hashrate/3d': { currentHashrate: 3e20, currentDifficulty: DIFFICULTY },
  '/mempool/api/v1/mining/reward-stats/144': {
    startBlock: 776_357,
    endBlock: 776_500,
    totalReward: '91440000000',
    totalFee: '1440000000',
  },
  '/blockstream/api/blocks': [{ height: 776_500, difficulty: DIFFICULTY }],
  '/blockchain-info/stats': {
    timestamp: 1_676_419_000_000,
    n_blocks_total: 776_499,
    difficulty: 39_156_400_059_293,
    total_fees_btc: 1_450_000_000,
    n_blocks_mined: 145,
  },
  '/cbr/daily_json.js': {
    Date: '2023-02-15T11:30:00+03:00',
    PreviousDate: '2023-02-14T11:30:00+03:00',
    Valute: { USD: { Nominal: 1, Value: 73.9, Previous: 73.8 } },
  },
  '/eia/v2/natural-gas/pri/fut/data/': {
    response: { data: [{ period: '2023-02-13', series: 'RNGWHHD', value: '2.46', units: '$/MMBTU' }] },
  },
};

const servers: HostileServer[] = [];

/** Closes every server that a test started; call it after each. */
export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) await server.close();
}

/** Honest, but for the requests of `bad` providers. */
export async function serve(bad: Readonly<Record<string, Handler>> = {}): Promise<HostileServer> {
  const server = await startHostileServer((request, response) => {
    const url = request.url ?? '';
    const provider = url.split('/')[1] ?? '';
    const handler = bad[provider] ?? say(HONEST[url] ?? HONEST[url.split('?')[0] ?? ''] ?? {});
    handler(request, response);
  });
  servers.push(server);
  return server;
}

const options = (feedsBase: string | null): MarketFeedsOptions => ({
  feedsBase,
  isSimulated: true,
  clock: { nowMilliseconds: () => (T + 5) * 1000 },
  random: () => 0,
  secret: async () => KEY,
});

/** What the feeds of the plan say at T, from this server. */
export async function observe(
  server: HostileServer,
  more: Partial<MarketFeedsOptions> = {},
  plan: MarketPlan = PLAN,
): Promise<readonly Observation[]> {
  const company = { market: plan } as Company;
  return await marketFeeds({ ...options(server.url), ...more }).observe(company, T);
}

/** The market of these observations, with nothing before it. */
export const freeze = (observations: readonly Observation[]) =>
  freezeMarket({ at: T, tickSeconds: 300, observations, plan: PLAN, previous: null, configVersion: 'test' });

export const outcomeOf = (observations: readonly Observation[], source: string, kind: Observation['kind']) =>
  observations.find((one) => one.source === source && one.kind === kind)?.outcome;
