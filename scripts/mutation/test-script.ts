import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { expect, expectTypeOf } from 'vitest';
import type { Switches } from './switches.ts';

export type Gathered = { readonly name: string; readonly run: () => unknown };

const shared = globalThis as unknown as { netbackMutants: Switches; netbackTests: Gathered[] };
const require = createRequire(import.meta.url);
const scripts = new Map<string, Script>();

/** Properties draw the same cases for every mutant, and one failing case is enough. */
export function seedProperties(seed: number): void {
  const { configureGlobal } = require('fast-check') as typeof import('fast-check');
  configureGlobal({ seed, endOnFailure: true });
}

/** The tests of a script (`bundles.ts`), of code that is loaded anew. */
export function load(place: string, switches: Switches): readonly Gathered[] {
  shared.netbackMutants = switches;
  shared.netbackTests = [];
  scriptOf(place).runInThisContext()(
    (name: string) => (name === 'vitest' ? { expect, expectTypeOf } : require(name)),
    {},
  );
  return shared.netbackTests;
}

function scriptOf(place: string): Script {
  const known = scripts.get(place);
  if (known !== undefined) return known;
  const source = `(function (require, module) { ${readFileSync(place, 'utf8')}\n})`;
  const script = new Script(source, { filename: place });
  scripts.set(place, script);
  return script;
}
