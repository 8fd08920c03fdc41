import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { attemptTwice } from '#lib/adapters/http/attempt.ts';
import { type HttpOutcome, type HttpRequest, httpClient } from '#lib/adapters/http/client.ts';
import type { Resolver } from '#lib/adapters/http/guard.ts';
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

const servers: HostileServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(handler: Handler): Promise<HostileServer> {
  const server = await startHostileServer(handler);
  servers.push(server);
  return server;
}

const request = (url: string): Omit<HttpRequest, 'signal'> => ({
  url: new URL(url),
  method: 'GET',
  headers: {},
  body: null,
  maxBytes: 262_144,
});

/** One question to the server, with the retry rule, under the policy of `--feeds-base`. */
async function ask(server: HostileServer, path = '/x', isSimulated = false): Promise<HttpOutcome> {
  const client = httpClient({ kind: 'loopback', origin: server.url });
  const deadline = new AbortController().signal;
  return await attemptTwice(request(server.url + path), { client, random: () => 0, isSimulated, deadline });
}

const failed = (reason: string) => ({ ok: false, reason });

describe('the client', () => {
  test('hands over status, headers and bytes', async () => {
    const outcome = await ask(await serve(say({ a: 1 })));
    expect(outcome).toMatchObject({ ok: true, status: 200, headers: { 'content-type': 'application/json' } });
    expect(outcome.ok && Buffer.from(outcome.body).toString()).toBe('{"a":1}');
  });

  test('takes 256 KB and not a byte more', async () => {
    expect(await ask(await serve(say('1'.repeat(262_144))))).toMatchObject({ ok: true });
    expect(await ask(await serve(say('1'.repeat(262_145))))).toMatchObject(failed('answer too large'));
  });

  test('hangs up on 50 MB long before their end', async () => {
    const server = await serve(flood);
    expect(await ask(server)).toMatchObject(failed('answer too large'));
    expect(server.asked).toHaveLength(1);
    expect(server.sentBytes).toBeLessThan(20_000_000);
  });

  test('does not unpack 100 MB from 100 KB', async () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await ask(await serve(bomb))).toMatchObject(failed('answer too large'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
  });

  const packed = (bytes: Uint8Array, encoding = 'gzip') =>
    say(Buffer.from(bytes), { headers: { 'content-encoding': encoding } });
  const gzipped = gzipSync('{"a":1}');

  test('unpacks gzip, which it asks for, and nothing else', async () => {
    const outcome = await ask(await serve(packed(gzipped)));
    expect(outcome.ok && Buffer.from(outcome.body).toString()).toBe('{"a":1}');
    for (const encoding of ['br', 'deflate', 'gzip, gzip', 'rot13']) {
      expect(await ask(await serve(packed(gzipped, encoding)))).toMatchObject(failed('unexpected content encoding'));
    }
  });

  test.each([
    ['cut', gzipped.subarray(0, -6)],
    ['damaged', gzipped.with(-6, (gzipped.at(-6) ?? 0) ^ 1)],
    ['none at all', Buffer.from('{"a":1}')],
  ])('takes no gzip that is %s, where a library would take what it got for whole', async (_what, bytes) => {
    expect(await ask(await serve(packed(bytes)))).toMatchObject(failed('broken gzip'));
  });

  test('does not follow a redirect', async () => {
    const target = await serve(say({ stolen: true }));
    const server = await serve(say('', { status: 302, headers: { location: target.url } }));
    expect(await ask(server)).toMatchObject({ ok: true, status: 302 });
    expect(target.asked).toEqual([]);
  });

  test('uses no proxy, whatever the environment says', async () => {
    const proxy = await serve(say({ proxied: true }));
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
    const saved = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = proxy.url;
    try {
      expect(await ask(await serve(say({ direct: true })))).toMatchObject({ ok: true, status: 200 });
      expect(proxy.asked).toEqual([]);
    } finally {
      for (const [name, value] of saved) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  test.each([
    ['an answer that never comes', hang],
    ['an answer that drips', drip],
  ])('gives up after 3 s on %s, under both clocks', async (_what, handler) => {
    const server = await serve(handler);
    const start = performance.now();
    const outcomes = await Promise.all([ask(server, '/real'), ask(server, '/simulated', true)]);
    const elapsed = performance.now() - start;
    for (const outcome of outcomes) expect(outcome).toEqual({ ok: false, reason: 'timeout', isRetryable: false });
    expect(elapsed).toBeGreaterThan(2900);
    expect(elapsed).toBeLessThan(6000);
    expect(server.asked).toHaveLength(2); // no retry of a timeout
  });

  test.each([
    ['a cut connection', reset, 'connection reset', 2],
    ['a truncated answer', truncate, 'connection reset', 2],
    ['endless headers', headerFlood, 'network HPE_HEADER_OVERFLOW', 1],
    ['noise', noise, 'network HPE_INVALID_CONSTANT', 1],
  ])('names %s and does not pass on what a library says', async (_what, handler, reason, attempts) => {
    const server = await serve(handler);
    expect(await ask(server)).toMatchObject(failed(reason));
    expect(server.asked).toHaveLength(attempts);
  });

  test('says that nothing listens', async () => {
    const server = await serve(hang);
    await server.close();
    expect(await ask(server)).toMatchObject(failed('network ECONNREFUSED'));
  });
});

describe('the one retry', () => {
  /** Bad once, then well. */
  function onceThenWell(first: Handler): Handler {
    let calls = 0;
    return (incoming, response) => {
      calls += 1;
      if (calls === 1) first(incoming, response);
      else say({ well: true })(incoming, response);
    };
  }

  test.each([
    ['429', say('slow down', { status: 429 })],
    ['500', say('', { status: 500 })],
    ['503 with Retry-After: 1', say('', { status: 503, headers: { 'retry-after': '1' } })],
    ['a reset', reset],
  ])('heals %s', async (what, first) => {
    const server = await serve(onceThenWell(first));
    const start = performance.now();
    expect(await ask(server)).toMatchObject({ ok: true, status: 200 });
    expect(server.asked).toHaveLength(2);
    if (what.includes('Retry-After')) expect(performance.now() - start).toBeGreaterThan(990);
  });

  test.each([
    ['404', say('', { status: 404 }), 1],
    ['418', say('', { status: 418 }), 1],
    ['451', say('', { status: 451 }), 1],
    ['429 with Retry-After: 119', say('', { status: 429, headers: { 'retry-after': '119' } }), 1],
    [
      '429 with a Retry-After date',
      say('', { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } }),
      1,
    ],
    ['429 for ever', say('', { status: 429 }), 2],
    ['500 for ever', say('', { status: 500 }), 2],
  ])('asks for %s as often as it may', async (_what, handler, attempts) => {
    const server = await serve(handler);
    expect(await ask(server)).toMatchObject({ ok: true });
    expect(server.asked).toHaveLength(attempts);
  });

  test('does not outlast the deadline of the tick', async () => {
    const server = await serve(say('', { status: 503, headers: { 'retry-after': '2' } }));
    const client = httpClient({ kind: 'loopback', origin: server.url });
    const deadline = AbortSignal.timeout(300);
    const start = performance.now();
    await attemptTwice(request(server.url), { client, random: () => 0, isSimulated: false, deadline });
    expect(performance.now() - start).toBeLessThan(1500);
    expect(server.asked).toHaveLength(1);
  });
});

describe('in front of the internet the client', () => {
  const hosts = new Set(['api.example.com']);
  const neverAsked: Resolver = async () => expect.fail('the name was looked up');
  const signal = new AbortController().signal;
  const get = async (url: string, resolve: Resolver = neverAsked) =>
    await httpClient({ kind: 'public', hosts }, resolve)({ ...request(url), signal });

  test.each([
    ['http://api.example.com/x', 'refused: not https'],
    ['ftp://api.example.com/x', 'refused: not https'],
    ['data:application/json,{}', 'refused: not https'],
    ['https://api.example.com:8443/x', 'refused: not port 443'],
    ['https://user:pw@api.example.com/x', 'refused: user name in the URL'],
    ['https://api.example.com.evil.test/x', 'refused: host not in the company file or the provider list'],
    ['https://evil.test/api.example.com', 'refused: host not in the company file or the provider list'],
    ['https://127.0.0.1/x', 'refused: an address instead of a name'],
    ['https://2130706433/x', 'refused: an address instead of a name'],
    ['https://[::1]/x', 'refused: an address instead of a name'],
    ['https://[::ffff:10.0.0.1]/x', 'refused: an address instead of a name'],
  ])('refuses %s without looking anything up', async (url, reason) => {
    expect(await get(url)).toEqual({ ok: false, reason, isRetryable: false });
  });

  test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1', '::1', 'fd00::1', '::ffff:127.0.0.1'])(
    'refuses a listed name that leads to %s',
    async (address) => {
      const resolve: Resolver = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
      expect(await get('https://api.example.com/x', resolve)).toMatchObject(failed('refused: forbidden address'));
    },
  );

  test('refuses a name with one forbidden address among good ones, and looks it up once', async () => {
    let asked = 0;
    const resolve: Resolver = async () => {
      asked += 1;
      return [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ];
    };
    expect(await get('https://api.example.com/x', resolve)).toMatchObject(failed('refused: forbidden address'));
    expect(asked).toBe(1);
  });

  test('says in a word that a name does not resolve', async () => {
    const resolve: Resolver = async () => {
      throw Object.assign(new Error('queryA ENOTFOUND api.example.com'), { code: 'ENOTFOUND' });
    };
    expect(await get('https://api.example.com/x?api_key=hush', resolve)).toMatchObject(failed('network ENOTFOUND'));
  });
});
