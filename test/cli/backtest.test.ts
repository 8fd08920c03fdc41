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
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'netback-backtest-')), 'market.made-up.csv');
  writeFileSync(
    file,
    `at,btc_usd,difficulty,height,fees_btc_per_block,usd_rub,henry_hub_usd_per_mmbtu\n${rows.join('\n')}\n`,
  );
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
    const [one, three] = await Promise.all([backtest(market, '--threads', '1'), backtest(market, '--threads', '3')]);
    const lines = one.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ type: 'summary', sites: 5, ticks: HOURS });
    expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['transition', 'message', 'flip', 'summary']));
    expect(three.stdout).toBe(one.stdout);
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
