import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { measureImport, measureLibrary, writeReport } from './import-run.ts';
import type { Figure } from './run.ts';

const MEGABYTE = 1024 * 1024;
const SMALL_BYTES = 10 * MEGABYTE;
const LARGE_BYTES = 100 * MEGABYTE;
/** Memory of the large file against the small one: what V8 keeps of the old heap differs by some 10 %. */
const MAX_GROWTH = 1.15;
/** As much processor time as csv-parse takes for the cells alone, and once more for what they mean. */
const MAX_TIMES = 2;

/** P9: `netback import` of 100 MB of canonical CSV: processor time against the library alone, and memory against a 10 MB file. */
export async function importBenchmark(): Promise<readonly Figure[]> {
  mkdirSync('.tmp', { recursive: true });
  const folder = mkdtempSync(path.join('.tmp', 'import-'));
  try {
    const smallFile = await writeReport(path.join(folder, 'small.csv'), SMALL_BYTES);
    const largeFile = await writeReport(path.join(folder, 'large.csv'), LARGE_BYTES);
    const small = await measureImport(smallFile);
    const large = await measureImport(largeFile);
    const library = await measureLibrary(largeFile);
    const growth = large.peakMegabytes / small.peakMegabytes;
    const times = large.cpuSeconds / library.cpuSeconds;
    return [
      figure('rows a second of processor time, 100 MB', largeFile.rows / large.cpuSeconds, 'rows/s', '-', null),
      figure('processor time against csv-parse alone', times, 'times', `≤ ${MAX_TIMES}`, times <= MAX_TIMES),
      figure('peak memory, 10 MB', small.peakMegabytes, 'MB', '-', null),
      figure('peak memory, 100 MB', large.peakMegabytes, 'MB', '-', null),
      figure('memory of 10 times the file', growth, 'times', `≤ ${MAX_GROWTH}`, growth <= MAX_GROWTH),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figure(what: string, measured: number, unit: string, target: string, isMet: boolean | null): Figure {
  return { id: 'P9', what: `import: ${what}`, measured, unit, target, isMet };
}
