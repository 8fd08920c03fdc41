import { NetbackError } from '#lib/domain/errors.ts';
import { FAULTS, type Fault } from '#local/simulation/faults.ts';
import { type SimulationReport, simulate } from '#local/simulation/simulate.ts';
import { wholeNumber } from './arguments.ts';

export type SimulateOptions = {
  readonly seed: string;
  readonly ticks: string;
  readonly sites: string;
  readonly faults: string;
  readonly runs: string;
};

const MOST = { ticks: 100_000, sites: 10_000, runs: 1_000_000 } as const;

/**
 * `netback simulate`: runs seeds `seed`, `seed + 1`, … and prints one JSON line a run. Exit 1 at the
 * first violated invariant, after the command line that replays it.
 */
export async function simulateCommand(options: SimulateOptions): Promise<number> {
  const first = wholeNumber('--seed', options.seed, 0, 2 ** 32 - 1);
  const runs = wholeNumber('--runs', options.runs, 1, MOST.runs);
  const ticks = wholeNumber('--ticks', options.ticks, 1, MOST.ticks);
  const sites = wholeNumber('--sites', options.sites, 0, MOST.sites);
  const faults = faultsOf(options.faults);
  for (let seed = first; seed < first + runs; seed += 1) {
    const report = await simulate({ seed, ticks, sites, faults });
    process.stdout.write(`${JSON.stringify(report)}\n`);
    if (report.violation === null) continue;
    process.stderr.write(`${explain(report)}\n`);
    process.stderr.write(
      `netback simulate --seed ${seed} --ticks ${ticks} --sites ${sites} --faults ${options.faults}\n`,
    );
    return 1;
  }
  return 0;
}

function explain({ violation, seed }: SimulationReport): string {
  if (violation === null) return '';
  return `Seed ${seed} breaks ${violation.invariant} at tick ${violation.tick}: ${violation.what}. It is replayed by:`;
}

function faultsOf(text: string): readonly Fault[] | 'all' | 'none' {
  if (text === 'all' || text === 'none') return text;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FAULTS.includes(name as Fault));
  if (unknown === undefined) return names as Fault[];
  throw new NetbackError('usage', `--faults has "${unknown}"; expected all, none, or some of ${FAULTS.join(', ')}.`);
}
