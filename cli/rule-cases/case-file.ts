import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { knownKeys } from '#lib/config/schema/scalars.ts';
import { schemaFaults } from '#lib/config/schema-faults.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { faultLine, PROSE } from './case.ts';

/** `kinds` tells people what the kinds of case are. */
const caseFile = z.strictObject(
  { cases: z.array(z.unknown()), kinds: z.unknown().optional(), ...PROSE },
  { error: knownKeys(['cases']) },
);

/** The cases of a YAML or JSON file: `{cases: […]}` or the bare list. */
export function readCaseFile(file: string): readonly unknown[] {
  const text = textOf(file);
  const document = documentOf(file, text);
  const cases = Array.isArray(document) ? document : (document as { cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases))
    throw new NetbackError('input-invalid', `${file}: no list of cases; expected {cases: [...]} in YAML or JSON.`);
  const read = Array.isArray(document) ? null : caseFile.safeParse(document);
  if (read?.error === undefined) return cases;
  const faults = schemaFaults(document, read.error.issues).map((one) => `${file}: ${faultLine(one)}`);
  throw new NetbackError('input-invalid', faults.join('\n'));
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
