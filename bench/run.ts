import { apiBenchmark } from './api.ts';
import { backtestBenchmark } from './backtest.ts';
import { coldStartBenchmark } from './cold-start.ts';
import { evaluateBenchmark } from './evaluate.ts';
import { growthBenchmark } from './growth.ts';
import { importBenchmark } from './import.ts';
import { readUnitsBenchmark } from './read-units.ts';
import { tickBenchmark } from './tick.ts';
import { tickMemoryBenchmark } from './tick-memory.ts';
import { writeUnitsBenchmark } from './write-units.ts';

/** One measured figure against its target; `isMet` null where there is no target. */
export type Figure = {
  readonly id: string;
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly target: string;
  readonly isMet: boolean | null;
};

const BENCHMARKS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  P1: evaluateBenchmark,
  P2: tickBenchmark,
  P3: writeUnitsBenchmark,
  P4: readUnitsBenchmark,
  P5: apiBenchmark,
  P7: backtestBenchmark,
  P6: coldStartBenchmark,
  P8: tickMemoryBenchmark,
  P9: importBenchmark,
  P10: growthBenchmark,
};

const isJson = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((argument) => argument in BENCHMARKS);
const figures: Figure[] = [];
for (const [id, benchmark] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  if (!isJson) process.stderr.write(`${id} …\n`);
  figures.push(...(await benchmark()));
}
if (isJson) {
  process.stdout.write(`${JSON.stringify({ figures })}\n`);
} else {
  for (const figure of figures) {
    const verdict = figure.isMet === null ? '' : figure.isMet ? 'met' : 'MISSED';
    const value = `${Number(figure.measured.toPrecision(4))} ${figure.unit}`;
    process.stdout.write(
      `${figure.id}  ${figure.what.padEnd(52)} ${value.padStart(24)}   target ${figure.target}  ${verdict}\n`,
    );
  }
}
process.exitCode = figures.some((figure) => figure.isMet === false) ? 1 : 0;
