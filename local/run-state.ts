import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';

/** What a data folder was started as; a restart goes on with it. */
export type RunState = { readonly company: string; readonly from: Instant; readonly isLive: boolean };

const FILE = 'run.json';

/** Makes the folder, or says in one line why not. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, '.writable'), '');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new NetbackError(
      'folder-unwritable',
      `Folder ${folder} cannot be written (${code}); give another with --data.`,
      { cause },
    );
  }
}

/** Keeps what the folder was started as, or refuses a restart that asks for something else. */
export function resumeOrStart(folder: string, wanted: RunState, isFromGiven: boolean): RunState {
  const kept = readState(path.join(folder, FILE));
  if (kept === null) {
    const temporary = path.join(folder, `${FILE}.new`);
    writeFileSync(temporary, JSON.stringify(wanted));
    renameSync(temporary, path.join(folder, FILE));
    return wanted;
  }
  const same =
    kept.company === wanted.company && kept.isLive === wanted.isLive && (!isFromGiven || kept.from === wanted.from);
  if (same) return kept;
  throw new NetbackError(
    'usage',
    `Folder ${folder} holds ${kept.company}${kept.isLive ? ' live' : ` from ${toIso(kept.from)}`}; use another --data, or start it the same way.`,
  );
}

function readState(file: string): RunState | null {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as { company: string; from: number; isLive: boolean };
    return { company: parsed.company, from: instant(parsed.from), isLive: parsed.isLive };
  } catch {
    return null;
  }
}
