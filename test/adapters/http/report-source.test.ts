import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpReportSource } from '#lib/adapters/http/report-source.ts';
import { systemClock } from '#lib/adapters/system/clock.ts';
import type { Site } from '#lib/domain/company.ts';
import { instant } from '#lib/domain/instant.ts';
import type { PulledReport } from '#lib/ports.ts';
import { testCompany } from '#test/app/world.ts';

const AT = instant(1_777_723_200);
let origin = '';
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
const seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  answer(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function site(url = 'https://reports.example.com/gas/pad.csv?part=1', secret: string | null = null): Site {
  const [pad] = testCompany(1).company.sites;
  if (pad === undefined) throw new Error('no site');
  return { ...pad, reports: { ...pad.reports, pull: { url, format: 'canonical-csv', everySeconds: 3600, secret } } };
}

function source(secret = '', isLocal = true) {
  const reportOrigin = isLocal ? origin : null;
  return httpReportSource({
    reportOrigin,
    isSimulated: true,
    clock: systemClock,
    random: () => 0,
    secret: async () => secret,
  });
}

function reply(status: number, headers: Record<string, string>, body = ''): void {
  answer = (_request, response) => void response.writeHead(status, headers).end(body);
}

async function pull(
  secret?: string,
  of = site(undefined, secret === undefined ? null : '/netback/pad'),
): Promise<PulledReport> {
  seen.length = 0;
  return await source(secret).pull(of, AT, null);
}

describe('the report source', () => {
  test('brings the bytes of the file by its own path, and says which time it is asked for', async () => {
    reply(200, { 'content-type': 'text/csv' }, 'a,b\n');
    const pulled = await pull();
    expect(pulled).toMatchObject({ outcome: 'file', name: 'pad.csv' });
    expect(pulled.outcome === 'file' && Buffer.from(pulled.bytes).toString()).toBe('a,b\n');
    expect(seen[0]?.url).toBe('/gas/pad.csv?part=1');
    expect(seen[0]?.headers['netback-time']).toBe('2026-05-02T12:00:00Z');
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  const known = async () => {
    const first = await source().pull(site(), AT, null);
    return first.outcome === 'file' ? first.validators : expect.fail(first.outcome);
  };

  test('asks under the conditions of the known file, and without any where none is known', async () => {
    reply(200, { 'content-type': 'text/csv', etag: '"1"', 'last-modified': 'Sat, 02 May 2026 06:00:00 GMT' }, 'a');
    seen.length = 0;
    const validators = await known();
    expect(seen[0]?.headers['if-none-match']).toBeUndefined();
    reply(304, {});
    expect(await source().pull(site(), AT, validators)).toEqual({ outcome: 'unchanged' });
    expect(seen[1]?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'Sat, 02 May 2026 06:00:00 GMT',
    });
  });

  test('knows an unchanged file of a server that knows nothing of conditions', async () => {
    reply(200, { 'content-type': 'text/csv' }, 'a');
    const validators = await known();
    expect(await source().pull(site(), AT, validators)).toEqual({ outcome: 'unchanged' });
    reply(200, { 'content-type': 'text/csv' }, 'b');
    expect((await source().pull(site(), AT, validators)).outcome).toBe('file');
  });

  test('keeps no validator of more than 200 characters', async () => {
    reply(200, { etag: `"${'x'.repeat(200)}"` }, 'a');
    expect(await known()).toMatchObject({ etag: null });
  });

  test.each<[string, string, Record<string, string>]>([
    ['an authorization', 'Bearer abc', { authorization: 'Bearer abc' }],
    ['an object of headers', '{"X-Api-Key":"k","X-Company":"c"}', { 'x-api-key': 'k', 'x-company': 'c' }],
  ])('sends the secret as %s', async (_what, secret, headers) => {
    reply(200, {}, 'a');
    await pull(secret);
    expect(seen[0]?.headers).toMatchObject(headers);
  });

  test('takes a presigned address from the secret, on the configured host only', async () => {
    reply(200, {}, 'a');
    expect(await pull('https://reports.example.com/gas/pad.csv?signature=s')).toMatchObject({
      outcome: 'file',
      name: 'pad.csv',
    });
    expect(seen[0]?.url).toBe('/gas/pad.csv?signature=s');
    const elsewhere = await pull('https://elsewhere.example.com/gas/pad.csv?signature=s');
    expect(elsewhere).toEqual({ outcome: 'failed', reason: 'refused: the presigned address is on another host' });
    expect(seen).toEqual([]);
  });

  test.each([['a\nb'], ['{"Host":"x"}'], ['{"X-Key":1}'], ['{}'], ['{"a b":"c"}'], ['{'], ['']])(
    'asks nothing with %j as the secret, and does not repeat it',
    async (secret) => {
      const pulled = await pull(secret);
      expect(pulled.outcome).toBe('failed');
      expect(seen).toEqual([]);
      if (secret.length > 2) expect(JSON.stringify(pulled)).not.toContain(secret);
    },
  );

  test.each<[string, number, Record<string, string>, string]>([
    ['HTTP 404', 404, {}, ''],
    ['HTTP 301', 301, { location: 'http://127.0.0.1/' }, ''],
    ['an HTML page instead of a report', 200, { 'content-type': 'text/html; charset=utf-8' }, '<p>Log in</p>'],
    ['answer too large', 200, { 'content-type': 'text/csv' }, 'x'.repeat(5 * 1024 * 1024 + 1)],
  ])('fails with "%s"', async (reason, status, headers, body) => {
    reply(status, headers, body);
    expect(await pull()).toEqual({ outcome: 'failed', reason });
  });

  test('tries once more after a 503, and no third time', async () => {
    reply(503, {});
    expect(await pull()).toEqual({ outcome: 'failed', reason: 'HTTP 503' });
    expect(seen).toHaveLength(2);
  });

  test('asks no address that is not https on a public name', async () => {
    for (const url of [
      'http://reports.example.com/a',
      'https://127.0.0.1/a',
      'https://localhost/a',
      'https://reports.example.com:8443/a',
    ]) {
      const pulled = await source('', false).pull(site(url), AT, null);
      expect([url, pulled.outcome]).toEqual([url, 'failed']);
    }
  });
});
