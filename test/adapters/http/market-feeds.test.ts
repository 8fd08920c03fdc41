import { afterEach, describe, expect, test } from 'vitest';
import type { MarketPlan } from '#lib/domain/company.ts';
import { after, toIso } from '#lib/domain/instant.ts';
import { closeServers, DIFFICULTY, freeze, HONEST, KEY, observe, outcomeOf, PLAN, serve, T } from './honest-feeds.ts';
import { flood, noise, reset, say } from './hostile-server.ts';

afterEach(closeServers);

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

  test('are all used in a replay on a machine too busy to look at its sockets for 4 s', async () => {
    const observations = observe(await serve());
    await new Promise(setImmediate);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
    expect((await observations).filter((one) => !one.outcome.ok)).toEqual([]);
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

  test('are recorded where a simulated clock is told its own time back, and only there', async () => {
    const said = (time: string) => {
      const headers = { 'netback-recorded': time };
      return serve({ kraken: say(HONEST['/kraken/0/public/Ticker?pair=XBTUSD'], { headers }) });
    };
    const own = await said(toIso(T));
    expect(outcomeOf(await observe(own), 'kraken', 'price')).toMatchObject({ isRecorded: true });
    expect(outcomeOf(await observe(own), 'bitstamp', 'price')).not.toHaveProperty('isRecorded');
    expect(outcomeOf(await observe(own, { isSimulated: false }), 'kraken', 'price')).not.toHaveProperty('isRecorded');
    const other = await said(toIso(after(T, -300)));
    expect(outcomeOf(await observe(other), 'kraken', 'price')).not.toHaveProperty('isRecorded');
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
