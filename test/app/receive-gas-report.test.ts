import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signatureCheck } from '#lib/adapters/http/report-signature.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { reportParser } from '#lib/adapters/reports/detect.ts';
import {
  MAX_PUSH_BYTES,
  type PushedReport,
  type ReceiveGasReportPorts,
  receiveDroppedReport,
  receivePushedReport,
} from '#lib/app/receive-gas-report.ts';
import type { Company } from '#lib/domain/company.ts';
import { after, instant } from '#lib/domain/instant.ts';
import { testCompany } from './world.ts';

/** By openssl, see the test that uses it. */
const SIGNATURE_BY_OPENSSL = '47773eee9479a333f0a85549d4bef22e98dbc9474c20f8934741f52e9e90a221';
/** 2026-05-02T12:00:00Z */
const NOW = instant(1_777_723_200);
const SECRETS: Readonly<Record<string, string>> = { '/netback/old': 'old secret', '/netback/new': 'new secret' };
const PATH = '/v1/sites/pad-0000/reports';
const COLUMNS =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const line = (volume: number | string, version = 1, site = 'pad-0000') =>
  `${site},2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,produced,${volume},Mcf,us60-14.696,,measured,,${version},2026-05-02T06:00:00Z`;
const csv = (...lines: readonly string[]) => [COLUMNS, ...lines].join('\n');

function company(): Company {
  const { company: made } = testCompany(2);
  const pushKeys = [
    { id: 'k1', secret: '/netback/old' },
    { id: 'k2', secret: '/netback/new' },
  ];
  const [pushed, other] = made.sites;
  if (pushed === undefined || other === undefined) throw new Error('no sites');
  return { ...made, sites: [{ ...pushed, reports: { ...pushed.reports, pushKeys, drop: true } }, other] };
}

function ports(dropped: Readonly<Record<string, Uint8Array | 'too-large'>> = {}): ReceiveGasReportPorts {
  return {
    stores: memoryStores(),
    parser: reportParser,
    signatures: signatureCheck,
    secret: async (name) => SECRETS[name] ?? Promise.reject(new Error('no secret')),
    drop: { read: async (key) => dropped[key] ?? null },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    metrics: { count: () => {} },
  };
}

/** Signs as interfaces.md section 7 says, independently of the code under test. */
function pushed(body: string, change: Partial<PushedReport> = {}, secret = 'old secret'): PushedReport {
  const request = {
    method: 'POST',
    path: PATH,
    site: 'pad-0000',
    keyId: 'k1',
    timestamp: String(NOW),
    nonce: 'nonce-0001',
  };
  const bytes = Buffer.from(body);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const text = `${request.method}\n${request.path}\n${change.timestamp ?? request.timestamp}\n${change.nonce ?? request.nonce}\n${digest}`;
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return { ...request, signature, body: bytes, ...change };
}

async function counts(using: ReceiveGasReportPorts, report: PushedReport) {
  const outcome = await receivePushedReport(using, company(), report, NOW);
  if (typeof outcome === 'string') return outcome;
  return [outcome.accepted.length, outcome.unchanged.length, outcome.rejected.length];
}

