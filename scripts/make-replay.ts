/**
 * Makes the shipped replay windows from recorded market data:
 * `node scripts/make-replay.ts FOLDER`, where FOLDER holds the files named in data/replay/README.md.
 * Cuts and renames columns; changes no figure.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

type Window = { readonly from: string; readonly to: string; readonly prices: string; readonly blocks: string };

const WINDOWS: readonly Window[] = [
  {
    from: '2023-02-15',
    to: '2023-04-20',
    prices: 'btc_hourly_2023-02_2023-04.csv',
    blocks: 'btc_blocks_2023-02_2023-04.csv',
  },
  { from: '2025-08-15', to: '2025-11-22', prices: 'btc_hourly_2025.csv', blocks: 'btc_blocks_2025-08_2026-02.csv' },
];

const REPLAY_FOLDER = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'data', 'replay');
const SECONDS_PER_DAY = 86_400;
/** Blocks kept from before the window, so that the first tick has its 144 blocks of fees. */
const LEAD_SECONDS = 2 * SECONDS_PER_DAY;
const BLOCKS_PER_EPOCH = 2016;

type Row = Readonly<Record<string, string>>;

function readCsv(file: string): readonly Row[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

function makeWindow(source: string, window: Window): void {
  const from = Date.parse(window.from) / 1000;
  const to = Date.parse(window.to) / 1000;
  const within = (seconds: number, lead: number): boolean => seconds >= from - lead && seconds <= to;
  const prices = readCsv(path.join(source, window.prices)).filter((row) => within(Number(row.time), 0));
  const blocks = readCsv(path.join(source, window.blocks)).filter((row) =>
    within(Number(row.mediantime), LEAD_SECONDS),
  );
  const epochs = new Set(blocks.map((row) => Math.floor(Number(row.height) / BLOCKS_PER_EPOCH)));
  const difficulty = readCsv(path.join(source, 'difficulty_epochs.csv')).filter((row) => epochs.has(Number(row.epoch)));
  const folder = path.join(REPLAY_FOLDER, `${window.from}_${window.to}`);
  mkdirSync(folder, { recursive: true });
  write(
    folder,
    'hourly-prices.csv',
    'at,open_btc_usd',
    prices.map((row) => `${row.time},${row.open}`),
  );
  write(
    folder,
    'blocks.csv',
    'height,mediantime,subsidy_sat,fees_sat',
    blocks.map((row) => `${row.height},${row.mediantime},${row.subsidy_sat},${row.fees_sat}`),
  );
  write(
    folder,
    'difficulty.csv',
    'epoch,difficulty',
    difficulty.map((row) => `${row.epoch},${row.difficulty}`),
  );
}

function write(folder: string, name: string, header: string, lines: readonly string[]): void {
  writeFileSync(path.join(folder, name), `${[header, ...lines].join('\n')}\n`);
  process.stdout.write(`${path.basename(folder)}/${name}: ${lines.length} rows\n`);
}

const [source] = process.argv.slice(2);
if (source === undefined) {
  process.stderr.write('Which folder holds the recorded market files? node scripts/make-replay.ts FOLDER\n');
  process.exitCode = 2;
} else {
  for (const window of WINDOWS) makeWindow(source, window);
}
