import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { after, type Instant, toIso } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import { clientFiles } from '../../scripts/api-client/client-files.ts';
import type { Operation } from '../../scripts/api-client/description.ts';
import { referenceFiles } from '../../scripts/api-reference/reference-files.ts';
import { type Answered, document, faultsOf, operations } from './api-faults.ts';
import { handled } from './api-server.ts';

const TICKS = 30;
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let ports: HistoryApiPorts;
let alertId = '';

beforeAll(async () => {
  const { company, version } = testCompany(3);
  const world = newWorld(company, version, (at) => (at >= tickAt(20) ? 3_000 : 30_000));
  await deliverReports(world, START);
  for (let index = 0; index < TICKS; index += 1) await runChain(world, tickAt(index));
  ports = { stores: world.stores, company, now: () => tickAt(TICKS), version: 'test' };
  const [record] = await world.stores.episodes.range(START, tickAt(TICKS), 1);
  alertId = record === undefined ? '' : `${record.openedAt}.${record.site}.${record.rule}.${record.episode}`;
});

/** A request through the HTTP frame, as API Gateway hands it in. */
async function send(method: string, path: string, query: Record<string, string>, body?: unknown): Promise<Answered> {
  const headers = { 'content-type': 'application/json' };
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await handled(ports, method, path, query, headers, text);
  return { ...answer, type: (answer.headers['content-type'] ?? '').split(';')[0] ?? '' };
}

const site = 'pad-0000';
const pathOf = (operation: Operation): string =>
  operation.path
    .replace('{site}', site)
    .replace('{instant}', toIso(tickAt(3)))
    .replace('{id}', operation.path.startsWith('/v1/mutes') ? 'none' : alertId);

/** Values that a parameter may have, and some that it may not. */
const VALUES: Readonly<Record<string, { good: readonly string[]; bad: readonly string[] }>> = {
  from: {
    good: [toIso(START), String(START)],
    bad: ['', 'yesterday', '2023-02-15T00:00:00', '-1', 'NaN', '2023-02-30T00:00:00Z'],
  },
  to: { good: [toIso(tickAt(TICKS))], bad: ['', '1e9', '2023-02-15T25:00:00Z', '99999999999'] },
  asOf: { good: [toIso(tickAt(9))], bad: ['', 'now'] },
  step: { good: ['tick', '1h', '1d'], bad: ['', '2h', 'TICK'] },
  format: { good: ['json', 'csv', 'ndjson'], bad: ['', 'xml'] },
  limit: { good: ['1', '7', '1000'], bad: ['0', '-1', '1.5', '10001', 'many', ''] },
  cursor: { good: [], bad: ['', 'AAAA', '../..', 'A'.repeat(500)] },
  state: { good: ['open', 'acknowledged', 'resolved'], bad: ['', 'closed'] },
  site: { good: [site, 'nowhere'], bad: ['', 'a b', 'x'.repeat(200)] },
  rule: { good: ['unprofitable'], bad: ['', '<img>'] },
  audience: { good: ['operations'], bad: ['', 'ops;drop'] },
  shard: { good: ['1/1', '2/3'], bad: ['', '0/1', '3/2', '1/1000'] },
  preview: { good: ['true', 'false'], bad: ['', 'yes'] },
};
const queryOf = (operation: Operation) => operation.parameters.filter((parameter) => parameter.in === 'query');
const required = (operation: Operation): Record<string, string> =>
  Object.fromEntries(
    queryOf(operation)
      .filter((one) => one.required)
      .map((one) => [one.name, VALUES[one.name]?.good[0] ?? '']),
  );

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1, by a validator that others keep', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  it('names every operation once, with a summary', () => {
    const ids = operations.map((operation) => operation.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(12);
    expect(operations.filter((operation) => operation.summary === '')).toEqual([]);
  });

  it('is what the client of the page and of the export was made from: node scripts/make-api-client.ts', () => {
    for (const [file, text] of Object.entries(clientFiles())) expect(readFileSync(file, 'utf8'), file).toBe(text);
  });

  it('is what the reference at /docs was made from: node scripts/make-api-reference.ts', () => {
    for (const [file, text] of Object.entries(referenceFiles())) expect(readFileSync(file, 'utf8'), file).toBe(text);
  });
});

const named = (some: readonly Operation[]) => some.map((operation) => [operation.id, operation] as const);

describe('an operation', () => {
  it.each(named(operations.filter(({ method }) => method === 'GET')))(
    '%s answers every good request as described',
    async (_id, operation) => {
      const answers = [await send('GET', pathOf(operation), required(operation))];
      for (const { name } of queryOf(operation)) {
        for (const value of VALUES[name]?.good ?? expect.fail(`no values for ${name}`)) {
          answers.push(await send('GET', pathOf(operation), { ...required(operation), [name]: value }));
        }
      }
      expect(answers.flatMap((answer) => faultsOf(operation, answer))).toEqual([]);
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    },
  );

  it.each(named(operations))('%s refuses every bad request as described', async (_id, operation) => {
    const answers = [await send(operation.method, pathOf(operation), { ...required(operation), colour: 'red' })];
    for (const { name } of queryOf(operation)) {
      for (const value of VALUES[name]?.bad ?? []) {
        answers.push(await send(operation.method, pathOf(operation), { ...required(operation), [name]: value }));
      }
    }
    expect(answers.flatMap((answer) => faultsOf(operation, answer))).toEqual([]);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 400));
  });

  it.each(named(operations.filter(({ path }) => path.includes('{'))))(
    '%s answers 404, 400 or 401 where nothing is there',
    async (_id, operation) => {
      const path = operation.path
        .replace('{site}', 'nowhere')
        .replace('{instant}', toIso(START))
        .replace('{id}', '1.nowhere.unprofitable.9');
      const answer = await send(operation.method, path, required(operation), operation.body === null ? undefined : {});
      expect(faultsOf(operation, answer)).toEqual([]);
      expect([400, 401, 404]).toContain(answer.status);
    },
  );
});
