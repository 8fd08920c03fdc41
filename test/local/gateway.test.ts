import { request } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '#local/gateway.ts';
import type { LambdaHandler } from '#local/invoke.ts';

let gateway: Gateway;
let seen: APIGatewayProxyEventV2[] = [];
const echo: LambdaHandler = async (event: never) => {
  seen.push(event);
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/plain' },
    cookies: ['a=1'],
    body: 'aGk=',
    isBase64Encoded: true,
  };
};

beforeAll(async () => {
  gateway = await startGateway('web', 0);
});
afterAll(() => gateway.stop());

/** A request with exactly these headers, which fetch would not let through. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const one = request(gateway.url + path, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    one.on('error', reject);
    one.end(body);
  });
}

describe('the local gateway', () => {
  it('serves the page at once, and answers 503 until the API is there', async () => {
    expect((await send('GET', '/', {})).text).toMatch(/<!doctype html>/i);
    expect(await send('GET', '/v1/fleet', {})).toEqual({ status: 503, text: '{"message":"Service Unavailable"}' });
    expect((await send('GET', '/../package.json', {})).status).toBe(503);
  });

  it('hands a request on as API Gateway v2 does, and its answer back', async () => {
    gateway.attach(echo);
    seen = [];
    const headers = { Cookie: 'x=1; y=2', 'X-Two': 'b' };
    expect(await send('GET', '/v1/a%20b?q=1&q=2&r=', headers)).toEqual({ status: 200, text: 'hi' });
    expect(seen[0]).toMatchObject({
      version: '2.0',
      rawPath: '/v1/a%20b',
      rawQueryString: 'q=1&q=2&r=',
      queryStringParameters: { q: '1,2', r: '' },
      cookies: ['x=1', 'y=2'],
      headers: { 'x-two': 'b' },
      requestContext: { http: { method: 'GET', path: '/v1/a%20b', protocol: 'HTTP/1.1' }, stage: '$default' },
      isBase64Encoded: false,
    });
    expect(seen[0]).not.toHaveProperty('body');
    expect(seen[0]?.headers).not.toHaveProperty('cookie');
  });

  it('hands text on as text and anything else as base64', async () => {
    gateway.attach(echo);
    seen = [];
    await send('POST', '/v1/x', { 'Content-Type': 'application/json' }, Buffer.from('{"a":1}'));
    await send('POST', '/v1/x', { 'Content-Type': 'application/zip' }, Buffer.from([0x50, 0x4b, 0xff]));
    expect(seen[0]).toMatchObject({ body: '{"a":1}', isBase64Encoded: false });
    // 0x50 0x4b 0xff in base64: 010100 000100 101111 111111 = U E v /.
    expect(seen[1]).toMatchObject({ body: 'UEv/', isBase64Encoded: true });
  });

  it('refuses a foreign Host or Origin, and a body above 4 MB, before any function sees it', async () => {
    gateway.attach(echo);
    seen = [];
    const host = new URL(gateway.url).host;
    expect((await send('GET', '/v1/fleet', { Host: 'evil.example' })).status).toBe(403);
    expect((await send('POST', '/v1/mutes', { Host: host, Origin: 'https://evil.example' })).status).toBe(403);
    expect((await send('POST', '/v1/mutes', { Host: host, Origin: 'null' })).status).toBe(403);
    expect(seen).toEqual([]);
    expect((await send('POST', '/v1/mutes', { Host: host, Origin: `http://${host}` })).status).toBe(200);
    const large = await send('POST', '/v1/mutes', { Host: host }, Buffer.alloc(4 * 1024 * 1024 + 1));
    expect(large).toEqual({ status: 413, text: '{"message":"Request Entity Too Large"}' });
  });
});
