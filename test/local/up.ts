import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** A `netback` process as a user starts it. */
export type Running = {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code (null = killed by a signal). */
  readonly ended: Promise<number | null>;
};

/** Starts `netback` with the given words. */
export function netback(words: readonly string[]): Running {
  const child = spawn(process.execPath, [path.join(PROJECT, 'cli/netback.ts'), ...words], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, stdout: () => out, stderr: () => err, ended };
}

/** Waits for `ready http://…` and gives the address; fails when the process ends first. */
export async function readyUrl(running: Running): Promise<string> {
  for (;;) {
    const match = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(running.stderr());
    if (match?.[1] !== undefined) return match[1];
    const outcome = await Promise.race([
      running.ended.then(() => 'ended'),
      once(running.child.stderr ?? running.child, 'data').then(() => 'data'),
    ]);
    if (outcome === 'ended' && !running.stderr().includes('ready '))
      throw new Error(`netback ended: ${running.stderr()}`);
  }
}
