import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NetbackError } from '#lib/domain/errors.ts';

/**
 * Takes a folder for this process: two processes on one table would tear it. Refused with
 * `folder-locked`, naming the process that holds it; what a dead process left is taken over.
 * Answers how to give it back.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock');
  const mine = `${process.pid} ${startOf(process.pid) ?? 'unknown'}`;
  for (const isRetry of [false, true]) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(folder, error);
      const [pid = '', started = ''] = readFileSync(file, 'utf8').split(' ');
      if (isRetry || isAlive(Number(pid), started)) throw locked(folder, pid);
      rmSync(file, { force: true });
    }
  }
  throw locked(folder, 'unknown');
}

/** A process number is used again after a restart, so its start counts too where the system tells it. */
function isAlive(pid: number, started: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const startNow = startOf(pid);
  return startNow === null || started === 'unknown' || startNow === started;
}

/** Start time of a process in ticks since boot, from Linux' /proc; null where there is none. */
function startOf(pid: number): string | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return afterName.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function locked(folder: string, pid: string): NetbackError {
  return new NetbackError(
    'folder-locked',
    `The folder ${folder} is in use by process ${pid}; stop it first, or give another folder.`,
    { context: { folder, pid } },
  );
}

function unwritable(folder: string, cause: unknown): NetbackError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new NetbackError(
    'folder-unwritable',
    `The folder ${folder} cannot be written (${reason}); give one that can be.`,
    { context: { folder }, cause },
  );
}
