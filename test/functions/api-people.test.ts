import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest, HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { episodeId } from '#lib/domain/alerts/episode-record.ts';
import { after, type Instant, toIso } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from '#test/app/world.ts';
import { ask, askJson } from './api-seed.ts';

const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let world: World;
let ports: HistoryApiPorts;
let ticks = 0;

/** Two pads; from tick 3 the price is below the generator's cost, so that both fire; from tick 9 it is not. */
beforeEach(async () => {
  const { company, version } = testCompany(2);
  world = newWorld(company, version, (at) => (at >= tickAt(3) && at < tickAt(9) ? 3_000 : 30_000));
  await deliverReports(world, START);
  ticks = 0;
  ports = { stores: world.stores, company, now: () => null, version: 'test' };
  await runTo(7);
});

async function runTo(count: number): Promise<void> {
  for (; ticks < count; ticks += 1) await runChain(world, tickAt(ticks));
}

async function openAlert(): Promise<string> {
  const { alerts } = await askJson<{ alerts: { id: string; site: string }[] }>(ports, '/v1/alerts', { state: 'open' });
  return alerts.find((alert) => alert.site === 'pad-0000')?.id ?? expect.fail('an alert was expected');
}

const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown, more: Partial<ApiRequest> = {}, query: Record<string, string> = {}) =>
  ask(ports, path, query, {
    method: 'POST',
    headers: json,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  });
const remove = (path: string) => ask(ports, path, {}, { method: 'DELETE' });

describe('an acknowledgement', () => {
  it('makes an alert acknowledged, says by whom, and is taken back', async () => {
    const id = await openAlert();
    const until = toIso(tickAt(30));
    const given = await post(`/v1/alerts/${id}/ack`, { by: 'anna', until, note: 'on it' });
    expect(given.status).toBe(200);
    expect(JSON.parse(given.text)).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { by: 'anna', until, note: 'on it' },
    });
    expect((await askJson<{ alerts: unknown[] }>(ports, '/v1/alerts', { state: 'acknowledged' })).alerts).toHaveLength(
      1,
    );
    expect((await askJson<{ alerts: unknown[] }>(ports, '/v1/alerts', { state: 'open' })).alerts).toHaveLength(1);
    const back = await remove(`/v1/alerts/${id}/ack`);
    expect(JSON.parse(back.text)).toMatchObject({ state: 'open', acknowledgement: null });
  });

  it('takes the name from the token, whatever the body says', async () => {
    const given = await post(`/v1/alerts/${await openAlert()}/ack`, { by: 'mallory' }, { by: 'anna@example.com' });
    expect(JSON.parse(given.text)).toMatchObject({ acknowledgement: { by: 'anna@example.com' } });
  });

  it('is 409 when the episode is over, both ways', async () => {
    const id = await openAlert();
    await runTo(14);
    expect(JSON.parse((await ask(ports, `/v1/alerts/${id}`)).text)).toMatchObject({ state: 'resolved' });
    expect((await post(`/v1/alerts/${id}/ack`, { by: 'anna' })).status).toBe(409);
    expect((await remove(`/v1/alerts/${id}/ack`)).status).toBe(409);
  });

  it('is 404 for an alert that never was', async () => {
    expect((await post('/v1/alerts/1.pad-0000.unprofitable.7/ack', { by: 'anna' })).status).toBe(404);
    expect((await post('/v1/alerts/..%2Fx/ack', { by: 'anna' })).status).toBe(404);
  });

  it.each([
    ['no JSON', 'by=anna', 'body'],
    ['a list', '[]', 'body'],
    ['nobody', {}, 'by'],
    ['an empty name', { by: '' }, 'by'],
    ['an end in the past', { by: 'anna', until: toIso(START) }, 'until'],
    ['an end that is none', { by: 'anna', until: 'tomorrow' }, 'until'],
    ['an unknown field', { by: 'anna', colour: 'red' }, 'colour'],
  ])('refuses %s, naming the field', async (_name, body, parameter) => {
    const given = await post(`/v1/alerts/${await openAlert()}/ack`, body);
    expect(given.status).toBe(400);
    expect(JSON.parse(given.text)).toMatchObject({ parameter });
  });

  it('wants JSON, which a form of another site cannot send', async () => {
    const given = await post(
      `/v1/alerts/${await openAlert()}/ack`,
      { by: 'anna' },
      { headers: { 'content-type': 'text/plain' } },
    );
    expect(given.status).toBe(415);
  });
});

