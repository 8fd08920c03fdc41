/**
 * Makes the example company's real monthly reports from a Petrinex extract:
 * `node scripts/make-petrinex-reports.ts FILE`. Volumes stay in 1000 m³ at 15 °C, 101.325 kPa, as filed;
 * rows of one activity are added up; each row is reported at noon, Alberta time, of its submission date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Instant, toIso } from '#lib/domain/instant.ts';
import { instantOfWall } from '#lib/domain/zoned.ts';

const FOLDER = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'companies', 'example-co');
const ZONE = 'America/Edmonton';
/** Which site of the example has which facility's volumes. */
const FACILITIES = { grizzly: 'ABBT0150810', waskahigan: 'ABBT0152080' } as const;
/** Thirteen months before the default replay, for the monthly detector, and the months filed during it. */
const FIRST_MONTH = '2021-12';
const LAST_MONTH = '2023-03';
const STREAM_OF_ACTIVITY: Readonly<Record<string, string>> = {
  PROD: 'produced',
  REC: 'received',
  DISP: 'sold',
  FUEL: 'fuel',
  FLARE: 'flared',
  VENT: 'vented',
};
const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';

type Filed = { readonly month: string; readonly submitted: string; readonly volumes: Map<string, number> };

function readFiled(file: string, facility: string): readonly Filed[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const filed = new Map<string, Filed>();
  for (const line of lines) {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const stream = STREAM_OF_ACTIVITY[cell('ActivityID')];
    const month = cell('ProductionMonth');
    if (cell('ReportingFacilityID') !== facility || cell('ProductID') !== 'GAS' || stream === undefined) continue;
    if (month < FIRST_MONTH || month > LAST_MONTH) continue;
    const submitted = cell('SubmissionDate');
    const one = filed.get(month) ?? { month, submitted, volumes: new Map() };
    one.volumes.set(stream, (one.volumes.get(stream) ?? 0) + Number(cell('Volume')));
    filed.set(month, one);
  }
  return [...filed.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

function wall(text: string): string {
  return toIso(instantOfWall(text, ZONE) as Instant);
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function linesOf(site: string, filed: Filed): readonly string[] {
  const period = `${wall(`${filed.month}-01T00:00`)},${wall(`${nextMonth(filed.month)}-01T00:00`)}`;
  const reported = wall(`${filed.submitted}T12:00`);
  return [...filed.volumes].map(([stream, volume]) => {
    const cause = stream === 'flared' || stream === 'vented' ? 'unknown' : '';
    return `${site},${period},${stream},${Number(volume.toFixed(3))},1000m3,s15,,,${cause},1,${reported}`;
  });
}

const [source] = process.argv.slice(2);
if (source === undefined) {
  process.stderr.write('Which Petrinex file? node scripts/make-petrinex-reports.ts FILE\n');
  process.exitCode = 2;
} else {
  for (const [site, facility] of Object.entries(FACILITIES)) {
    const lines = readFiled(source, facility).flatMap((filed) => linesOf(site, filed));
    const note = [
      `# Real monthly gas volumes of facility ${facility}, as filed with Petrinex (Alberta), in 1000 m3 at 15 C, 101.325 kPa.`,
      '# Reported at noon, Alberta time, of the real submission date. Source, licence and script: README.md beside this file.',
    ];
    writeFileSync(path.join(FOLDER, `${site}.petrinex-${facility}.csv`), `${[...note, HEADER, ...lines].join('\n')}\n`);
    process.stdout.write(`${site}: ${lines.length} rows\n`);
  }
}
