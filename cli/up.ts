import path from 'node:path';
import { loadCompany } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, parseInstant } from '#lib/domain/instant.ts';
import { runLocal } from '#local/run.ts';
import { formatProblem } from './check.ts';

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

const DEFAULT_REPLAY = 'data/replay/2023-02-15_2023-04-20';

/** `netback up`: runs the whole system on this machine. */
export async function upCommand(options: UpOptions, projectFolder: string): Promise<number> {
  const { company, reportsFolder } = companyOf(options, projectFolder);
  const stopping = new AbortController();
  const stopped = { isStopping: false, signal: stopping.signal };
  const stop = (): void => {
    if (stopped.isStopping) process.exit(130);
    stopped.isStopping = true;
    stopping.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return runLocal({
    company,
    port: wholeNumber('--port', options.port, 0, 65_535),
    dataFolder: options.data === undefined ? null : path.resolve(options.data),
    isLive: options.live === true,
    reportsFolder,
    replay: path.resolve(options.replay ?? path.join(projectFolder, DEFAULT_REPLAY)),
    from: options.from === undefined ? null : momentOf('--from', options.from),
    speed: speedOf(options.speed),
    ticks: options.ticks === undefined ? null : wholeNumber('--ticks', options.ticks, 1, 10_000_000),
    once: options.once === true,
    feedsBase: options.feedsBase === undefined ? null : originOf(options.feedsBase),
    projectFolder,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    stopped,
  });
}

/** The company, and the folder beside its file whose reports the replay publishes. */
function companyOf(options: UpOptions, projectFolder: string): { company: Company; reportsFolder: string } {
  const [given, another] = options.company;
  if (another !== undefined)
    throw new NetbackError(
      'usage',
      'One company a process for now: start a second one with its own --port and --data.',
    );
  const file = path.resolve(given ?? path.join(projectFolder, 'companies/example-co.yaml'));
  const loaded = loadCompany(file);
  if (loaded.ok) return { company: loaded.company, reportsFolder: file.replace(/\.ya?ml$/, '') };
  throw new NetbackError('config-invalid', loaded.problems.map(formatProblem).join('\n'));
}

function wholeNumber(option: string, text: string, minimum: number, maximum: number): number {
  if (/^\d{1,8}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum) return Number(text);
  throw new NetbackError('usage', `${option} is "${text}"; expected a whole number from ${minimum} to ${maximum}.`);
}

function speedOf(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  if (/^\d{1,9}(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new NetbackError('usage', `--speed is "${text}"; expected simulated seconds per real second, or max.`);
}

function momentOf(option: string, text: string): Instant {
  const at = parseInstant(text);
  if (at !== null) return at;
  throw new NetbackError(
    'usage',
    `${option} is "${text}"; expected ISO-8601 with a zone, such as 2023-02-15T00:00:00Z.`,
  );
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