describe('a mute', () => {
  const wish = { match: { site: 'pad-0000' }, to: toIso(tickAt(40)), reason: 'maintenance', by: 'anna' };

  it('says what it matches before it is set, and holds then', async () => {
    const preview = await post('/v1/mutes', wish, {}, { preview: 'true' });
    expect(preview.status).toBe(200);
    expect(JSON.parse(preview.text)).toMatchObject({
      isActive: true,
      matches: [{ id: await openAlert(), site: 'pad-0000', rule: 'unprofitable' }],
    });
    expect(await askJson(ports, '/v1/mutes')).toEqual({ mutes: [] });
    const set = await post('/v1/mutes', wish);
    expect(set.status).toBe(201);
    const { id } = JSON.parse(set.text) as { id: string };
    expect(set.headers.location).toBe(`/v1/mutes/${id}`);
    expect(await askJson(ports, '/v1/mutes')).toMatchObject({
      mutes: [{ id, by: 'anna', reason: 'maintenance', to: wish.to }],
    });
    const again = await post('/v1/mutes', wish);
    expect(JSON.parse(again.text)).toMatchObject({ id });
  });

  it('ends when it is taken back, once', async () => {
    const { id } = JSON.parse((await post('/v1/mutes', wish)).text) as { id: string };
    expect(await remove(`/v1/mutes/${id}`)).toMatchObject({ status: 200 });
    expect((await askJson<{ mutes: unknown[] }>(ports, '/v1/mutes')).mutes).toEqual([]);
    expect(await remove(`/v1/mutes/${id}`)).toMatchObject({ status: 409 });
    expect(await remove('/v1/mutes/none')).toMatchObject({ status: 404 });
  });

  it.each([
    ['no end', { ...wish, to: undefined }, 'to'],
    ['an end before its start', { ...wish, from: toIso(tickAt(50)) }, 'to'],
    ['an end in the past', { ...wish, to: toIso(START) }, 'to'],
    ['no reason', { ...wish, reason: '' }, 'reason'],
    ['no match', { ...wish, match: undefined }, 'match'],
    ['an unknown site', { ...wish, match: { site: 'nowhere' } }, 'match.site'],
    ['an unknown rule', { ...wish, match: { rule: 'nothing' } }, 'match.rule'],
    ['an unknown severity', { ...wish, match: { severity: 'loud' } }, 'match.severity'],
    ['an unknown label', { ...wish, match: { colour: 'red' } }, 'match.colour'],
    ['nobody', { ...wish, by: undefined }, 'by'],
  ])('with %s is refused', async (_name, body, parameter) => {
    const given = await post('/v1/mutes', body);
    expect(given.status).toBe(400);
    expect(JSON.parse(given.text)).toMatchObject({ parameter });
  });
});

describe('an alert', () => {
  it('tells its messages, and that a message of the group names it', async () => {
    const id = await openAlert();
    const { messages } = await askJson<{ messages: { isNamed: boolean; kind: string; audience: string }[] }>(
      ports,
      `/v1/alerts/${id}`,
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ isNamed: true, kind: 'firing', audience: 'operations' });
    const [record] = await world.stores.episodes.range(START, tickAt(40), 1);
    expect(record === undefined ? '' : episodeId(record)).toBe(id);
  });

  it('is found by the window it opened in, and by no other', async () => {
    const opened = Number((await openAlert()).split('.')[0]);
    const found = async (from: number, to: number) =>
      (await askJson<{ alerts: unknown[] }>(ports, '/v1/alerts', { from: String(from), to: String(to) })).alerts.length;
    expect(await found(opened, opened + 1)).toBe(2);
    expect(await found(opened + 1, opened + 100)).toBe(0);
    expect(await found(opened - 100, opened)).toBe(0);
  });
});

describe('a change on loopback', () => {
  const from = (headers: Record<string, string>) =>
    post(
      '/v1/mutes',
      { match: {}, to: toIso(tickAt(40)), reason: 'x', by: 'anna' },
      { isLoopback: true, headers: { ...json, ...headers } },
    );

  it.each([
    ['this very server', { host: '127.0.0.1:8787', origin: 'http://127.0.0.1:8787' }, 201],
    ['a program, which has no origin', { host: 'localhost:8787' }, 201],
    ['another site', { host: '127.0.0.1:8787', origin: 'https://evil.example' }, 403],
    ['another port of this machine', { host: '127.0.0.1:8787', origin: 'http://127.0.0.1:9000' }, 403],
    ['a sandboxed page', { host: '127.0.0.1:8787', origin: 'null' }, 403],
    ['a name that was bound to this machine', { host: 'evil.example:8787', origin: 'http://evil.example:8787' }, 403],
    ['no host', {}, 403],
  ])('asked for by %s gives its due', async (_name, headers, status) => {
    expect((await from(headers as Record<string, string>)).status).toBe(status);
  });
});

describe('a token', () => {
  it.each([
    ['of the company', { company: 'test-co', role: 'operations' }, 200, 200],
    ['that says nothing of it', { company: null, role: null }, 200, 200],
    ['of another company', { company: 'other-co', role: 'operations' }, 403, 403],
    ['of a reader', { company: 'test-co', role: 'reader' }, 200, 403],
  ])('%s may read and change as it should', async (_name, claims, read, change) => {
    expect((await ask(ports, '/v1/fleet', {}, { claims })).status).toBe(read);
    expect((await post(`/v1/alerts/${await openAlert()}/ack`, { by: 'anna' }, { claims })).status).toBe(change);
  });
});
