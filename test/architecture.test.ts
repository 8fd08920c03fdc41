import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { IMPORT_RULES, importFault } from './import-rules.ts';
import { readSource, type SourceFile, sourceFiles } from './source-files.ts';

const FOLDERS = ['lib', 'functions', 'local', 'cli', 'infra', 'web', 'bench', 'test'] as const;
const files = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => sourceFiles(folder));
const below = (...folders: string[]) => files.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

const MAX_LINES = 300;
const MAX_SHELL_LINES = 40;
/** Names that say nothing of what is inside; the last two only as a whole name. */
const EMPTY_WORDS = /(^|[-.])(utils?|helpers?|common|misc|managers?|services?)([-.]|$)|^(data|info)$/;
/** Formatting a given instant, `new Date(x)`, is pure; reading the clock, `new Date()`, is not. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\.now\b|\bprocess\.|\bconsole\.|\bcrypto\.|\bfetch\(/;

/** Lists what is wrong, one line each, so that a failing run names every place at once. */
function faults(of: readonly SourceFile[], judge: (file: SourceFile) => readonly string[]): string[] {
  return of.flatMap((file) => judge(file).map((fault) => `${file.path}: ${fault}`));
}

describe('the architecture', () => {
  test.each(FOLDERS.filter((folder) => existsSync(folder)))('is judged on the files of %s/, not on none', (folder) => {
    expect(below(`${folder}/`).length).toBeGreaterThan(0);
  });

  test('is judged on imports that were really read', () => {
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
    expect(below('lib/domain/').length).toBeGreaterThan(10);
    const inner = files.flatMap(({ imports }) => imports).filter(({ isPackage }) => !isPackage);
    expect(inner.map(({ target }) => target).filter((target) => !existsSync(target))).toEqual([]);
  });

  test.each(IMPORT_RULES.map((rule) => [rule.from, rule] as const))(
    'lets %s import only what it may',
    (_from, rule) => {
      const judged = files.filter(({ path }) => IMPORT_RULES.find((first) => first.applies(path)) === rule);
      expect(faults(judged, ({ imports }) => imports.flatMap((one) => importFault(rule, one) ?? []))).toEqual([]);
    },
  );

  test('has no source file of the product outside the import rules', () => {
    const product = below('lib/', 'functions/', 'local/', 'cli/', 'infra/', 'web/');
    expect(
      product.filter(({ path }) => !IMPORT_RULES.some((rule) => rule.applies(path))).map(({ path }) => path),
    ).toEqual([]);
  });

  test('keeps clock, randomness, environment and console out of lib/domain and lib/app', () => {
    const found = faults(below('lib/domain/', 'lib/app/'), ({ code }) => IMPURE.exec(code)?.slice(0, 1) ?? []);
    expect(found).toEqual([]);
  });

  test('lets axios in at one place only', () => {
    const importers = files.filter(({ imports }) => imports.some(({ target }) => target === 'axios'));
    const product = importers.filter(({ path }) => !path.startsWith('bench/') && !path.startsWith('test/'));
    expect(product.map(({ path }) => path).filter((path) => path !== 'lib/adapters/http/client.ts')).toEqual([]);
  });

  test(`has Lambda shells of at most ${MAX_SHELL_LINES} lines`, () => {
    expect(faults(shells(), ({ lines }) => (lines > MAX_SHELL_LINES ? [`${lines} lines`] : []))).toEqual([]);
  });

  test(`has no file of more than ${MAX_LINES} lines`, () => {
    // What a script of ours made is read as a whole by nobody.
    const written = files.filter(({ path }) => path !== 'web/api-client.d.ts');
    expect(faults(written, ({ lines }) => (lines > MAX_LINES ? [`${lines} lines`] : []))).toEqual([]);
  });

  test('has no file or folder with a name that says nothing', () => {
    const nameless = (part: string) => EMPTY_WORDS.test(part.replace(/(\.test)?\.(ts|js)$/, ''));
    expect(files.map(({ path }) => path).filter((path) => path.split('/').some(nameless))).toEqual([]);
  });

  test('uses one name for a function, its use case and its infrastructure', () => {
    const missing = shells().flatMap(({ path }) => {
      const name = basename(path, '.ts');
      return [useCaseOf(name), ...(existsSync('infra') ? [`infra/functions/${name}.ts`] : [])].filter(
        (needed) => !existsSync(needed),
      );
    });
    expect(missing).toEqual([]);
  });

  test('has no default export and no barrel', () => {
    const product = below('lib/', 'functions/', 'local/', 'cli/', 'infra/');
    const found = faults(product, ({ path, code }) => [
      ...(/^export default\b/m.test(code) ? ['default export'] : []),
      ...(/^index\.ts$/.test(basename(path)) || /^export \* from/m.test(code) ? ['barrel'] : []),
    ]);
    expect(found).toEqual([]);
  });
});

