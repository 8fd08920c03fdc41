import { afterEach, describe, expect, test } from 'vitest';
import type { MarketFeedsOptions } from '#lib/adapters/http/feeds-options.ts';
import { marketFeeds } from '#lib/adapters/http/market-feeds.ts';
import type { Company, MarketPlan } from '#lib/domain/company.ts';
import { instant } from '#lib/domain/instant.ts';
import { freezeMarket } from '#lib/domain/market/consensus.ts';
import type { Observation } from '#lib/domain/market/market.ts';
import {
  bomb,
  drip,
  flood,
  type Handler,
  type HostileServer,
  hang,
  headerFlood,
  noise,
  reset,
  say,
  startHostileServer,
  truncate,
} from './hostile-server.ts';

/** 2023-02-15T00:00:00Z */
const T = instant(1_676_419_200);
const DIFFICULTY = 39_156_400_059_293.19;
const KEY = 'hush-3f9c1d';

const PLAN: MarketPlan = {
  btcPrice: { sources: ['coinbase', 'kraken', 'bitstamp', 'mempool'] },
  network: { sources: ['mempool', 'blockstream', 'blockchain-info'] },
  feesFallbackBtcPerBlock: null,
  fx: [{ pair: 'USDRUB', source: 'cbr', manual: [] }],
  gasIndexes: [{ id: 'henry-hub', source: 'eia', secret: '/netback/eia-key', currency: 'USD', manual: [] }],
  urls: {},
  secrets: {},
};

