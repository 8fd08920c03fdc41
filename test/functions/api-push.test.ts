import { createHash, createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerPush, type PushPorts } from '#functions/middleware/answer-push.ts';
import { http } from '#functions/middleware/http.ts';
import { signatureCheck } from '#lib/adapters/http/report-signature.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { reportParser } from '#lib/adapters/reports/detect.ts';
import { instant } from '#lib/domain/instant.ts';
import { testCompany } from '#test/app/world.ts';
import { faultsOf, operations } from './api-faults.ts';

/** 2026-05-02T12:00:00Z */
const NOW = instant(1_777_723_200);
const PATH = '/v1/sites/pad-0000/reports';
const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const line = (volume: string, version: number) =>
  `pad-0000,2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,produced,${volume},Mcf,us60-14.696,,measured,,${version},2026-05-02T06:00:00Z`;
const push = operations.find(({ id }) => id === 'pushReport') ?? expect.fail('the document has no push');
let ports: PushPorts;
let nonce = 0;

beforeEach(() => {
  const { company } = testCompany(1);
  const sites = company.sites.map((site) => ({
    ...site,
    reports: { ...site.reports, pushKeys: [{ id: 'k1', secret: '/s' }] },
  }));
  ports = {
    stores: memoryStores(),
    parser: reportParser,
    signatures: signatureCheck,
    secret: async () => 'a secret',
    drop: { read: async () => null },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    metrics: { count: () => {} },
    company: { ...company, sites },
    now: () => NOW,
    knownAt: async () => NOW,
  };
});

/** Pushes as interfaces.md section 7 says, signed here by itself. */
async function pushed(body: string, secret = 'a secret') {
  nonce += 1;
  const digest = createHash('sha256').update(body).digest('hex');
  const text = `POST\n${PATH}\n${NOW}\nnonce-${nonce}-x\n${digest}`;
  const headers = {
    'netback-key-id': 'k1',
    'netback-timestamp': String(NOW),
    'netback-nonce': `nonce-${nonce}-x`,
    'netback-signature': createHmac('sha256', secret).update(text).digest('hex'),
  };
  const event = { rawPath: PATH, headers, body, requestContext: { http: { method: 'POST' } } };
  const request = { event, response: await answerPush(ports, event as never) };
  await http().after?.(request as never);
  const answer = request.response as unknown as { statusCode: number; headers: Record<string, string>; body: string };
  return { status: answer.statusCode, type: answer.headers['content-type']?.split(';')[0] ?? '', body: answer.body };
}

describe('a push', () => {
  it('is answered as described: what was taken in, what was there, what was refused', async () => {
    const first = await pushed([HEADER, line('300', 1), line('x', 2)].join('\n'));
    const again = await pushed([HEADER, line('300', 1)].join('\n'));
    expect([first, again].flatMap((answer) => faultsOf(push, answer))).toEqual([]);
    expect(JSON.parse(first.body)).toMatchObject({ counts: { accepted: 1, unchanged: 0, rejected: 1 } });
    expect(JSON.parse(again.body)).toMatchObject({ counts: { accepted: 0, unchanged: 1, rejected: 0 } });
  });

  it('is refused as described: another secret, too large', async () => {
    const refused = await pushed([HEADER, line('300', 1)].join('\n'), 'another');
    const large = await pushed('x'.repeat(4 * 1024 * 1024 + 1));
    expect([refused.status, large.status]).toEqual([401, 413]);
    expect([refused, large].flatMap((answer) => faultsOf(push, answer))).toEqual([]);
  });
});
