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

/** As much processor time as csv-parse takes for the cells alone, and once more for what they mean. */
const MAX_TIMES = 2;
const IMPORT = ['import', '--company', 'companies/example-co.yaml', '--site', 'north-pad'];

/** P9: `netback import` of 100 MB of canonical CSV: processor time against the library alone, and memory against a 10 MB file. */
export async function importBenchmark(): Promise<readonly Figure[]> {
  mkdirSync('.tmp', { recursive: true });
  const folder = mkdtempSync(path.join('.tmp', 'import-'));
  try {
    const smallFile = await writeReport(path.join(folder, 'small.csv'), SMALL_BYTES);
    const largeFile = await writeReport(path.join(folder, 'large.csv'), LARGE_BYTES);
    const small = await measure(smallFile, [...IMPORT, smallFile.file]);
    const large = await measure(largeFile, [...IMPORT, largeFile.file]);
    const library = await measure(largeFile, ['csv-parse', largeFile.file]);
    const growth = large.peakMegabytes - small.peakMegabytes;
    const times = large.cpuSeconds / library.cpuSeconds;
    return [
      figure('rows a second of processor time, 100 MB', large.rows / large.cpuSeconds, 'rows/s', '-', null),
      figure('processor time against csv-parse alone', times, 'times', `≤ ${MAX_TIMES}`, times <= MAX_TIMES),
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

type Measured = { readonly rows: number; readonly cpuSeconds: number; readonly peakMegabytes: number };

/** Runs a command in a process of its own, and reads what the kernel counted: peak resident memory, processor time. */
async function measure({ rows }: { rows: number }, words: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, ['bench/peak-memory.ts', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  await once(child, 'exit');
  const [, peak, cpu] = /peak (\d+) KB, (\d+) microseconds/.exec(said) ?? [];
  if (peak === undefined || cpu === undefined) throw new Error(`${words[0]} did not finish: ${said}`);
  return { rows, cpuSeconds: Number(cpu) / 1e6, peakMegabytes: Number(peak) / 1024 };
}