/** What honest providers say at T, by path. */
const HONEST: Readonly<Record<string, unknown>> = {
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
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Honest, but for the requests of `bad` providers. */
async function serve(bad: Readonly<Record<string, Handler>> = {}): Promise<HostileServer> {
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

async function observe(
  server: HostileServer,
  more: Partial<MarketFeedsOptions> = {},
  plan: MarketPlan = PLAN,
): Promise<readonly Observation[]> {
  const company = { market: plan } as Company;
  return await marketFeeds({ ...options(server.url), ...more }).observe(company, T);
}

const freeze = (observations: readonly Observation[]) =>
  freezeMarket({ at: T, tickSeconds: 300, observations, plan: PLAN, previous: null, configVersion: 'test' });

const outcomeOf = (observations: readonly Observation[], source: string, kind: Observation['kind']) =>
  observations.find((one) => one.source === source && one.kind === kind)?.outcome;

describe('the feeds of a tick', () => {
  test('give one observation for each figure asked for, and a market of them', async () => {
    const server = await serve();
    const observations = await observe(server);
    expect(observations.map((one) => `${one.kind} ${one.source}`)).toEqual([
      'price coinbase',
      'price kraken',
      'price bitstamp',
      'price mempool',
      'network mempool',
      'network blockstream',
      'network blockchain-info',
      'fees mempool',
      'fees blockchain-info',
      'fx cbr',
      'gas-index eia',
    ]);
    const market = freeze(observations);
    expect(market.btcUsd).toEqual({ value: 22_005, quality: 'ok', goodAt: T });
    expect(market.difficulty.value).toBe(DIFFICULTY);
    expect(market.height.value).toBe(776_500);
    // 14.4 BTC ÷ 144 blocks and 14.5 BTC ÷ 145 blocks
    expect(market.feesBtcPerBlock).toEqual({ value: 0.1, quality: 'ok', goodAt: T });
    // dated 11:30 of this day in Moscow: the rate before is still in force at midnight
    expect(market.fx[0]).toEqual({ id: 'USDRUB', value: 73.8, quality: 'ok', goodAt: T });
    expect(market.gasIndexes[0]).toEqual({ id: 'henry-hub', value: 2.46, quality: 'ok', goodAt: T });
  });

  test('ask for nothing twice, and say the time of the tick', async () => {
    const server = await serve();
    await observe(server);
    expect(server.asked).toHaveLength(11);
    expect(new Set(server.asked).size).toBe(11);
    expect(new Set(server.headers.map((one) => one['netback-time']))).toEqual(new Set(['2023-02-15T00:00:00Z']));
  });

  test('ask every provider below its own name and nowhere else', async () => {
    const server = await serve();
    await observe(server, {}, { ...PLAN, urls: { mempool: 'https://mempool.example.com' } });
    expect(server.asked.filter((path) => path.startsWith('/mempool/'))).toHaveLength(4);
  });

  test('of a node in the company file are asked by RPC', async () => {
    const result = { chain: 'main', blocks: 776_500, difficulty: DIFFICULTY };
    const server = await serve({ 'bitcoin-core': say({ result, error: null, id: 'netback' }) });
    const plan = { ...PLAN, network: { sources: ['bitcoin-core', 'blockstream'] } };
    const observations = await observe(server, {}, plan);
    expect(server.asked).toContain('/bitcoin-core/');
    expect(outcomeOf(observations, 'bitcoin-core', 'network')).toMatchObject({ ok: true, value: DIFFICULTY });
  });

  test('of a node with a password are asked with it, in a header', async () => {
    const server = await serve();
    const secrets = { 'bitcoin-core': '/netback/node' };
    const plan = { ...PLAN, network: { sources: ['bitcoin-core', 'blockstream'] }, secrets };
    await observe(server, { secret: async (name) => `rpc:${name}` }, plan);
    const sent = server.headers.flatMap((one) => one.authorization ?? []);
    expect(sent).toEqual([`Basic ${Buffer.from('rpc:/netback/node').toString('base64')}`]);
  });

  test('under a real clock carry their age: from the body, else from the Date header', async () => {
    const date = 'Wed, 15 Feb 2023 00:00:01 GMT';
    const server = await serve({ kraken: say(HONEST['/kraken/0/public/Ticker?pair=XBTUSD'], { headers: { date } }) });
    const observations = await observe(server, { isSimulated: false });
    expect(outcomeOf(observations, 'kraken', 'price')).toMatchObject({ observedAt: T + 1, askedAt: T + 5 });
    expect(outcomeOf(observations, 'bitstamp', 'price')).toMatchObject({ observedAt: T - 10, askedAt: T + 5 });
    expect(server.headers[0]?.['netback-time']).toBeUndefined();
  });

  test('under a simulated clock take no age from a Date header', async () => {
    const outcome = outcomeOf(await observe(await serve()), 'kraken', 'price');
    expect(outcome).toMatchObject({ observedAt: null, askedAt: null });
  });

  test('without a base go to https only: a plain URL in the company file is refused', async () => {
    const server = await serve();
    const plan: MarketPlan = {
      ...PLAN,
      btcPrice: { sources: ['mempool'] },
      network: { sources: ['bitcoin-core'] },
      fx: [],
      gasIndexes: [],
      urls: { mempool: server.url },
    };
    const observations = await observe(server, { feedsBase: null, isSimulated: false }, plan);
    expect(outcomeOf(observations, 'mempool', 'price')).toEqual({ ok: false, reason: 'refused: not https' });
    expect(outcomeOf(observations, 'bitcoin-core', 'network')).toEqual({
      ok: false,
      reason: 'no URL in the company file',
    });
    expect(server.asked).toEqual([]);
  });

  test('say so when a source cannot tell the figure', async () => {
    const plan = { ...PLAN, btcPrice: { sources: ['coinbase', 'blockstream', 'nobody'] } };
    const observations = await observe(await serve(), {}, plan);
    expect(outcomeOf(observations, 'blockstream', 'price')).toMatchObject({ reason: 'no price from this source' });
    expect(outcomeOf(observations, 'nobody', 'price')).toMatchObject({ reason: 'no price from this source' });
  });
});

const price = (amount: unknown) => say({ data: { amount, base: 'BTC', currency: 'USD' } });
const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

describe('a bad answer of coinbase ends in a failed observation, and the price stands', () => {
  const refusals: readonly (readonly [string, Handler, string])[] = [
    ['zero', price('0.00'), 'unexpected data.amount'],
    ['-1', price(-1), 'unexpected data.amount'],
    ['text', price('n/a'), 'unexpected data.amount'],
    ['an empty string', price(''), 'unexpected data.amount'],
    ['a decimal comma', price('22000,00'), 'unexpected data.amount'],
    ['white space', price(' 22000 '), 'unexpected data.amount'],
    ['hexadecimal', price('0x55f0'), 'unexpected data.amount'],
    ['"NaN"', price('NaN'), 'unexpected data.amount'],
    ['NaN', say('{"data":{"amount":NaN}}'), 'not JSON'],
    ['an infinite exponent', say('{"data":{"amount":1e999}}'), 'unexpected data.amount'],
    ['a long exponent', price('1e99999'), 'unexpected data.amount'],
    ['true', price(true), 'unexpected data.amount'],
    ['a list', price([22_000]), 'unexpected data.amount'],
    ['null', say('null'), 'unexpected answer'],
    ['an empty body', say(''), 'not JSON'],
    ['half a body', say('{"data":{"amount":"22'), 'not JSON'],
    ['another pair', say({ data: { amount: '1500', base: 'ETH', currency: 'USD' } }), 'unexpected data.base'],
    ['another currency', say({ data: { amount: '20500', base: 'BTC', currency: 'EUR' } }), 'unexpected data.currency'],
    ['an error under 200', say({ errors: [{ id: 'internal', message: 'sorry' }] }), 'unexpected data'],
    ['__proto__', say('{"__proto__":{"data":{}},"data":{"amount":"22000"}}'), '__proto__ in the answer'],
    ['deep nesting', say(deep(17)), 'nested deeper than 16'],
    ['very deep nesting', say(deep(100_000)), 'nested deeper than 16'],
    ['HTML', say('<html><h1>429</h1>', { type: 'text/html' }), 'an HTML page'],
    ['a picture', say('GIF89a', { type: 'image/gif' }), 'unexpected content type'],
    ['bytes that are no text', say(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 'not UTF-8'],
    ['a redirect', say('', { status: 301, headers: { location: 'http://127.0.0.1:1/' } }), 'HTTP 301'],
    ['204', say('', { status: 204 }), 'HTTP 204'],
    ['403', say({ error: 'key' }, { status: 403 }), 'HTTP 403'],
    ['429', say('', { status: 429, headers: { 'retry-after': '119' } }), 'HTTP 429'],
    ['500', say('', { status: 500 }), 'HTTP 500'],
    ['a reset', reset, 'connection reset'],
    ['a truncated body', truncate, 'connection reset'],
    ['50 MB', flood, 'answer too large'],
    ['a bomb', bomb, 'answer too large'],
    ['endless headers', headerFlood, 'network HPE_HEADER_OVERFLOW'],
    ['noise', noise, 'network HPE_INVALID_CONSTANT'],
    ['silence', hang, 'timeout'],
    ['a drip', drip, 'timeout'],
  ];
  test.each(refusals)('%s', async (_what, handler, reason) => {
    const observations = await observe(await serve({ coinbase: handler }));
    expect(outcomeOf(observations, 'coinbase', 'price')).toEqual({ ok: false, reason });
    // left 22,005, 22,010, 22,020
    expect(freeze(observations).btcUsd).toEqual({ value: 22_010, quality: 'degraded', goodAt: T });
  });

  test.each([
    ['+40 %', price('30800')],
    ['1e308', price(1e308)],
    ['a satoshi', price('0.00000001')],
  ])('%s is read, and judged an outlier', async (_what, handler) => {
    const market = freeze(await observe(await serve({ coinbase: handler })));
    expect(market.btcUsd.value).toBe(22_010);
    expect(market.sources[0]).toMatchObject({ source: 'coinbase', status: 'outlier' });
  });
});

describe('the tick is not held', () => {
  test('past its fetch phase when every feed hangs', async () => {
    const all = Object.keys(HONEST).map((path) => [path.split('/')[1] ?? '', hang] as const);
    const server = await serve(Object.fromEntries(all));
    const start = performance.now();
    const observations = await observe(server, { isSimulated: false });
    expect(performance.now() - start).toBeLessThan(8000);
    expect(observations.every((one) => !one.outcome.ok)).toBe(true);
    expect(freeze(observations).btcUsd).toEqual({ value: null, quality: 'missing', goodAt: null });
  });

  test('past its fetch phase when every feed fails and then hangs, with at most two calls each', async () => {
    const calls = new Map<string, number>();
    const failThenHang: Handler = (request, response) => {
      const url = request.url ?? '';
      calls.set(url, (calls.get(url) ?? 0) + 1);
      if (calls.get(url) === 1) say('', { status: 503, headers: { 'retry-after': '2' } })(request, response);
    };
    const all = Object.keys(HONEST).map((path) => [path.split('/')[1] ?? '', failThenHang] as const);
    const start = performance.now();
    await observe(await serve(Object.fromEntries(all)), { isSimulated: false });
    expect(performance.now() - start).toBeLessThan(8500);
    expect([...calls.values()]).toEqual(Array(11).fill(2));
  });

  test('by a secret that never comes', async () => {
    const start = performance.now();
    const observations = await observe(await serve(), { secret: () => new Promise(() => {}), isSimulated: false });
    expect(performance.now() - start).toBeLessThan(9500);
    expect(outcomeOf(observations, 'eia', 'gas-index')).toEqual({ ok: false, reason: 'secret unavailable' });
    expect(outcomeOf(observations, 'coinbase', 'price')).toMatchObject({ ok: true, value: 22_000 });
  });
});

describe('a key in a URL', () => {
  test('reaches its provider and nothing else', async () => {
    const server = await serve();
    await observe(server);
    expect(server.asked.filter((path) => path.includes(KEY))).toEqual([
      expect.stringMatching(/^\/eia\/v2\/natural-gas\/pri\/fut\/data\/\?.*api_key=hush-3f9c1d$/),
    ]);
  });

  test.each([
    ['403', say({ error: `bad key ${KEY}` }, { status: 403 })],
    ['an answer that repeats it', say({ response: { data: [{ period: KEY }] } })],
    ['HTML that repeats it', say(`<p>${KEY}`, { type: `text/${KEY}` })],
    ['a reset', reset],
    ['a redirect', say('', { status: 302, headers: { location: `/eia?api_key=${KEY}` } })],
    ['noise', noise],
    ['too much', flood],
  ])('is in no reason when the provider answers with %s', async (_what, eia) => {
    const outcome = outcomeOf(await observe(await serve({ eia })), 'eia', 'gas-index');
    expect(outcome).toMatchObject({ ok: false });
    expect(JSON.stringify(outcome)).not.toContain(KEY);
    expect(JSON.stringify(outcome)).not.toMatch(/https?:|api_key/);
  });

  test('that cannot be read is a failed feed, not a failed tick', async () => {
    const secret = async () => {
      throw new Error(`no access to ${KEY}`);
    };
    const observations = await observe(await serve(), { secret, isSimulated: false });
    expect(outcomeOf(observations, 'eia', 'gas-index')).toEqual({ ok: false, reason: 'secret unavailable' });
  });

  test('is not needed in a replay', async () => {
    const secret = async () => {
      throw new Error('no secret');
    };
    const observations = await observe(await serve(), { secret });
    expect(outcomeOf(observations, 'eia', 'gas-index')).toMatchObject({ ok: true, value: 2.46 });
  });
});
