import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { after, type Instant, toIso } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { type Engine, ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import { handled } from './api-server.ts';

/** Two and a half days of hourly ticks, two of them missed, the same in memory and in the embedded engine. */
const TICKS = 60;
const MISSED = [17, 40];
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let engine: Engine;
let client: ReturnType<typeof documentClient>;
let inMemory: HistoryApiPorts;
let inEngine: HistoryApiPorts;

beforeAll(async () => {
  engine = await startEngine({ path: null });
  await ensureTable(engine.endpoint, 'api');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = documentClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  inMemory = await portsOver(memoryStores());
  inEngine = await portsOver(dynamodbStores(client, 'api', { rawRetentionDays: 90 }));
}, 120_000);
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

async function portsOver(stores: Stores): Promise<HistoryApiPorts> {
  const { company, version } = testCompany(2);
  const world = newWorld(company, version, (at) => (at >= tickAt(30) ? 3_000 : 30_000), stores);
  for (let index = 0; index < TICKS; index += 1) {
    if (index % 24 === 0) await deliverReports(world, tickAt(index), 300 + index);
    if (MISSED.includes(index)) continue;
    await runChain(world, tickAt(index));
    const { clock, ids, log } = world.ports;
    if (index % 6 === 0)
      await sealHistory(
        { stores, clock, ids, log },
        { company, version, timeoutSeconds: 50 },
        after(tickAt(index), 420),
      );
  }
  return { stores, company, now: () => null, version: 'test' };
}

const window = (from: number, to: number, more: Record<string, string> = {}) => ({
  from: toIso(tickAt(from)),
  to: toIso(tickAt(to)),
  ...more,
});
const MARGINS = '/v1/sites/pad-0000/margins';

describe('the embedded engine', () => {
  it.each([
    ['/v1/fleet', {}],
    ['/v1/sites', {}],
    ['/v1/sites/pad-0001', {}],
    ['/v1/health', {}],
    ['/v1/market/latest', {}],
    ['/v1/market', window(0, TICKS, { step: '1d' })],
    ['/v1/market', window(3, 29, { limit: '10' })],
    ['/v1/alerts', window(0, TICKS)],
    ['/v1/alerts', { state: 'open' }],
    ['/v1/messages', window(0, TICKS)],
    ['/v1/metrics', {}],
    ['/v1/sites/pad-0000/reports', window(-48, TICKS)],
    [`${MARGINS}/${toIso(tickAt(10))}/explain`, {}],
    [`${MARGINS}/${toIso(tickAt(50))}/explain`, {}],
    [MARGINS, window(-5, TICKS + 5)],
    [MARGINS, window(0, 13, { limit: '12' })],
    [MARGINS, window(11, 12)],
    [MARGINS, window(12, 24, { format: 'csv' })],
    [MARGINS, window(17, 18)],
    [MARGINS, window(0, TICKS, { step: '1h', limit: '31' })],
    [MARGINS, window(0, TICKS, { step: '1d' })],
    [MARGINS, window(-48, TICKS + 24 * 40, { step: '1mo' })],
    [MARGINS, window(0, TICKS, { step: '1d', asOf: toIso(tickAt(30)) })],
    [MARGINS, window(0, TICKS, { asOf: toIso(tickAt(25)) })],
  ])('answers %s %j as the memory does', async (path, query) => {
    const [kept, held] = [await handled(inEngine, 'GET', path, query), await handled(inMemory, 'GET', path, query)];
    expect(kept.status, kept.body.slice(0, 300)).toBe(200);
    expect(kept.body).toBe(held.body);
    expect(kept.headers).toEqual(held.headers);
  });

  it('takes acknowledgements and mutes as the memory does', async () => {
    const act = async (ports: HistoryApiPorts) => {
      const json = { 'content-type': 'application/json' };
      const { alerts } = JSON.parse((await handled(ports, 'GET', '/v1/alerts', { state: 'open' })).body) as {
        alerts: { id: string }[];
      };
      const acknowledged = await handled(ports, 'POST', `/v1/alerts/${alerts[0]?.id}/ack`, {}, json, '{"by":"anna"}');
      const mute = { match: { site: 'pad-0001' }, to: toIso(tickAt(100)), reason: 'x', by: 'anna' };
      const muted = await handled(ports, 'POST', '/v1/mutes', {}, json, JSON.stringify(mute));
      const listed = await handled(ports, 'GET', '/v1/mutes', {});
      const ended = await handled(ports, 'DELETE', muted.headers.location ?? '', {});
      return [acknowledged, muted, listed, ended, await handled(ports, 'GET', '/v1/alerts', {})].map(
        ({ status, body }) => [status, body],
      );
    };
    const kept = await act(inEngine);
    expect(kept.map(([status]) => status)).toEqual([200, 201, 200, 200, 200]);
    expect(kept).toEqual(await act(inMemory));
  });
});
