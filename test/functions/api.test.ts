import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerRequest, type HistoryApiPorts } from '#functions/middleware/answer.ts';
import { after, type Instant, toIso } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, testCompany, TICK_SECONDS, type World } from '#test/app/world.ts';

const { company, version } = testCompany(3);
const TICKS = 30;
const SKIPPED = 7;
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let ports: HistoryApiPorts;
let world: World;

beforeAll(async () => {
  world = newWorld(company, version, (at) => (at >= tickAt(20) ? 8_000 : 30_000));
  await deliverReports(world, START);
  for (let index = 0; index < TICKS; index += 1) if (index !== SKIPPED) await runChain(world, tickAt(index));
  ports = { stores: world.stores, company, now: () => tickAt(TICKS), version: 'test' };
});

async function get(path: string, query: Record<string, string> = {}): Promise<{ status: number; body: never }> {
  return (await answerRequest(ports, 'GET', path, query)) as { status: number; body: never };
}

type Margins = { points: { at: string; advantageUsdPerDay: number }[]; gaps: unknown[]; next: string | null };

describe('the history API', () => {
  it('pages through a window by cursor: every point once, gaps named', async () => {
    const window = { from: toIso(START), to: toIso(tickAt(TICKS)), limit: '4' };
    const seen: string[] = [];
    const gaps: unknown[] = [];
    let cursor: string | null = null;
    do {
      const { status, body } = await get('/v1/sites/pad-0000/margins', { ...window, ...(cursor === null ? {} : { cursor }) });
      expect(status).toBe(200);
      const page = body as Margins;
      seen.push(...page.points.map((point) => point.at));
      gaps.push(...page.gaps);
      cursor = page.next;
    } while (cursor !== null);
    const expected = Array.from({ length: TICKS }, (_, index) => toIso(tickAt(index))).filter((_, index) => index !== SKIPPED);
    expect(seen).toEqual(expected);
    expect(gaps).toEqual([{ from: toIso(tickAt(SKIPPED)), to: toIso(tickAt(SKIPPED + 1)), reason: 'no-tick' }]);
  });

  it('gives an empty page for a window without length', async () => {
    const { status, body } = await get('/v1/sites/pad-0000/margins', { from: toIso(START), to: toIso(START) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ points: [], gaps: [], next: null });
  });

  it.each([
    ['unknown parameter', { from: '0', to: '1', colour: 'red' }, 'colour'],
    ['a time without a zone', { from: '2023-02-15T00:00:00', to: '1' }, 'from'],
    ['no from', { to: '1' }, 'from'],
    ['to before from', { from: '10', to: '5' }, 'to'],
    ['too long a window', { from: '0', to: '700000' }, 'from'],
    ['limit 0', { from: '0', to: '1', limit: '0' }, 'limit'],
    ['a forged cursor', { from: '0', to: '100', cursor: 'AAAA' }, 'cursor'],
  ])('refuses %s with a problem that names the parameter', async (_name, query, parameter) => {
    const { status, body } = await get('/v1/sites/pad-0000/margins', query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: 400, parameter, expected: expect.any(String), got: expect.any(String) });
  });

  it('refuses a cursor that belongs to another query', async () => {
    const window = { from: toIso(START), to: toIso(tickAt(TICKS)) };
    const { body } = await get('/v1/sites/pad-0000/margins', { ...window, limit: '2' });
    const { next } = body as Margins;
    const other = await get('/v1/sites/pad-0001/margins', { ...window, cursor: next ?? '' });
    expect(other.status).toBe(400);
  });

  it('lists every site worst first with its open alerts and honest totals', async () => {
    const { body } = await get('/v1/fleet');
    const fleet = body as { sites: { site: string; openAlerts: { rule: string }[] }[]; totals: { sites: number; sitesUnknown: number } };
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
    const late = await answerRequest({ ...ports, now: () => tickAt(TICKS + 2) }, 'GET', '/v1/health', {});
    expect(late.status).toBe(503);
  });

  it('answers 404 for what it does not know and 405 for other methods', async () => {
    expect((await get('/v1/sites/nowhere')).status).toBe(404);
    expect((await get('/v1/elsewhere')).status).toBe(404);
    expect((await answerRequest(ports, 'POST', '/v1/fleet', {})).status).toBe(405);
  });

  it('keeps secrets out of the site as deployed', async () => {
    const { body } = await get('/v1/sites/pad-0000');
    expect(JSON.stringify(body)).not.toMatch(/secret/i);
  });
});

describe('the HTTP frame', () => {
  it('gives an ETag and answers 304 to its holder', async () => {
    const { http } = await import('#functions/middleware/http.ts');
    const event = (headers: Record<string, string>) => ({ rawPath: '/v1/fleet', headers }) as unknown as APIGatewayProxyEventV2;
    const frame = http();
    const first = { event: event({}), response: { status: 200, body: { a: 1 } } } as never;
    await frame.after?.(first);
    const { headers } = (first as { response: { headers: Record<string, string> } }).response;
    const second = { event: event({ 'if-none-match': headers.etag ?? '' }), response: { status: 200, body: { a: 1 } } } as never;
    await frame.after?.(second);
    expect((second as { response: { statusCode: number; body?: string } }).response).toMatchObject({ statusCode: 304 });
  });
});
