import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type Answer, http, requestOf } from '#functions/middleware/http.ts';

type Response = { statusCode: number; headers: Record<string, string>; body: string };

function event(headers: Record<string, string> = {}, method = 'GET'): APIGatewayProxyEventV2 {
  return { rawPath: '/v1/fleet', headers, requestContext: { http: { method } } } as unknown as APIGatewayProxyEventV2;
}

async function framed(answer: Answer, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  const request = { event: event(headers, method), response: answer };
  await http().after?.(request as never);
  return request.response as unknown as Response;
}

describe('the HTTP frame', () => {
  const answer: Answer = { status: 200, body: { a: 1 } };

  it.each([
    ['the tag itself', (tag: string) => tag],
    ['the tag as a proxy weakened it', (tag: string) => `W/${tag}`],
    ['the tag among others', (tag: string) => `"x", ${tag}`],
    ['any tag', () => '*'],
  ])('answers 304 without a body to the holder of %s', async (_name, held) => {
    const { headers } = await framed(answer);
    expect(headers['cache-control']).toBe('private, no-cache');
    const second = await framed(answer, { 'if-none-match': held(headers.etag ?? '') });
    expect(second).toMatchObject({ statusCode: 304, body: '', headers: { etag: headers.etag } });
  });

  it('gives another tag to other bytes', async () => {
    const [one, other] = [await framed(answer), await framed({ status: 200, body: { a: 2 } })];
    expect(one.headers.etag).not.toBe(other.headers.etag);
    expect(
      (await framed({ status: 200, body: { a: 2 } }, { 'if-none-match': one.headers.etag ?? '' })).statusCode,
    ).toBe(200);
  });

  it('gives HEAD what GET has, but the body', async () => {
    const [get, head] = [await framed(answer), await framed(answer, {}, 'HEAD')];
    expect(head).toEqual({ ...get, body: '' });
  });

  it('tells a refusal as problem+json with the path as its instance', async () => {
    const refused = await framed({
      status: 404,
      body: { type: 'about:blank', title: 'Not found', status: 404, detail: 'No.' },
    });
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(refused.body)).toEqual({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: 'No.',
      instance: '/v1/fleet',
    });
    expect(refused.headers.etag).toBeUndefined();
  });

  it('keeps the inside of an unforeseen error to itself', async () => {
    const request = { event: event(), response: undefined, error: new Error('secret table name') };
    await http().onError?.(request as never);
    const { statusCode, body } = request.response as unknown as Response;
    expect(statusCode).toBe(500);
    expect(body).not.toContain('secret');
  });

  it('says immutable only of what can no longer change', async () => {
    const { headers } = await framed({ ...answer, isImmutable: true });
    expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
  });
});

describe('the request', () => {
  it('reads a base64 body, header names in any case, and who signed', () => {
    const given = {
      ...event({ 'X-One': '1' }, 'POST'),
      body: Buffer.from('höhe').toString('base64'),
      isBase64Encoded: true,
      requestContext: {
        http: { method: 'POST' },
        authorizer: { jwt: { claims: { sub: 'u-1', email: 'a@example.com' } } },
      },
    } as unknown as APIGatewayProxyEventV2;
    expect(requestOf(given)).toMatchObject({ body: 'höhe', headers: { 'x-one': '1' }, by: 'a@example.com' });
  });

  it('reads company and role from the token, with Cognito’s prefix too', () => {
    const claims = { company: 'test-co', 'custom:role': 'reader' };
    const given = { ...event(), requestContext: { http: { method: 'GET' }, authorizer: { jwt: { claims } } } };
    expect(requestOf(given as unknown as APIGatewayProxyEventV2).claims).toEqual({
      company: 'test-co',
      role: 'reader',
    });
    expect(requestOf(event()).claims).toEqual({ company: null, role: null });
  });

  it('knows nobody where there is no token', () => {
    expect(requestOf(event()).by).toBeNull();
  });
});
