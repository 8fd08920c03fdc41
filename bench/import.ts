import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { STREAMS } from '#lib/domain/gas/report.ts';
import type { Figure } from './run.ts';

const MEGABYTE = 1024 * 1024;
const SMALL_BYTES = 10 * MEGABYTE;
const LARGE_BYTES = 100 * MEGABYTE;
/** A hundred more megabytes of file may take this much more memory: the ledger of rows seen (24 MB) and the young heap. */
const MAX_GROWTH_MEGABYTES = 128;

/** P9: `netback import` of 100 MB of canonical CSV: rows a second, and memory against a 10 MB file. */
export async function importBenchmark(): Promise<readonly Figure[]> {
  mkdirSync('.tmp', { recursive: true });
  const folder = mkdtempSync(path.join('.tmp', 'import-'));
  try {
    const small = await measure(await writeReport(path.join(folder, 'small.csv'), SMALL_BYTES));
    const large = await measure(await writeReport(path.join(folder, 'large.csv'), LARGE_BYTES));
    const growth = large.peakMegabytes - small.peakMegabytes;
    return [
      figure('rows a second, 100 MB', large.rows / large.seconds, 'rows/s', '-', null),
      figure('peak memory, 10 MB', small.peakMegabytes, 'MB', '-', null),
      figure('peak memory, 100 MB', large.peakMegabytes, 'MB', '-', null),
      figure(
        'more memory for 10 times the file',
        growth,
        'MB',
        `< ${MAX_GROWTH_MEGABYTES}`,
        growth < MAX_GROWTH_MEGABYTES,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figure(what: string, measured: number, unit: string, target: string, isMet: boolean | null): Figure {
  return { id: 'P9', what: `import: ${what}`, measured, unit, target, isMet };
}

/** A report of made-up hourly gas, every row another hour or stream. */
async function writeReport(file: string, bytes: number): Promise<{ file: string; rows: number }> {
  const out = createWriteStream(file);
  out.write(
    'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at\n',
  );
  let written = 0;
  let rows = 0;
  for (; written < bytes; rows += 1) {
    const hour = Math.floor(rows / STREAMS.length);
    const [start, end] = [hour, hour + 1].map((at) => new Date(at * 3_600_000).toISOString());
    const stream = STREAMS[rows % STREAMS.length];
    const line = `north-pad,${start},${end},${stream},${(rows % 997) / 8},Mcf,us60-14.65,1210,measured,,1,${end}\n`;
    written += line.length;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return { file, rows };
}

type Measured = { readonly rows: number; readonly seconds: number; readonly peakMegabytes: number };

/** Runs the command itself and reads its peak resident memory as the kernel counted it. */
async function measure({ file, rows }: { file: string; rows: number }): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['bench/peak-memory.ts', 'import', '--company', 'companies/example-co.yaml', '--site', 'north-pad', file],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  await once(child, 'exit');
  const peak = /peak (\d+) KB/.exec(said)?.[1];
  if (peak === undefined) throw new Error(`netback import did not finish: ${said}`);
  return { rows, seconds: (performance.now() - begun) / 1000, peakMegabytes: Number(peak) / 1024 };
}