describe('a pushed report', () => {
  test('signed by either active key is taken in, and its rows wait for the next tick', async () => {
    const using = ports();
    expect(await counts(using, pushed(csv(line(300))))).toEqual([1, 0, 0]);
    const byNewKey = pushed(csv(line(300), line(280, 2)), { keyId: 'k2', nonce: 'nonce-0002' }, 'new secret');
    expect(await counts(using, byNewKey)).toEqual([1, 1, 0]);
    expect(await using.stores.reports.pointers()).toMatchObject([
      { site: 'pad-0000', file: 'push-nonce-0001', knownAt: NOW },
      { site: 'pad-0000', file: 'push-nonce-0002', knownAt: NOW },
    ]);
  });

  test('is signed as a worked example', () => {
    // openssl: printf 'POST\n/v1/sites/a/reports\n1777723200\nnonce-0001\n<sha256 of "[]">' | openssl dgst -sha256 -hmac secret
    const request = {
      method: 'POST',
      path: '/v1/sites/a/reports',
      timestamp: '1777723200',
      nonce: 'nonce-0001',
      body: Buffer.from('[]'),
    };
    expect(signatureCheck.isSigned('secret', request, SIGNATURE_BY_OPENSSL)).toBe(true);
    expect(signatureCheck.isSigned('secreT', request, SIGNATURE_BY_OPENSSL)).toBe(false);
  });

  test('lists bad rows, rows of another site, and rows stored with other figures', async () => {
    const using = ports();
    await receivePushedReport(using, company(), pushed(csv(line(300))), NOW);
    const again = pushed(csv(line(301), line('x', 2), line(5, 3, 'pad-0001')), { nonce: 'nonce-0002' });
    const outcome = await receivePushedReport(using, company(), again, NOW);
    expect(typeof outcome === 'string' ? outcome : outcome.rejected.map((row) => row.column)).toEqual([
      'volume',
      'site_id',
      'version',
    ]);
    expect(await using.stores.reports.rows('pad-0001', instant(0), instant(9e9))).toEqual([]);
  });

  const body = csv(line(300));
  test.each<[string, PushedReport]>([
    ['a wrong secret', pushed(body, {}, 'wrong')],
    ['a changed body', { ...pushed(body), body: Buffer.from(csv(line(301))) }],
    ['another path', pushed(body, { path: '/v1/sites/pad-0001/reports' })],
    ['another method', pushed(body, { method: 'PUT' })],
    ['an unknown key', pushed(body, { keyId: 'k3' })],
    ['no key', pushed(body, { keyId: '' })],
    ['an unknown site', pushed(body, { site: 'nowhere' })],
    ['a site without keys', pushed(body, { site: 'pad-0001' })],
    ['a timestamp 301 s old', pushed(body, { timestamp: String(NOW - 301) })],
    ['a timestamp 301 s ahead', pushed(body, { timestamp: String(NOW + 301) })],
    ['a timestamp that is no number', pushed(body, { timestamp: '1e9' })],
    ['no nonce', pushed(body, { nonce: '' })],
    ['a nonce with a line break', pushed(body, { nonce: 'nonce\n0001' })],
    ['no signature', pushed(body, { signature: '' })],
    ['a short signature', pushed(body, { signature: 'abc' })],
  ])('with %s is refused like any other, and stores nothing', async (_what, report) => {
    const using = ports();
    expect(await counts(using, report)).toBe('refused');
    expect(await using.stores.reports.pointers()).toEqual([]);
    expect(await counts(using, pushed(body))).toEqual([1, 0, 0]);
  });

  test('exactly 300 s off is taken in', async () => {
    expect(await counts(ports(), pushed(body, { timestamp: String(NOW - 300) }))).toEqual([1, 0, 0]);
    expect(await counts(ports(), pushed(body, { timestamp: String(NOW + 300) }))).toEqual([1, 0, 0]);
  });

  test('sent again with the same nonce is refused, whatever it says', async () => {
    const using = ports();
    expect(await counts(using, pushed(body))).toEqual([1, 0, 0]);
    expect(await counts(using, pushed(body))).toBe('refused');
    expect(await counts(using, pushed(csv(line(1, 2))))).toBe('refused');
  });

  test('under a key whose secret cannot be read is refused', async () => {
    const using = { ...ports(), secret: async () => Promise.reject(new Error('down')) };
    expect(await counts(using, pushed(body))).toBe('refused');
  });

  test('of more than 4 MB is too large before anything of it is judged', async () => {
    const large = pushed('x'.repeat(MAX_PUSH_BYTES + 1), { signature: '' });
    expect(await counts(ports(), large)).toBe('too-large');
  });

  test('in a format without versions is amended by sending it again', async () => {
    const wide = (volume: number) => `time,FLARE\n2026-05-01,${volume}\n`;
    const tags = {
      FLARE: { stream: 'flared', unit: 'Mcf', base: { celsius: 15, kilopascal: 101.325 }, per: '1d', stamp: 'end' },
    } as const;
    const withTags = company();
    const sites = withTags.sites.map((site) => ({ ...site, reports: { ...site.reports, tags } }));
    const using = ports();
    const versions: (string | number[])[] = [];
    for (const [index, volume] of [5, 5, 6].entries()) {
      const report = pushed(wide(volume), { nonce: `nonce-000${index}` });
      const outcome = await receivePushedReport(using, { ...withTags, sites }, report, after(NOW, index));
      versions.push(typeof outcome === 'string' ? outcome : outcome.accepted.map((row) => row.version));
    }
    expect(versions).toEqual([[1], [], [2]]);
  });
});

describe('a dropped report', () => {
  const key = 'reports/pad-0000/may.csv';

  test('is taken in for the site of its folder', async () => {
    const using = ports({ [key]: Buffer.from(csv(line(300))) });
    const outcome = await receiveDroppedReport(using, company(), { key, version: 'v1' }, NOW);
    expect(outcome?.accepted).toHaveLength(1);
    const again = await receiveDroppedReport(using, company(), { key, version: 'v1' }, NOW);
    expect(again).toMatchObject({ accepted: [], unchanged: [{ version: 1 }] });
  });

  test.each([
    ['of a site that takes no drops', 'reports/pad-0001/may.csv'],
    ['of an unknown site', 'reports/nowhere/may.csv'],
    ['outside the folder', 'other/pad-0000/may.csv'],
    ['that is gone', 'reports/pad-0000/gone.csv'],
    ['too large', 'reports/pad-0000/large.csv'],
  ])('%s is left alone', async (_what, other) => {
    const bytes = Buffer.from(csv(line(300)));
    const using = ports({
      [key]: bytes,
      'reports/pad-0001/may.csv': bytes,
      'other/pad-0000/may.csv': bytes,
      'reports/pad-0000/large.csv': 'too-large',
    });
    expect(await receiveDroppedReport(using, company(), { key: other, version: null }, NOW)).toBeNull();
    expect(await using.stores.reports.pointers()).toEqual([]);
  });
});
