import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Order, Verdict } from './session.ts';

/** A worker that has written nothing for so long hangs in a loop that asks no switch. */
const SILENCE_MS = 120_000;
const LOOK_MS = 2000;

/** The verdict on every mutant; the worker is started again as often as a mutant brings it down. */
export async function tryMutants(folder: string, work: Omit<Order, 'log'>): Promise<readonly Verdict[]> {
  const log = path.join(folder, 'verdicts.jsonl');
  const orderFile = path.join(folder, 'order.json');
  writeFileSync(log, '');
  for (let left = work.ids; left.length > 0; ) {
    writeFileSync(orderFile, JSON.stringify({ ...work, ids: left, log } satisfies Order));
    await runWorker(orderFile, log);
    const last = linesOf(log).at(-1);
    if (last === undefined || 'surveying' in last)
      throw new Error(`a test fails without a mutant: ${JSON.stringify(last)}`);
    if ('trying' in last) append(log, { id: last.trying, verdict: 'timed out', by: 'the watch' });
    const done = new Set(verdictsIn(log).map(({ id }) => id));
    left = left.filter((id) => !done.has(id));
  }
  return verdictsIn(log);
}

/** Ends with the worker's end; a silent one is killed. */
async function runWorker(orderFile: string, log: string): Promise<void> {
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, 'session.ts'), orderFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<'ended'>((resolve) => worker.once('exit', () => resolve('ended')));
  while ((await Promise.race([ended, wait(LOOK_MS, 'look')])) === 'look') {
    if (Date.now() - statSync(log).mtimeMs > SILENCE_MS) worker.kill('SIGKILL');
  }
}

type Line = Verdict | { readonly trying: number } | { readonly surveying: string };

function linesOf(log: string): readonly Line[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

function verdictsIn(log: string): readonly Verdict[] {
  return linesOf(log).filter((line): line is Verdict => 'verdict' in line);
}

function append(log: string, verdict: Verdict): void {
  appendFileSync(log, `${JSON.stringify(verdict)}\n`);
}
