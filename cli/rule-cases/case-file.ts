import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { NetbackError } from '#lib/domain/errors.ts';

/** The cases of a YAML or JSON file: `{cases: […]}` or the bare list. */
export function readCaseFile(file: string): readonly unknown[] {
  const text = textOf(file);
  const document = documentOf(file, text);
  const cases = Array.isArray(document) ? document : (document as { cases?: unknown } | null)?.cases;
  if (Array.isArray(cases)) return cases;
  throw new NetbackError('input-invalid', `${file}: no list of cases; expected {cases: [...]} in YAML or JSON.`);
}

/** Every case file of a folder, by name; other files are passed over. */
export function caseFilesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(json|ya?ml)$/i.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new NetbackError('input-invalid', `${file}: cannot be read; expected a YAML or JSON case file.`, { cause });
  }
}

function documentOf(file: string, text: string): unknown {
  try {
    return file.endsWith('.json') ? JSON.parse(text) : parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : '';
    throw new NetbackError('input-invalid', `${file}: neither YAML nor JSON: ${reason}`, { cause });
  }
}
