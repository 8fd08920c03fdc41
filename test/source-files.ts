import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One source file as the architecture sees it. `path` is from the top of the project, with `/`. */
export type SourceFile = {
  readonly path: string;
  readonly lines: number;
  /** The text without its comments. */
  readonly code: string;
  readonly imports: readonly SourceImport[];
};

/** One import or re-export: a path from the top of the project (`lib/ports.ts`) or a package (`axios`, `node:fs`). */
export type SourceImport = { readonly target: string; readonly isPackage: boolean; readonly isTypeOnly: boolean };

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const SOURCE = /\.(ts|js)$/;
const STATIC =
  /^[ \t]*(?:import|export)\s+(type\s+)?(?:([\w$]+)\s*,?\s*)?(?:\*(?:\s*as\s+[\w$]+)?|\{([^}]*)\})?\s*from\s*['"]([^'"]+)['"]/gm;
const FOR_EFFECT = /^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"`]([^'"`]+)['"`]/g;

/** Every source file below a folder of the project; none where the folder does not exist. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(`${PROJECT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !/node_modules|web\/vendor/.test(entry.parentPath))
    .map((entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}`.slice(PROJECT.length))
    .sort()
    .map((path) => readSource(path, readFileSync(`${PROJECT}${path}`, 'utf8')));
}

/** Reads one file's text; apart from `sourceFiles` so that its own test needs no files. */
export function readSource(path: string, text: string): SourceFile {
  const code = withoutComments(text);
  const imports = [
    ...[...code.matchAll(STATIC)].map(([, type, whole, names, from = '']) => ({
      from,
      isTypeOnly: type !== undefined || (whole === undefined && isTypesOnly(names)),
    })),
    ...[...code.matchAll(FOR_EFFECT), ...code.matchAll(DYNAMIC)].map(([, from = '']) => ({ from, isTypeOnly: false })),
  ].map(({ from, isTypeOnly }) => ({ ...resolve(path, from), isTypeOnly }));
  return { path, lines: text.trimEnd().split('\n').length, code, imports };
}

/** Block comments anywhere, line comments where no string can hold the slashes: after a space or at the start. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[ \t])\/\/.*$/gm, '$1');
}

function isTypesOnly(names: string | undefined): boolean {
  const listed = (names ?? '').split(',').map((name) => name.trim());
  return listed.some((name) => name !== '') && listed.every((name) => name === '' || name.startsWith('type '));
}

/** `#lib/x` and relative paths become paths from the top; everything else is a package. */
function resolve(importer: string, from: string): { target: string; isPackage: boolean } {
  if (from.startsWith('#')) return { target: from.slice(1), isPackage: false };
  if (!from.startsWith('.')) return { target: from, isPackage: true };
  return { target: new URL(from, `file:///${importer}`).pathname.slice(1), isPackage: false };
}
