/**
 * Mutation testing of the domain and the use cases: breaks the code in one place at a time and sees whether a test
 * fails. `node scripts/mutate.ts lib/domain/gas [--tests test/domain --sample 200 --seed 7]`
 * Kept in place of Stryker, whose runner does not know this version of vitest. All mutants are built in
 * behind switches and tried in one warm worker, each by the tests that meet it, on freshly loaded code. The
 * tree is not touched. Prints survivors, then the score by folder; docs/mutation.md has the newest scores.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundled } from './mutation/bundles.ts';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';
import { printReport } from './mutation/report.ts';
import { tryMutants } from './mutation/watch.ts';

const DOMAIN = 'lib/domain';
/** Where a place may be broken. */
const CODE = [DOMAIN, 'lib/app'];
/** What holds the domain: its own tests, the method's examples, the rules' cases and the sending of alerts. */
const TESTS = [
  'test/domain',
  'test/docs-method.test.ts',
  'test/cli/test-rules.test.ts',
  ...[
    'send-alerts',
    'send-digest',
    'escalation',
    'custom-rules',
    'delivery',
    'committed-episodes',
    'flaring-standing',
    'groups-to-visit',
  ].map((name) => `test/app/${name}.test.ts`),
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string', multiple: true, default: TESTS },
    sample: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});

const seed = Number(values.seed);
const mutants: Mutant[] = [];
const switched = new Map<string, string>();
for (const file of CODE.flatMap((folder) => below(folder, '.ts').toSorted())) {
  const found = mutantsOf(file, mutants.length);
  mutants.push(...found.mutants);
  switched.set(path.resolve(file), found.switched);
}

const places = positionals.length > 0 ? positionals.map((place) => path.normalize(place)) : [DOMAIN];
const inPlace = mutants.filter(({ file }) => places.some((place) => file === place || file.startsWith(`${place}/`)));
const sample = sampled(inPlace, Number(values.sample) || Number.POSITIVE_INFINITY);
console.log(`${sample.length} of ${inPlace.length} mutants, seed ${seed}`);
const folder = path.resolve(`.tmp/mutate-${process.pid}`);
mkdirSync(folder, { recursive: true });
const tests = values.tests.flatMap((place) => below(place, '.test.ts'));
const verdicts = await tryMutants(folder, {
  count: mutants.length,
  ids: sample.map(({ id }) => id),
  scripts: await bundled(tests, switched, folder),
  seed,
});
rmSync(folder, { recursive: true });
printReport(inPlace, sample, verdicts);

function below(place: string, ending: string): readonly string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(place, entry.name);
    if (entry.isDirectory()) return below(inside, ending);
    return entry.name.endsWith(ending) ? [inside] : [];
  });
}

/** So many mutants of each folder, in an order by lot; for a seed always the same ones. */
function sampled(all: readonly Mutant[], size: number): readonly Mutant[] {
  let state = seed;
  const drawn = all
    .map((mutant) => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return { mutant, order: state };
    })
    .toSorted((a, b) => a.order - b.order);
  const taken = new Map<string, number>();
  return drawn.flatMap(({ mutant }) => {
    const folder = path.dirname(mutant.file);
    const count = (taken.get(folder) ?? 0) + 1;
    taken.set(folder, count);
    return count <= size ? [mutant] : [];
  });
}
