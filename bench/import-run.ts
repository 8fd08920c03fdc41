import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { STREAMS } from '#lib/domain/gas/report.ts';

/** A report file and how many rows it has. */
export type MadeUpReport = { readonly file: string; readonly rows: number };

/** Writes a canonical CSV of made-up hourly gas of at least so many bytes, every row another hour or stream. */
export async function writeReport(file: string, bytes: number): Promise<MadeUpReport> {
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

/** What the kernel counted of a process: user time, and the most memory it ever held. */
export type Measured = { readonly cpuSeconds: number; readonly peakMegabytes: number };

/** Imports a made-up report in a process of its own. */
export function measureImport({ file }: MadeUpReport): Promise<Measured> {
  return measure(['import', '--company', 'companies/example-co.yaml', '--site', 'north-pad', file]);
}

/** Splits the same file into cells with csv-parse alone, in a process of its own. */
export function measureLibrary({ file }: MadeUpReport): Promise<Measured> {
  return measure(['csv-parse', file]);
}

async function measure(words: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, ['bench/peak-memory.ts', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const [code] = await once(child, 'close');
  const [, peak, cpu] = /peak (\d+) KB, (\d+) microseconds/.exec(said) ?? [];
  if (code !== 0 || peak === undefined || cpu === undefined) throw new Error(`${words[0]} did not finish: ${said}`);
  return { cpuSeconds: Number(cpu) / 1e6, peakMegabytes: Number(peak) / 1024 };
}
