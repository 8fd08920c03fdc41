import { execFileSync } from 'node:child_process';
import path from 'node:path';

const PROJECT = path.join(import.meta.dirname, '..', '..');

/** A generated file as the formatter would have it, so that it passes the checks like any other. */
export function formatted(file: string, text: string): string {
  const biome = path.join(PROJECT, 'node_modules', '.bin', 'biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${file}`], { cwd: PROJECT, input: text, encoding: 'utf8' });
}
