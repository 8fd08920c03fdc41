/**
 * Attacks a parser with mutated and random input: `npm run fuzz -- NAME --runs N [--seed S]`.
 * NAME is a target, the start of some names, or `all`; `--list` names them. One JSON line a target;
 * exit 1 with the smallest failing input where a law is broken, 2 on wrong usage.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { TARGETS } from '../test/fuzz/targets.ts';

const DEFAULT_RUNS = 10_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string' }, list: { type: 'boolean' } },
});
const [name] = positionals;
const runs = Number(values.runs ?? DEFAULT_RUNS);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const chosen = TARGETS.filter((target) => name === 'all' || (name !== undefined && target.name.startsWith(name)));

if (values.list === true) {
  for (const target of TARGETS) console.log(`${target.name.padEnd(28)} ${target.law}`);
} else if (chosen.length === 0 || !Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error(
    `Usage: npm run fuzz -- NAME --runs N [--seed S]. NAME: all, ${TARGETS.map((one) => one.name).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  for (const target of chosen) await attack(target.name, target.property());
}

async function attack(target: string, property: fc.IProperty<unknown> | fc.IAsyncProperty<unknown>): Promise<void> {
  const start = performance.now();
  const details = await fc.check(property, { numRuns: runs, seed });
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  console.log(JSON.stringify({ target, runs: details.numRuns, seed, seconds, failed: details.failed }));
  if (!details.failed) return;
  console.error(fc.defaultReportMessage(details));
  process.exitCode = 1;
}
