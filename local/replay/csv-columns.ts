import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NetbackError } from '#lib/domain/errors.ts';

/** The rows of a plain CSV by column name; a file that cannot be read is said so in one line. */
export function readColumns(file: string, required: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = readText(file)
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',').map((name) => name.trim());
  const absent = required.filter((name) => !names.includes(name));
  if (absent.length > 0) {
    throw new NetbackError(
      'input-invalid',
      `${path.basename(file)} has the columns ${names.join(', ').slice(0, 200)}; ${absent.join(', ')} is missing.`,
    );
  }
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell.trim()])));
}

/** A cell as a number, null where it is blank; anything else is refused with its place. */
export function numberIn(row: Readonly<Record<string, string>>, name: string, place: string): number | null {
  const text = row[name] ?? '';
  if (text === '') return null;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new NetbackError('input-invalid', `${place}: ${name} is "${text.slice(0, 40)}"; expected a number or nothing.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new NetbackError('input-invalid', `${file} cannot be read (${code}); give another with --replay.`, { cause });
  }
}