function shells(): readonly SourceFile[] {
  return files.filter(({ path }) => /^functions\/[^/]+\.ts$/.test(path));
}

/** An API has a folder of reads (`history-api` → `lib/app/history/`), every other function one use case. */
function useCaseOf(name: string): string {
  return name.endsWith('-api') ? `lib/app/${name.slice(0, -4)}` : `lib/app/${name}.ts`;
}

describe('the import rules', () => {
  test.each([
    ['lib/domain/market/x.ts', "import { randomUUID } from 'node:crypto';"],
    ['lib/domain/market/x.ts', "import type { Stores } from '#lib/ports.ts';"],
    ['lib/app/x.ts', "import { keys } from '../adapters/dynamodb/keys.ts';"],
    ['lib/app/x.ts', "import type { Handler } from 'aws-lambda';"],
    ['lib/app/x.ts', "import { env } from '#lib/config/env.ts';"],
    ['lib/adapters/sns/x.ts', "import { keys } from '../dynamodb/keys.ts';"],
    ['lib/adapters/memory/x.ts', "import { pullMarket } from '../../app/pull-market.ts';"],
    ['functions/x.ts', "import { client } from '#lib/adapters/dynamodb/client.ts';"],
    ['functions/wiring/x.ts', "import { Stack } from 'aws-cdk-lib';"],
    ['local/run.ts', "import { SNSClient } from '@aws-sdk/client-sns';"],
    ['infra/x.ts', "import { evaluate } from '#lib/domain/economics/evaluate.ts';"],
    ['infra/x.ts', "import { handler } from '../functions/pull-market.ts';"],
    ['web/x.js', "import { toIso } from '../lib/domain/instant.ts';"],
  ])('refuse in %s: %s', (path, text) => {
    const rule = IMPORT_RULES.find((first) => first.applies(path)) ?? expect.fail(`no rule for ${path}`);
    const [one = expect.fail('no import was read')] = readSource(path, text).imports;
    expect(importFault(rule, one)).toMatch(/^may not import /);
  });

  test('let infrastructure name the types of the domain', () => {
    const rule = IMPORT_RULES.find((first) => first.applies('infra/x.ts')) ?? expect.fail('no rule for infra');
    const [one = expect.fail('no import was read')] = readSource(
      'infra/x.ts',
      "import type { A } from '#lib/domain/a.ts';",
    ).imports;
    expect(importFault(rule, one)).toBeNull();
  });
});

describe('the reading of imports', () => {
  const read = (text: string) => readSource('lib/app/here.ts', text).imports;
  const inner = (target: string, isTypeOnly = false) => ({ target, isPackage: false, isTypeOnly });

  test('resolves relative paths and aliases to paths from the top', () => {
    expect(
      read("import { a } from './there.ts';\nimport b from '../ports.ts';\nexport * as c from '#infra/x/y.ts';"),
    ).toEqual([inner('lib/app/there.ts'), inner('lib/ports.ts'), inner('infra/x/y.ts')]);
  });

  test('sees imports over several lines, for effect, dynamic, and of everything', () => {
    const text =
      "import {\n  a,\n  b,\n} from '#lib/a.ts';\nimport 'axios';\nconst c = await import('node:fs');\nimport * as d from \"zod\";";
    expect(
      read(text)
        .map(({ target }) => target)
        .sort(),
    ).toEqual(['axios', 'lib/a.ts', 'node:fs', 'zod']);
  });

  test('tells what is imported for its type only', () => {
    expect(
      read(
        "import type { A } from './a.ts';\nimport { type B, type C } from './b.ts';\nimport { type D, e } from './d.ts';",
      ),
    ).toEqual([inner('lib/app/a.ts', true), inner('lib/app/b.ts', true), inner('lib/app/d.ts')]);
  });

  test('is not taken in by comments', () => {
    expect(
      read(
        "// import a from './a.ts';\n/*\nimport b from './b.ts';\n*/\nconst url = 'https://x'; // import c from 'c'",
      ),
    ).toEqual([]);
    expect(readSource('x.ts', '/** never Date.now() */\nconst a = 1; // Date.now()').code).not.toContain('Date.now');
  });
});
