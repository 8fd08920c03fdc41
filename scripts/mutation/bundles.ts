import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const GATHERED = path.join(import.meta.dirname, 'gathered-tests.ts');

/**
 * Writes into the folder a script for each test file with all that it imports of the tree, the broken code
 * in place of the code. Loaded anew it starts from nothing, so that no answer that the code keeps in memory
 * outlives a mutant. Gives the scripts' places in the order of the tests.
 */
export async function bundled(
  tests: readonly string[],
  switched: ReadonlyMap<string, string>,
  folder: string,
): Promise<readonly string[]> {
  await build({
    entryPoints: [...tests],
    bundle: true,
    outdir: folder,
    outbase: '.',
    format: 'cjs',
    platform: 'node',
    target: 'esnext',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        setup: ({ onLoad, onResolve }) => {
          onResolve({ filter: /^vitest$/ }, ({ importer }) => (importer === GATHERED ? null : { path: GATHERED }));
          onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
            loader: 'ts',
            contents: (switched.get(file) ?? readFileSync(file, 'utf8')).replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(file).href),
            ),
          }));
        },
      },
    ],
  });
  return tests.map((test) => path.join(folder, test.replace(/\.ts$/, '.js')));
}
