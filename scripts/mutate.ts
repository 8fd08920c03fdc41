/**
 * Mutation testing of the domain: breaks one token at a time and sees whether a test fails.
 * `node scripts/mutate.ts lib/domain/economics [--tests test/domain/economics] [--sample 200] [--seed 1]`
 * Kept small in place of Stryker, whose runner does not know this version of vitest. Works in a copy
 * under .tmp; the tree itself is not touched. Prints every survivor and the score.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const COPY = path.resolve(`.tmp/mutate-${process.pid}`);
const TIMEOUT_MS = 60_000;

/** What is broken, and into what. Only code is looked at: comments, strings, types and imports are left out. */
const MUTATIONS: readonly (readonly [RegExp, string])[] = [
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/ \* /g, ' / '],
  [/ \/ /g, ' * '],
  [/ < /g, ' >= '],
  [/ <= /g, ' > '],
  [/ <= /g, ' < '],
  [/ > /g, ' <= '],
  [/ >= /g, ' < '],
  [/ >= /g, ' > '],
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/Math\.min\(/g, 'Math.max('],
  [/Math\.max\(/g, 'Math.min('],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/\b1 - /g, '1 + '],
  [/(?<=return )null(?=;)/g, '0'],
];

type Mutant = {
  readonly file: string;
  readonly at: number;
  readonly length: number;
  readonly into: string;
  readonly line: number;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tests: {
      type: 'string',
      multiple: true,
      default: ['test/domain/economics', 'test/domain/gas', 'test/docs-method.test.ts'],
    },
    sample: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});

const files = positionals.flatMap(sourcesBelow);
const all = files.flatMap(mutantsOf);
const size = Number(values.sample);
const chosen = size > 0 ? sampled(all, size, Number(values.seed)) : all;
console.log(`${files.length} files, ${all.length} mutants, ${chosen.length} tried`);
prepareCopy();
if (!isGreen()) throw new Error('the tests fail without any mutation');
const survivors: Mutant[] = [];
for (const [index, mutant] of chosen.entries()) {
  const place = path.join(COPY, mutant.file);
  const source = readFileSync(place, 'utf8');
  writeFileSync(place, source.slice(0, mutant.at) + mutant.into + source.slice(mutant.at + mutant.length));
  if (isGreen()) {
    survivors.push(mutant);
    const was = source.slice(mutant.at, mutant.at + mutant.length).trim();
    console.log(
      `SURVIVED ${mutant.file}:${mutant.line}  ${was} → ${mutant.into.trim()}   ${lineAt(source, mutant.line).trim()}`,
    );
  }
  writeFileSync(place, source);
  if ((index + 1) % 50 === 0) console.log(`${index + 1} tried, ${survivors.length} survived`);
}
const killed = chosen.length - survivors.length;
rmSync(COPY, { recursive: true, force: true });
console.log(`score ${((killed / chosen.length) * 100).toFixed(1)} % (${killed} of ${chosen.length})`);

function sourcesBelow(place: string): readonly string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(place, entry.name);
    if (entry.isDirectory()) return sourcesBelow(inside);
    return entry.name.endsWith('.ts') ? [inside] : [];
  });
}

function mutantsOf(file: string): readonly Mutant[] {
  const source = readFileSync(file, 'utf8');
  const code = blanked(source);
  return MUTATIONS.flatMap(([pattern, into]) =>
    [...code.matchAll(pattern)].map((match) => ({
      file,
      at: match.index,
      length: match[0].length,
      into,
      line: source.slice(0, match.index).split('\n').length,
    })),
  );
}

/** The source with everything that is no code as blanks of the same length. */
function blanked(source: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, '·');
  return source
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/\/\/[^\n]*/g, blank)
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, blank)
    .replace(/^import [\s\S]*?;$/gm, blank)
    .replace(/^(?:export )?type [\s\S]*?;$(?=\n(?:\n|export|const|function|type|\/))/gm, blank);
}

function lineAt(source: string, line: number): string {
  return source.split('\n')[line - 1] ?? '';
}

/** A fixed choice for a seed: the same mutants every time. */
function sampled<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  let state = seed;
  const next = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  return items
    .map((item) => ({ item, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ item }) => item);
}

function prepareCopy(): void {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const part of ['lib', 'cli', 'data', 'docs', 'test', 'package.json', 'vitest.config.ts', 'tsconfig.json']) {
    if (existsSync(part)) cpSync(part, path.join(COPY, part), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(COPY, 'node_modules'));
}

function isGreen(): boolean {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', '--no-isolate', '--reporter', 'dot', ...values.tests],
    { cwd: COPY, stdio: 'ignore', timeout: TIMEOUT_MS },
  );
  return status === 0;
}
