import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const REPORTS = readdirSync('companies/example-co')
  .filter((name) => name.endsWith('.csv'))
  .map((name) => `companies/example-co/${name}`);
const HOURS = 72;

/** Made up: falls by more than half after a day and a half, comes back a day later; never twice the same, as a dead feed. */
function madeUpMarket(): string {
  const begin = Date.parse('2023-02-15T00:00:00Z');
  const rows = Array.from({ length: HOURS }, (_, hour) => {
    const at = new Date(begin + hour * 3_600_000).toISOString().replace('.000', '');
    return `${at},${(hour >= 36 && hour < 60 ? 9_000 : 24_000) + (hour % 7)},39156400059293.19,${776_500 + hour * 6},0.15,74,2.4`;
  });
  return written('market.made-up.csv', [
    'at,btc_usd,difficulty,height,fees_btc_per_block,usd_rub,henry_hub_usd_per_mmbtu',
    ...rows,
  ]);
}

/** Made up: a day of North Pad, and two rows that are refused. */
function madeUpReport(): string {
  return written('damaged.made-up.csv', [
    'site_id,period_start,period_end,stream,volume,unit,base,version,reported_at',
    'north-pad,2023-02-14T15:00:00Z,2023-02-15T15:00:00Z,flared,90,Mcf,us60-14.65,1,2023-02-15T21:00:00Z',
    'north-pad,2023-02-14T15:00:00Z,2023-02-15T15:00:00Z,flared,91,Mcf,us60-14.65,1,2023-02-15T21:00:00Z',
    'no-pad,2023-02-14T15:00:00Z,2023-02-15T15:00:00Z,flared,90,Mcf,us60-14.65,1,2023-02-15T21:00:00Z',
  ]);
}

function written(name: string, lines: readonly string[]): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'netback-backtest-')), name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function backtest(market: string, ...words: readonly string[]) {
  const files = ['--company', 'companies/example-co.yaml', '--market', market, '--reports', ...REPORTS];
  return run(process.execPath, ['cli/netback.ts', 'backtest', ...files, '--tick', '1h', ...words], {
    maxBuffer: 64 * 1024 * 1024,
  });
}

describe('netback backtest', () => {
  test('says the same to the byte in one thread and in three', async () => {
    const market = madeUpMarket();
    const words = ['--reports', madeUpReport(), '--threads'];
    const [one, three] = await Promise.all([backtest(market, ...words, '1'), backtest(market, ...words, '3')]);
    const lines = one.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ type: 'summary', sites: 5, ticks: HOURS });
    expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['transition', 'message', 'flip', 'summary']));
    expect(three.stdout).toBe(one.stdout);
    // Refused rows are told once, however many threads there are.
    for (const { stderr } of [one, three]) {
      expect(stderr.match(/^damaged.*$/gm)).toEqual([
        expect.stringMatching(/^damaged.made-up.csv:3: version is "1"; expected a higher version/),
        expect.stringMatching(/^damaged.made-up.csv:4: site_id is "no-pad"; expected one of/),
      ]);
    }
  });

  test.each([
    [['--threads', '0'], 2, '--threads is "0"; expected 1 to 8.'],
    [['--threads', '2', '--reports', 'no-such-file.csv'], 1, 'no-such-file.csv cannot be read (ENOENT).'],
  ])('%j ends with %i and says why', async (words, code, said) => {
    await expect(backtest(madeUpMarket(), ...words)).rejects.toMatchObject({
      code,
      stderr: expect.stringContaining(said),
    });
  });
});
