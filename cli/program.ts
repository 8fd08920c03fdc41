import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { NetbackError } from '#lib/domain/errors.ts';

const USAGE_EXIT = 2;

/** Makes a command's work into its action, and keeps its exit code. */
type Run = (command: () => Promise<number>) => () => Promise<void>;

/**
 * The command line (interfaces.md section 2). Answers the exit code: 0 done, 1 the answer is no,
 * 2 wrong usage. A command's module is loaded only when it runs.
 */
export async function program(argv: readonly string[], projectFolder: string): Promise<number> {
  let exitCode = 0;
  const cli = new Command('netback')
    .description('Is the gas of each site worth more mined, sold, or flared?')
    .version(versionOf(projectFolder), '--version', 'print the version')
    .option('--debug', 'show the stack of an error')
    .exitOverride()
    .showHelpAfterError('(netback --help lists the commands)');
  const run: Run = (command) => async () => {
    exitCode = await command();
  };

  addRunning(cli, run, projectFolder);
  addCompanyFiles(cli, run);
  addEconomics(cli, run);
  addHistory(cli, run);
  try {
    await cli.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    return exitOf(error, argv.includes('--debug'));
  }
}

function versionOf(projectFolder: string): string {
  const { version } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** What runs the monitor, or all of it under faults. */
function addRunning(cli: Command, run: Run, projectFolder: string): void {
  const up = cli.command('up').description('run the whole system on this machine');
  up.option('--company <file...>', 'company files', [])
    .option('--port <port>', 'port of the API and the page; 0 = any free one', '8787')
    .option('--data <dir>', 'folder that keeps the table and the mailbox')
    .option('--live', 'real feeds, real clock')
    .option('--replay <file>', 'a replay window folder or a market CSV')
    .option('--from <iso>', 'first tick of the replay')
    .option('--speed <n>', 'simulated seconds per real second, or max', '3600')
    .option('--ticks <n>', 'exit after this many ticks from --from, counted over restarts')
    .option('--once', 'one tick, then exit')
    .option('--feeds-base <url>', 'call every provider at URL/<provider> (this machine only)')
    .action(() => run(async () => (await import('./up.ts')).upCommand(up.opts(), projectFolder))());

  const simulation = cli.command('simulate').description('the whole system under faults, repeatable by its seed');
  simulation
    .requiredOption('--seed <n>', 'first seed')
    .requiredOption('--ticks <n>', 'ticks with faults; four without follow')
    .option('--sites <n>', 'sites', '3')
    .option('--faults <list>', 'all (the seed chooses), none, or names by comma', 'all')
    .option('--runs <n>', 'seeds in a row', '1')
    .action(() => run(async () => (await import('./simulate.ts')).simulateCommand(simulation.opts()))());

  const sendTest = cli.command('send-test').description('a marked test message to each audience, by the real path');
  sendTest
    .requiredOption('--company <file>', 'company file')
    .option('--audience <id>', 'only this audience')
    .addOption(
      new Option('--to <where>', 'this machine or the deployed topic').choices(['local', 'aws']).default('local'),
    )
    .option('--topic-arn <arn>', 'the deployed topic (output TopicArn of the stack)')
    .option('--json', 'one JSON document')
    .action(() => run(async () => (await import('./send-test.ts')).sendTestCommand(sendTest.opts()))());
}

/** What judges files before they are deployed. */
function addCompanyFiles(cli: Command, run: Run): void {
  const check = cli.command('check').argument('<file...>').description('every problem of company files at once');
  check
    .option('--json', 'one JSON document')
    .action((files: string[]) => run(async () => (await import('./check.ts')).checkCommand(files, check.opts()))());

  const testRules = cli.command('test-rules').argument('<file...>').description('rule unit tests');
  testRules
    .option('--json', 'one JSON document')
    .action((files: string[]) =>
      run(async () => (await import('./test-rules.ts')).testRulesCommand(files, testRules.opts()))(),
    );

  const cost = cli.command('estimate-cost').argument('<file>').description('USD per month by service');
  cost
    .option('--sites <n>', 'scale the company to this many sites')
    .option('--json', 'one JSON document')
    .action((file: string) =>
      run(async () => (await import('./estimate-cost.ts')).estimateCostCommand(file, cost.opts()))(),
    );
}

/** What answers a question without a running monitor. */
function addEconomics(cli: Command, run: Run): void {
  const evaluate = cli.command('evaluate').description('the three-way result of one market observation');
  evaluate
    .requiredOption('--company <file>', 'company file')
    .requiredOption('--market <file>', 'market JSON')
    .option('--reports <file...>', 'gas report files', [])
    .option('--at <iso>', 'moment of the evaluation; default: the market file')
    .option('--site <id>', 'only this site')
    .option('--json', 'one JSON document')
    .action(() => run(async () => (await import('./evaluate.ts')).evaluateCommand(evaluate.opts()))());

  const calc = cli.command('calc').argument('[name]').description('one formula of the method, with its units');
  calc
    .option('--input <json>', 'JSON text, a file, or - for the standard input')
    .option('--list', 'inputs, units, outputs and an example')
    .option('--json', 'one JSON document')
    .action((name?: string) => run(async () => (await import('./calc.ts')).calcCommand(name, calc.opts()))());

  const history = cli.command('backtest').description('alerts over recorded history with the live engine');
  history
    .requiredOption('--company <file>', 'company file')
    .requiredOption('--market <file>', 'market CSV')
    .option('--reports <file...>', 'gas report files', [])
    .option('--from <iso>', 'first tick; default: the start of the market file')
    .option('--to <iso>', 'end, exclusive; default: the end of the market file')
    .option('--tick <5m|15m|1h>', "tick; default: the company's")
    .option(
      '--restart-cost-usd <usd>',
      "cost of a restart that a stop must save; default: each site's costs.restartUsd",
    )
    .option('--threads <n>', 'threads that bring the sites to their ticks; default: as many as there are processors')
    .option('--json', 'JSON lines (always)')
    .action(() => run(async () => (await import('./backtest.ts')).backtestCommand(history.opts()))());

  const importer = cli.command('import').argument('<report...>').description('gas report files as normalised lines');
  importer
    .requiredOption('--company <file>', 'company file')
    .requiredOption('--site <id>', 'the site the reports are of')
    .option('--format <name>', 'format of the files', 'auto')
    .option('--at <iso>', 'moment of the import; default: now')
    .option('--to <url>', 'post the rows to this API, signed (NETBACK_PUSH_KEY_ID, NETBACK_PUSH_SECRET)')
    .option('--json', 'one JSON document')
    .action((files: string[]) =>
      run(async () => (await import('./import.ts')).importCommand(files, importer.opts()))(),
    );
}

/** What reads what a monitor has stored. */
function addHistory(cli: Command, run: Run): void {
  const exporting = cli.command('export').description('the history of a site as CSV or NDJSON, to the last row');
  exporting
    .requiredOption('--url <url>', 'where the API is')
    .requiredOption('--site <id>', 'site')
    .requiredOption('--from <iso>', 'start, inclusive')
    .requiredOption('--to <iso>', 'end, exclusive')
    .option('--step <step>', 'tick, 1h, 1d or 1mo', 'tick')
    .option('--format <format>', 'csv or ndjson', 'csv')
    .option('--out <file>', 'file; without it, stdout. A file that was begun is gone on with')
    .option('--as-of <iso>', 'what was known at this moment')
    .option('--json', 'a summary as one JSON document (with --out)')
    .action(() => run(async () => (await import('./export.ts')).exportCommand(exporting.opts()))());

  const dump = cli.command('dump-item').description('print a stored binary item for people');
  dump
    .requiredOption('--pk <pk>', 'partition key')
    .requiredOption('--sk <sk>', 'sort key')
    .requiredOption('--data <dir>', 'data folder')
    .action(() => run(async () => (await import('./dump-item.ts')).dumpItemCommand(dump.opts()))());
}

function exitOf(error: unknown, isDebug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT;
  if (isDebug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof NetbackError ? `${message}\n` : `Unexpected: ${message} (--debug shows where)\n`,
  );
  return error instanceof NetbackError && error.code === 'usage' ? USAGE_EXIT : 1;
}
