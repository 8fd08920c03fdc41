import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { OPERATIONS } from '#lib/config/api-operations.ts';
import { instant } from '#lib/domain/instant.ts';
import { companyOf, marketAt, pointAt, portsOf, storePoints } from './api-seed.ts';
import { handled } from './api-server.ts';

const AT = instant(1_676_419_200);
let ports: HistoryApiPorts;
beforeAll(async () => {
  const company = companyOf(['pad'], 300);
  ports = portsOf(company);
  await ports.stores.config.putIfAbsent('v1', company);
  await ports.stores.market.putIfAbsent(marketAt(AT, 'v1'));
  await storePoints(ports.stores, 'pad', [pointAt(AT)], 300);
});

const paths = [...new Set(Object.values(OPERATIONS).map(({ path }) => path))];
const odd = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '..',
    '%',
    '%2e%2e%2f',
    '__proto__',
    'constructor',
    'toString',
    '\u202e',
    '<img src=x onerror=1>',
    "';--",
    'a'.repeat(5000),
    '0',
    '-0',
    '1e400',
    'null',
  ),
);
const path = fc
  .tuple(fc.constantFrom(...paths, '/v1', '/', '//v1/fleet', '/v1/fleet/'), odd)
  .map(([pattern, value]) => pattern.replaceAll(/\{\w+\}/g, () => encodeURIComponent(value.toWellFormed())));
const names = fc.oneof(
  fc.constantFrom(
    'from',
    'to',
    'step',
    'format',
    'limit',
    'cursor',
    'asOf',
    'state',
    'site',
    'rule',
    'audience',
    'shard',
    'preview',
  ),
  odd,
);
const query = fc.dictionary(names, odd, { maxKeys: 5 });
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'OPTIONS', 'TRACE', '');
const body = fc.oneof(odd, fc.json(), fc.constant('{"by":"a","__proto__":{"x":1}}'));

describe('the API', () => {
  it('answers whatever is asked with what the document names, and never with an error of its own', async () => {
    await fc.assert(
      fc.asyncProperty(method, path, query, body, async (verb, where, what, text) => {
        const answer = await handled(ports, verb, where, what, { 'content-type': 'application/json' }, text);
        expect([200, 201, 304, 400, 404, 405, 409, 415, 503]).toContain(answer.status);
        if (answer.status < 400 || answer.status === 503 || verb === 'HEAD') return;
        const problem = JSON.parse(answer.body) as Record<string, unknown>;
        expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        expect(problem).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String) });
        expect(String(problem.detail).length).toBeLessThan(2_000);
      }),
      { numRuns: 1_500 },
    );
  });

  it('never lets a caller’s text into a header', async () => {
    await fc.assert(
      fc.asyncProperty(path, query, async (where, what) => {
        const { headers } = await handled(ports, 'GET', where, what);
        for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
      }),
      { numRuns: 300 },
    );
  });
});
