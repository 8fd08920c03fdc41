import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { NetbackError } from '#lib/domain/errors.ts';

/** One company of a run of several. */
export type CompanyRun = { readonly company: string; readonly file: string };

export type SeveralOptions = {
  readonly runs: readonly CompanyRun[];
  readonly port: number;
  /** Each company keeps its own folder inside; null = folders that are removed at the end. */
  readonly dataFolder: string | null;
  /** The words that every company gets alike (`--speed`, `--ticks`, …). */
  readonly words: readonly string[];
  readonly projectFolder: string;
  readonly signal: AbortSignal;
};

/**
 * Runs several companies at once, as they are deployed: each with its own table, topic, functions and
 * API, so each in a process of its own, on ports that follow one another. Their lines are told apart
 * by the company in front. One that fails stops the others; the exit code is the worst.
 */
export async function upCompanies(options: SeveralOptions): Promise<number> {
  const names = options.runs.map((run) => run.company);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new NetbackError('usage', `Two files are of company ${twice}; each needs its own.`);
  const children = options.runs.map((run, index) => start(run, index, options));
  const stopAll = (): void => {
    for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
  };
  options.signal.addEventListener('abort', stopAll, { once: true });
  const codes = await Promise.all(
    children.map(async (child) => {
      const code = await exitOf(child);
      if (code !== 0) stopAll();
      return code;
    }),
  );
  return Math.max(...codes);
}

function start(run: CompanyRun, index: number, options: SeveralOptions): ChildProcess {
  const data = options.dataFolder === null ? [] : ['--data', path.join(options.dataFolder, run.company)];
  const port = options.port === 0 ? 0 : options.port + index;
  const words = ['up', '--company', run.file, '--port', String(port), ...data, ...options.words];
  const program = path.join(options.projectFolder, 'cli', 'netback.ts');
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const [from, to] of [[child.stdout, process.stdout] as const, [child.stderr, process.stderr] as const]) {
    createInterface({ input: from }).on('line', (line) => {
      to.write(line.startsWith('ready ') ? `${line}\n` : `${run.company}  ${line}`.trimEnd().concat('\n'));
    });
  }
  return child;
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 0));
  });
}
