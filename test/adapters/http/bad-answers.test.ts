import { afterEach, describe, expect, test } from 'vitest';
import { closeServers, freeze, HONEST, observe, outcomeOf, serve, T } from './honest-feeds.ts';
import { bomb, drip, flood, type Handler, hang, headerFlood, noise, reset, say, truncate } from './hostile-server.ts';

afterEach(closeServers);

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
    ['a price twice', say('{"data":{"amount":"22000","amount":"2200"}}'), 'a key twice'],
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
