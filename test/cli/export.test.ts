import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { companyOf, marketAt, pointAt, portsOf, storePoints } from '#test/functions/api-seed.ts';
import { type ApiServer, serveApi } from '#test/functions/api-server.ts';
import { netback } from '#test/local/up.ts';
import { progressBar } from '../../cli/progress-bar.ts';

/** 2023-02-15T00:00:00Z */
const START = 1_676_419_200;
const TICK = 900;
const DAYS = 16;
/** A day of 15 min ticks has 96; of 16 days one tick in 50 is left out: 1,536 - 31 = 1,505 rows. */
const TICKS = DAYS * 96;
const ROWS = TICKS - Math.ceil(TICKS / 50);
let folder: string;
let server: ApiServer | null = null;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-export-'));
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function seeded() {
  const company = companyOf(['pad'], TICK);
  const ports = portsOf(company);
  await ports.stores.config.putIfAbsent('v1', company);
  const kept = Array.from({ length: TICKS }, (_, index) => index).filter((index) => index % 50 !== 0);
  const points = kept.map((index) =>
    pointAt(instant(START + index * TICK), { mineMilliUsdPerDay: index * 1000 - 100_000 }),
  );
  await ports.stores.market.putIfAbsent(marketAt(instant(START), 'v1'));
  await storePoints(ports.stores, 'pad', points, TICK);
  return ports;
}

const words = (url: string, more: readonly string[]) => [
  'export',
  '--url',
  url,
  '--site',
  'pad',
  '--from',
  '2023-02-15T00:00:00Z',
  '--to',
  '2023-03-03T00:00:00Z',
  ...more,
];

describe('netback export', () => {
  it('writes every tick of a window longer than the API takes at once, under one header, and counts them', async () => {
    server = await serveApi(await seeded());
    const file = path.join(folder, 'pad.csv');
    const running = netback(words(server.url, ['--out', file, '--json']));
    expect(await running.ended, running.stderr()).toBe(0);
    const lines = readFileSync(file, 'utf8').split('\r\n').slice(0, -1);
    expect(lines).toHaveLength(ROWS + 1);
    expect(lines.filter((line) => line.startsWith('at,'))).toHaveLength(1);
    // The first kept tick is number 1: 1 × 1,000 − 100,000 thousandths of a USD.
    expect(lines[1]).toContain('2023-02-15T00:15:00Z,ok,,mine,flare,-99,');
    expect(JSON.parse(running.stdout())).toMatchObject({ rows: ROWS, pages: 3, fault: null });
    expect(running.stderr()).not.toContain('█');
  });

  it('goes on where a broken connection left it, to the same bytes', async () => {
    const ports = await seeded();
    server = await serveApi(ports);
    const whole = path.join(folder, 'whole.ndjson');
    expect(await netback(words(server.url, ['--format', 'ndjson', '--out', whole])).ended).toBe(0);
    await server.stop();
    // The count and two pages come, then the API is gone.
    server = await serveApi(ports, (body, index) => (index >= 3 ? null : body));
    const file = path.join(folder, 'cut.ndjson');
    const cut = netback(words(server.url, ['--format', 'ndjson', '--out', file]));
    expect(await cut.ended).toBe(1);
    expect(cut.stderr()).toContain('Run the same command again');
    expect(existsSync(file)).toBe(false);
    await server.stop();
    server = await serveApi(ports);
    expect(await netback(words(server.url, ['--format', 'ndjson', '--out', file])).ended).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(whole, 'utf8'));
    const pages = server.asked.filter((one) => one.includes('ndjson'));
    expect(pages).toHaveLength(1);
  }, 60_000);

  it('says so and exits 1 when a page comes with fewer rows than it names', async () => {
    server = await serveApi(await seeded(), (body, index) =>
      index === 2 ? body.slice(0, body.indexOf('\n', 4000) + 1) : body,
    );
    const running = netback(words(server.url, ['--out', path.join(folder, 'x.csv')]));
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toMatch(/a page of \d+ rows came with \d+/);
  });

  it('writes aggregates to stdout', async () => {
    server = await serveApi(await seeded());
    const running = netback(words(server.url, ['--step', '1d', '--format', 'ndjson']));
    expect(await running.ended).toBe(0);
    const rows = running
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { from: string; expectedTicks: number });
    expect(rows).toHaveLength(DAYS);
    expect(rows.map((row) => row.expectedTicks)).toEqual(rows.map(() => 96));
  });

  it.each([
    ['a step that is none', ['--step', '2h'], 2],
    ['--json without a file', ['--json'], 2],
    ['an unknown site', ['--site', 'nowhere'], 1],
  ])('refuses %s in one line', async (_name, more, code) => {
    server = await serveApi(await seeded());
    const running = netback(words(server.url, more));
    expect(await running.ended).toBe(code);
    expect(running.stderr().trim().split('\n')).toHaveLength(1);
  });
});

describe('the progress bar', () => {
  it('is drawn on a terminal only', () => {
    const drawn = (isTTY: boolean) => {
      const texts: string[] = [];
      const bar = progressBar({ isTTY, write: (text) => texts.push(text) }, 200);
      bar.show(100, '5 rows');
      return texts.join('');
    };
    expect(drawn(true)).toContain(`${'█'.repeat(15)}${'░'.repeat(15)}  50 %  5 rows`);
    expect(drawn(false)).toBe('');
  });
});
