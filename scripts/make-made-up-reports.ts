/**
 * Makes the example company's made-up daily reports: `node scripts/make-made-up-reports.ts`. No
 * licence-clean daily series with a flare column is known, so these volumes are invented to show what
 * the monitor does; file names and headers say so. The same run always writes the same bytes.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Instant, toIso } from '#lib/domain/instant.ts';
import { instantOfWall } from '#lib/domain/zoned.ts';

const FOLDER = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'companies', 'example-co');
const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const MILLISECONDS_PER_DAY = 86_400_000;
/** 61 gas days before each shipped replay window and some more, then the window. */
const STRETCHES = [
  { first: '2022-12-10', last: '2023-04-20' },
  { first: '2025-06-09', last: '2025-11-22' },
] as const;

type Volumes = { readonly produced: number; readonly flared: number; readonly fuel: number; readonly mining: number };
type MadeUpSite = {
  readonly site: string;
  readonly zone: string;
  readonly gasDayStart: string;
  readonly unit: string;
  readonly base: string;
  readonly decimals: number;
  /** Local time of the day after the gas day began, at which its report is filed. */
  readonly filedAt: string;
  readonly volumes: (day: string) => Volumes;
  /** Local time at which a late day's report was filed after all. */
  readonly filedLate: Readonly<Record<string, string>>;
};

/** A number in [−1, 1) that depends on the words alone, so that every run makes the same noise. */
function noise(...words: readonly string[]): number {
  let hash = 2_166_136_261;
  for (const sign of words.join('/')) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
  return (hash >>> 8) / 2 ** 23 - 1;
}

const SITES: readonly MadeUpSite[] = [
  {
    // A well is down from 14 to 18 February 2023: gas for the old fleet halves, the site's costs do not.
    site: 'north-pad',
    zone: 'America/Chicago',
    gasDayStart: '09:00',
    unit: 'Mcf',
    base: 'us60-14.65',
    decimals: 1,
    filedAt: '10:30',
    volumes: (day) => {
      const isDown = day >= '2023-02-14' && day < '2023-02-19';
      const produced = (isDown ? 128 : 282) * (1 + 0.03 * noise('north-pad', day));
      const flared = 4 + noise('flare', day);
      return { produced, flared, fuel: 6, mining: Math.min(produced - 6 - flared, 236) };
    },
    filedLate: {},
  },
  {
    // The sales line is short from 12 to 26 February 2023: what it does not take is flared.
    site: 'mesa-flats',
    zone: 'America/Denver',
    gasDayStart: '07:00',
    unit: 'Mcf',
    base: 'us60-14.73',
    decimals: 1,
    filedAt: '09:00',
    volumes: (day) => {
      const isShort = day >= '2023-02-12' && day < '2023-02-27';
      const produced = 640 * (1 + 0.02 * noise('mesa-flats', day));
      return { produced, flared: (isShort ? 196 : 58) * (1 + 0.12 * noise('flare', day)), fuel: 14, mining: 118 };
    },
    filedLate: {},
  },
  {
    // The telemetry is silent after the report of 14 February 2023; the missing days come at once on the 16th.
    site: 'taiga-3',
    zone: 'Asia/Yekaterinburg',
    gasDayStart: '00:00',
    unit: '1000m3',
    base: 'ru20',
    decimals: 3,
    filedAt: '06:00',
    volumes: (day) => {
      const produced = 11.4 * (1 + 0.025 * noise('taiga-3', day));
      return { produced, flared: produced - 0.3 - 5.9, fuel: 0.3, mining: 5.9 };
    },
    filedLate: { '2023-02-14': '2023-02-16T23:00', '2023-02-15': '2023-02-16T23:00' },
  },
];

function days(first: string, last: string): readonly string[] {
  const count = (Date.parse(last) - Date.parse(first)) / MILLISECONDS_PER_DAY + 1;
  return Array.from({ length: count }, (_, index) => shifted(first, index));
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(day) + by * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

function linesOf(one: MadeUpSite, day: string): readonly string[] {
  const wall = (text: string): string => toIso(instantOfWall(text, one.zone) as Instant);
  const { produced, flared, fuel, mining } = one.volumes(day);
  const sold = Math.max(0, produced - flared - fuel - mining);
  const period = `${wall(`${day}T${one.gasDayStart}`)},${wall(`${shifted(day, 1)}T${one.gasDayStart}`)}`;
  const reported = wall(one.filedLate[day] ?? `${shifted(day, 1)}T${one.filedAt}`);
  return Object.entries({ produced, sold, flared, fuel, mining }).map(([stream, volume]) => {
    const cause = stream === 'flared' ? 'routine' : '';
    const quantity = `${volume.toFixed(one.decimals)},${one.unit},${one.base}`;
    return `${one.site},${period},${stream},${quantity},,estimated,${cause},1,${reported}`;
  });
}

for (const one of SITES) {
  const lines = STRETCHES.flatMap(({ first, last }) => days(first, last)).flatMap((day) => linesOf(one, day));
  const note = `# Made up for the example by scripts/make-made-up-reports.ts: no site of the world produced these volumes.`;
  writeFileSync(path.join(FOLDER, `${one.site}.made-up-daily.csv`), `${[note, HEADER, ...lines].join('\n')}\n`);
  process.stdout.write(`${one.site}: ${lines.length} rows\n`);
}
