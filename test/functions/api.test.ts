import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from '#test/app/world.ts';
import { ask } from './api-seed.ts';

const { company, version } = testCompany(3);
const TICKS = 30;
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let ports: HistoryApiPorts;
let world: World;

beforeAll(async () => {
  world = newWorld(company, version, (at) => (at >= tickAt(20) ? 3_000 : 30_000));
  await deliverReports(world, START);
  for (let index = 0; index < TICKS; index += 1) await runChain(world, tickAt(index));
  ports = { stores: world.stores, company, now: () => tickAt(TICKS), version: 'test' };
});

async function get(path: string, query: Record<string, string> = {}): Promise<{ status: number; body: never }> {
  const { status, text } = await ask(ports, path, query);
  return { status, body: JSON.parse(text) as never };
}

describe('the history API', () => {
  it('lists every site worst first with its open alerts and honest totals', async () => {
    const { body } = await get('/v1/fleet');
    const fleet = body as {
      sites: { site: string; openAlerts: { rule: string }[] }[];
      totals: { sites: number; sitesUnknown: number };
    };
    expect(fleet.sites.map((site) => site.site)).toEqual(['pad-0000', 'pad-0001', 'pad-0002']);
    expect(fleet.sites.every((site) => site.openAlerts.some((alert) => alert.rule === 'unprofitable'))).toBe(true);
    expect(fleet.totals).toMatchObject({ sites: 3, sitesUnknown: 0 });
  });

  it('tells episodes with their transitions, and messages as sent', async () => {
    const { body } = await get('/v1/alerts', { state: 'open' });
    const { alerts } = body as { alerts: { id: string; cause: string; transitions: { kind: string }[] }[] };
    expect(alerts).toHaveLength(3);
    expect(alerts[0]?.transitions.map((transition) => transition.kind)).toContain('firing');
    const one = await get(`/v1/alerts/${alerts[0]?.id}`);
    expect(one).toMatchObject({ status: 200, body: { id: alerts[0]?.id, state: 'open' } });
    const messages = await get('/v1/messages', { audience: 'operations' });
    expect((messages.body as { messages: unknown[] }).messages).toHaveLength(world.published.length);
  });

  it('is healthy while ticks come, and late three intervals after the last', async () => {
    expect((await get('/v1/health')).status).toBe(200);
    const late = await ask({ ...ports, now: () => tickAt(TICKS + 2) }, '/v1/health');
    expect(late.status).toBe(503);
  });

  it('answers 404 for what it does not know and 405 for other methods', async () => {
    expect((await get('/v1/sites/nowhere')).status).toBe(404);
    expect((await get('/v1/elsewhere')).status).toBe(404);
    const wrong = await ask(ports, '/v1/fleet', {}, { method: 'POST' });
    expect(wrong).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect((await ask(ports, '/v1/fleet', {}, { method: 'HEAD' })).status).toBe(200);
  });

  it('keeps secrets out of the site as deployed', async () => {
    const { body } = await get('/v1/sites/pad-0000');
    expect(JSON.stringify(body)).not.toMatch(/secret/i);
  });
});
