/** `npm run check`: everything that must hold before a commit lands, one line a step, exit 1 if any step fails. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

type Step = { readonly name: string; readonly command: readonly [string, ...string[]]; readonly limitSeconds: number };
type Outcome = { readonly failure: string | null; readonly output: string };

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const TEMPORARY = `${PROJECT}.tmp`;
const PATH = `${PROJECT}node_modules/.bin:${process.env.PATH}`;
/** The end of a step's output is what says why it failed. */
const KEPT_CHARACTERS = 200_000;
const COUNT_LINE = /^(?:\d+ passed, \d+ failed)(?:, \d+ skipped)?$/gm;

const { values } = parseArgs({ options: { tested: { type: 'boolean', default: false } } });

const STEPS: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'], limitSeconds: 60 },
  { name: 'types', command: ['tsc', '--noEmit'], limitSeconds: 120 },
  { name: 'unused code', command: ['knip', '--no-progress'], limitSeconds: 120 },
  { name: 'architecture', command: ['vitest', 'run', 'test/architecture.test.ts'], limitSeconds: 60 },
  // CI has run `npm test` just before and says so with --tested.
  ...(values.tested ? [] : [{ name: 'tests', command: ['vitest', 'run'], limitSeconds: 1800 } satisfies Step]),
  { name: 'synth', command: ['cdk', 'synth', '--quiet'], limitSeconds: 180 },
];

mkdirSync(TEMPORARY, { recursive: true });
const failed: string[] = [];
let counts: string | undefined;
for (const step of STEPS) {
  process.stdout.write(`${step.name} (${step.command.join(' ')}): `);
  const start = performance.now();
  const { failure, output } = await run(step);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${failure ?? 'ok'}, ${seconds} s\n`);
  if (step.name === 'tests') counts = output.match(COUNT_LINE)?.at(-1);
  if (failure === null) continue;
  failed.push(step.name);
  process.stdout.write(`${output.trimEnd()}\n\n`);
}
const summary = failed.length === 0 ? `all ${STEPS.length} steps hold` : `failed: ${failed.join(', ')}`;
process.stdout.write(`check: ${summary}\n${counts === undefined ? '' : `${counts}\n`}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs one step in a process group of its own, so that a step over its limit ends with all that it started. */
function run({ command: [program, ...parameters], limitSeconds }: Step): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: PROJECT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH, TMPDIR: TEMPORARY, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let output = '';
    let isOver = false;
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
    };
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      isOver = true;
      end();
    }, limitSeconds * 1000);
    const interrupt = (): void => {
      end();
      process.exit(130);
    };
    const settle = (failure: string | null): void => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      resolve({ failure, output });
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => settle(`FAILED to start: ${error.message}`));
    child.on('close', (code) => {
      if (isOver) settle(`FAILED: not done within ${limitSeconds} s`);
      else settle(code === 0 ? null : `FAILED with exit code ${code}`);
    });
  });
}
