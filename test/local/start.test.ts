import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { netback, readyUrl } from './up.ts';

let folder: string;
let taken: Server;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-start-'));
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

async function refused(words: readonly string[]) {
  const running = netback(['up', ...words]);
  const code = await running.ended;
  return { code, lines: running.stderr().trimEnd().split('\n') };
}

describe('npm start', () => {
  it('says in one line what is wrong, and exits 1: port, company file, folder', async () => {
    const { port } = taken.address() as AddressInfo;
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const bad = path.join(folder, 'bad.yaml');
    writeFileSync(bad, 'company: [\n');
    const [inUse, noCompany, badCompany, unwritable] = await Promise.all([
      refused(['--port', String(port)]),
      refused(['--port', '0', '--company', path.join(folder, 'none.yaml')]),
      refused(['--port', '0', '--company', bad]),
      refused(['--port', '0', '--data', path.join(file, 'data')]),
    ]);
    expect(inUse).toEqual({ code: 1, lines: [`Port ${port} on 127.0.0.1 is in use; give another with --port.`] });
    expect(noCompany.code).toBe(1);
    expect(noCompany.lines).toHaveLength(1);
    expect(noCompany.lines[0]).toMatch(/none\.yaml:1: .*got ENOENT/);
    expect(badCompany.code).toBe(1);
    expect(badCompany.lines[0]).toMatch(/bad\.yaml:\d+: /);
    expect(unwritable.code).toBe(1);
    expect(unwritable.lines).toEqual([
      expect.stringMatching(/cannot be written \(ENOTDIR\); give another with --data/),
    ]);
  }, 120_000);

  it('refuses options that it can not do, with exit 2, before anything starts', async () => {
    const answers = await Promise.all([
      refused(['--port', '0', '--from', '2020-01-01T00:00:00Z']),
      refused(['--port', '0', '--ticks', '0']),
      refused(['--port', '0', '--feeds-base', 'http://example.com']),
      refused(['--port', '0', '--live', '--replay', 'x.csv']),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(answers.every(({ lines }) => lines.length === 1)).toBe(true);
  }, 120_000);

  it('tells an older Node in one line that it is too old', () => {
    const older = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})";
    const words = ['--import', `data:text/javascript,${older}`, 'cli/netback.js', 'up'];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^netback needs Node 24 or newer, this is 20\.1\.0; [^\n]*\n$/);
  });

  it('is ready within ten seconds, holds its folder alone, and stops cleanly on Ctrl-C', async () => {
    const data = path.join(folder, 'data');
    const begun = Date.now();
    const running = netback(['up', '--port', '0', '--data', data]);
    const url = await readyUrl(running);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect((await fetch(`${url}/`)).headers.get('content-type')).toMatch(/text\/html/);
    const second = await refused(['--port', '0', '--data', data]);
    expect(second.code).toBe(1);
    expect(second.lines).toEqual([expect.stringContaining(`process ${running.child.pid}`)]);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(running.stderr().trimEnd()).toBe(`ready ${url}`);
  }, 180_000);

  it('runs several companies side by side, each with its own folder, and stops them together', async () => {
    const files = ['alpha', 'beta'].map((company) => {
      const file = path.join(folder, `${company}.yaml`);
      writeFileSync(
        file,
        readFileSync('companies/example-co.yaml', 'utf8').replace('company: example-co', `company: ${company}`),
      );
      return file;
    });
    const data = path.join(folder, 'several');
    const running = netback(['up', '--company', ...files, '--port', '0', '--data', data]);
    while (running.child.exitCode === null && running.stderr().match(/^ready /gm)?.length !== 2) {
      await Promise.race([running.ended, once(running.child.stderr ?? running.child, 'data')]);
    }
    const urls = [...running.stderr().matchAll(/^ready (\S+)$/gm)].map(([, url]) => url);
    const fleets = await Promise.all(urls.map(async (url) => (await fetch(`${url}/v1/health`)).json()));
    expect(fleets.map((health) => (health as { company: string }).company).sort()).toEqual(['alpha', 'beta']);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(readdirSync(data).sort()).toEqual(['alpha', 'beta']);
  }, 180_000);
});
