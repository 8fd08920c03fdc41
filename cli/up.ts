import path from 'node:path';
import { loadCompany } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { runLocal } from '#local/run.ts';
import { momentOf, wholeNumber } from './arguments.ts';
import { formatProblem } from './check.ts';
import { upCompanies } from './up-companies.ts';

export type UpOptions = {
  readonly company: readonly string[];
  readonly port: string;
  readonly data?: string;
  readonly live?: boolean;
  readonly replay?: string;
  readonly from?: string;
  readonly speed: string;
  readonly ticks?: string;
  readonly once?: boolean;
  readonly feedsBase?: string;
};

const DEFAULT_COMPANY = 'companies/example-co.yaml';
const DEFAULT_REPLAY = 'data/replay/2023-02-15_2023-04-20';
const MAX_PORT = 65_535;

/** `netback up`: runs the whole system of one company, or of several side by side, on this machine. */
export async function upCommand(options: UpOptions, projectFolder: string): Promise<number> {
  const given = options.company.length > 0 ? options.company : [path.join(projectFolder, DEFAULT_COMPANY)];
  const loaded = given.map((file) => ({ file: path.resolve(file), loaded: loadCompany(path.resolve(file)) }));
  const problems = loaded.flatMap((one) => (one.loaded.ok ? [] : one.loaded.problems));
  if (problems.length > 0) throw new NetbackError('config-invalid', problems.map(formatProblem).join('\n'));
  const companies = loaded.flatMap((one) => (one.loaded.ok ? [{ file: one.file, company: one.loaded.company }] : []));
  const stopped = onStop();
  const checked = checkedOptions(options, projectFolder);
  const [only] = companies;
  if (only !== undefined && companies.length === 1) return runLocal({ ...checked, ...ofCompany(only), stopped });
  return upCompanies({
    runs: companies.map(({ file, company }) => ({ file, company: company.company })),
    port: checked.port,
    dataFolder: checked.dataFolder,
    words: commonWords(options),
    projectFolder,
    signal: stopped.signal,
  });
}

/** The company, and the folder beside its file whose reports the replay publishes. */
function ofCompany({ file, company }: { readonly file: string; readonly company: Company }) {
  return { company, reportsFolder: file.replace(/\.ya?ml$/, '') };
}

/** One Ctrl-C reaches a process several times: from the terminal, from npm, from the process of several companies. */
const SAME_CTRL_C_MILLISECONDS = 1000;

/** The first Ctrl-C finishes the tick under way; a second one gives up at once. */
function onStop(): { isStopping: boolean; readonly signal: AbortSignal } {
  const stopping = new AbortController();
  const stopped = { isStopping: false, signal: stopping.signal };
  let first = 0;
  const stop = (): void => {
    if (stopped.isStopping && Date.now() - first > SAME_CTRL_C_MILLISECONDS) process.exit(130);
    if (stopped.isStopping) return;
    first = Date.now();
    stopped.isStopping = true;
    stopping.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopped;
}

/** Every option judged before anything starts. */
function checkedOptions(options: UpOptions, projectFolder: string) {
  if (options.live === true && options.replay !== undefined)
    throw new NetbackError('usage', '--live and --replay exclude each other: real feeds, or recorded ones.');
  if (options.live === true && options.from !== undefined)
    throw new NetbackError('usage', '--live starts now; --from is for a replay.');
  return {
    port: wholeNumber('--port', options.port, 0, MAX_PORT),
    dataFolder: options.data === undefined ? null : path.resolve(options.data),
    isLive: options.live === true,
    replay: path.resolve(options.replay ?? path.join(projectFolder, DEFAULT_REPLAY)),
    from: options.from === undefined ? null : momentOf('--from', options.from),
    speed: speedOf(options.speed),
    ticks: options.ticks === undefined ? null : wholeNumber('--ticks', options.ticks, 1, 10_000_000),
    once: options.once === true,
    feedsBase: options.feedsBase === undefined ? null : originOf(options.feedsBase),
    projectFolder,
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
  };
}

/** The options again as words, for the processes of several companies. */
function commonWords(options: UpOptions): readonly string[] {
  const { live, once, replay, from, speed, ticks, feedsBase } = options;
  const valued = { replay, from, speed, ticks, 'feeds-base': feedsBase };
  return [
    ...Object.entries(valued).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(live === true ? ['--live'] : []),
    ...(once === true ? ['--once'] : []),
  ];
}

function speedOf(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  if (/^\d{1,9}(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new NetbackError('usage', `--speed is "${text}"; expected simulated seconds per real second, or max.`);
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    return text.replace(/\/$/, '');
  throw new NetbackError(
    'usage',
    `--feeds-base is "${text}"; expected an http origin on this machine, such as http://127.0.0.1:9000.`,
  );
}
