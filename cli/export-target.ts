import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { NetbackError } from '#lib/domain/errors.ts';
import type { ExportQuery } from './export.ts';

/** How far an export is: after each page, so that a broken one goes on there. */
export type ExportPlace = {
  /** Start of the window that is being asked for. */
  readonly windowFrom: number;
  readonly cursor: string | null;
  readonly rows: number;
  readonly pages: number;
  readonly lastRow: string | null;
};

/** Where rows go. */
export type ExportTarget = {
  /** Where an earlier run of the same export stopped; null = from the start. */
  readonly begun: ExportPlace | null;
  write(text: string, place: ExportPlace): void;
  /** Done: the file gets its name. Not done: what there is stays, to be gone on with. */
  close(isComplete: boolean): void;
};

/** A file, written beside its name until it is complete; or stdout. */
export function openTarget(file: string | null, query: ExportQuery): ExportTarget {
  if (file === null) return { begun: null, write: (text) => void process.stdout.write(text), close: () => {} };
  const [part, state] = [`${file}.part`, `${file}.part.json`];
  const of = createHash('sha256').update(JSON.stringify(query)).digest('hex');
  const begun = existsSync(part) ? stateOf(state, of) : null;
  const descriptor = opened(part, begun === null ? 'w' : 'r+');
  let bytes = begun?.bytes ?? 0;
  ftruncateSync(descriptor, bytes);
  return {
    begun: begun?.place ?? null,
    write: (text, place) => {
      const written = Buffer.from(text);
      writeSync(descriptor, written, 0, written.length, bytes);
      bytes += written.length;
      writeFileSync(state, JSON.stringify({ of, bytes, place }));
    },
    close: (isComplete) => {
      closeSync(descriptor);
      if (!isComplete) return;
      renameSync(part, file);
      rmSync(state, { force: true });
    },
  };
}

function opened(file: string, flags: string): number {
  try {
    return openSync(file, flags);
  } catch (cause) {
    throw new NetbackError(
      'folder-unwritable',
      `${file} cannot be written (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
}

/** The state of an earlier run, if it was of this very query; a state that cannot be read is none. */
function stateOf(file: string, of: string): { bytes: number; place: ExportPlace } | null {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as { of: string; bytes: number; place: ExportPlace };
    return state.of === of ? state : null;
  } catch {
    return null;
  }
}
