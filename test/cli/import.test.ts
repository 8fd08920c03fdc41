import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signatureOf } from '#lib/adapters/http/report-signature.ts';
import { netback } from '#test/local/up.ts';

const COMPANY = ['--company', 'companies/example-co.yaml', '--site', 'north-pad'];
const PETRINEX = 'test/fixtures/reports/petrinex-ab-two-facilities.csv';
const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const rowOf = (volume: string, site = 'north-pad') =>
  `${site},2026-05-01T14:00:00Z,2026-05-02T14:00:00Z,flared,${volume},Mcf,us60-14.65,,measured,routine,1,2026-05-02T15:00:00Z`;

let folder = '';
beforeAll(() => {
  mkdirSync('.tmp', { recursive: true });
  folder = mkdtempSync(path.join('.tmp', 'import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...lines: readonly string[]): string {
  const at = path.join(folder, name);
  writeFileSync(at, `${lines.join('\n')}\n`);
  return at;
}

async function imported(...words: readonly string[]) {
  const running = netback(['import', ...COMPANY, ...words]);
  const code = await running.ended;
  return { code, out: running.stdout(), err: running.stderr() };
}

describe('netback import', () => {
  test('prints one JSON document with rows, refusals, what was detected and control totals', async () => {
    const { code, out } = await imported(PETRINEX, '--json');
    const document = JSON.parse(out);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      rejected: [],
      rejectedCount: 0,
      files: [{ format: 'petrinex', encoding: 'utf-8' }],
    });
    const flared = document.rows.filter((row: { stream: string }) => row.stream === 'flared');
    // 27.8 × 10³ m³ by a separate sum of the file; × 35.3147 × 1.0019245 Mcf.
    expect(flared.reduce((sum: number, row: { volume: number }) => sum + row.volume, 0)).toBeCloseTo(27.8, 9);
    const total = document.totals.find((one: { stream: string }) => one.stream === 'flared');
    expect(total.rows).toBe(flared.length);
    expect(total.volumeMcf).toBeCloseTo(983.6382, 2);
  });

  test('prints canonical lines that it reads back as they are', async () => {
    const first = await imported(PETRINEX);
    const again = await imported(file('again.csv', first.out.trimEnd()));
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(again.out).toBe(first.out);
  });

  test('names refused rows by file, line and column, prints the others, and exits 1', async () => {
    const { code, out, err } = await imported(
      file('bad.csv', HEADER, rowOf('many'), rowOf('5'), rowOf('1', 'elsewhere')),
    );
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toEqual([HEADER, rowOf('5')]);
    expect(err).toContain('bad.csv:2: volume is "many"; expected a number');
    expect(err).toContain('bad.csv:4: site_id is "elsewhere"; expected one of north-pad');
  });

  test.each([
    ['an unknown site', ['import', '--company', 'companies/example-co.yaml', '--site', 'nowhere', PETRINEX]],
    ['an unknown format', ['import', ...COMPANY, '--format', 'edi', PETRINEX]],
    ['no key to post with', ['import', ...COMPANY, '--to', 'https://api.example.com', PETRINEX]],
  ])('takes %s for wrong usage', async (_what, words) => {
    const running = netback(words);
    expect(await running.ended).toBe(2);
    expect(running.stderr()).not.toContain('    at ');
  });

  test('says which file cannot be read', async () => {
    const { code, err } = await imported(path.join(folder, 'absent.csv'));
    expect(code).toBe(1);
    expect(err).toContain('absent.csv cannot be read (ENOENT)');
  });

  test('posts what it read, signed, to the site', async () => {
    const seen: { url: string; signature: string; expected: string; body: unknown }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const header = (name: string) => String(request.headers[`netback-${name}`]);
        const signed = {
          method: 'POST',
          path: request.url ?? '',
          timestamp: header('timestamp'),
          nonce: header('nonce'),
          body,
        };
        const expected = signatureOf('push secret', signed);
        seen.push({
          url: request.url ?? '',
          signature: header('signature'),
          expected,
          body: JSON.parse(body.toString()),
        });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, { NETBACK_PUSH_KEY_ID: 'k1', NETBACK_PUSH_SECRET: 'push secret' });
    try {
      const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { code } = await imported(file('good.csv', HEADER, rowOf('5')), '--to', to);
      expect(code).toBe(0);
    } finally {
      delete process.env.NETBACK_PUSH_KEY_ID;
      delete process.env.NETBACK_PUSH_SECRET;
      server.close();
    }
    const [post] = seen;
    expect(post).toMatchObject({
      url: '/v1/sites/north-pad/reports',
      body: [{ stream: 'flared', volume: 5, version: 1 }],
    });
    expect(post?.signature).toBe(post?.expected);
  });
});
