import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import type { Site } from '#lib/domain/company.ts';
import { instant } from '#lib/domain/instant.ts';
import type { ReportTag } from '#lib/domain/report-plan.ts';
import { testCompany } from '#test/app/world.ts';
import type { FuzzTarget } from './target.ts';

const FOLDER = 'test/fixtures/reports';
const AT = instant(1_790_000_000);
const FUTURE_SECONDS = 300;

/** What stands in place of a piece of a report: quotes, delimiters, marks, and what is no number. */
const HOSTILE = [
  '"',
  '""',
  ',',
  ';',
  '}',
  '\t',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  '#',
  '-',
  '.',
  '1,234',
  '1.234,5',
  '1e308',
  '1e999',
  'NaN',
  'Infinity',
  '0x1F',
  '***',
  '٣',
  '２',
  '2026-02-30',
  '9999999999',
  '<!DOCTYPE a>',
  '&x;',
  ']]>',
  '<a>',
  '__proto__',
  'PK\u0003\u0004',
];

const tag = (stream: ReportTag['stream']): ReportTag => ({
  stream,
  unit: 'Mcf',
  base: { celsius: 15, kilopascal: 101.325 },
  per: '1d',
  stamp: 'end',
});
const TAGS: Readonly<Record<string, ReportTag>> = {
  'FIT_201.FLARE_VOL_D': tag('flared'),
  'FIT_101.PROD_VOL_D': tag('produced'),
  'Факел, тыс. м3': tag('flared'),
  'Добыча, тыс. м3': tag('produced'),
};

function site(): Site {
  const [pad] = testCompany(1).company.sites;
  if (pad === undefined) throw new Error('no site');
  return { ...pad, timezone: 'America/Chicago', gasDayStart: '09:00', reports: { ...pad.reports, tags: TAGS } };
}

const PAD = site();
const CONTEXT = { file: 'fuzzed', knownSites: new Set([PAD.id]), at: AT, sites: [PAD] };

type Edit = {
  readonly at: number;
  readonly length: number;
  readonly kind: number;
  readonly token: string;
  readonly byte: number;
};
const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    length: fc.nat(40),
    kind: fc.nat(5),
    token: fc.constantFrom(...HOSTILE),
    byte: fc.nat(255),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Cuts, swaps, doubles and pollutes a file at some places. */
function edited(bytes: Buffer, changes: readonly Edit[]): Buffer {
  return changes.reduce((whole: Buffer, { at, length, kind, token, byte }) => {
    const from = whole.length === 0 ? 0 : at % whole.length;
    const [before, piece, rest] = [
      whole.subarray(0, from),
      whole.subarray(from, from + length),
      whole.subarray(from + length),
    ];
    if (kind === 0) return Buffer.concat([before, rest]);
    if (kind === 1) return Buffer.concat([before, Buffer.from(token), piece, rest]);
    if (kind === 2) return Buffer.concat([before, Buffer.from(token), rest]);
    if (kind === 3) return Buffer.concat([before, piece, piece, rest]);
    if (kind === 4) return Buffer.from(before);
    return Buffer.concat([before, Buffer.from([byte]), whole.subarray(from + 1)]);
  }, bytes);
}

/** What any report gives: possible rows, and refusals that a person can act on. */
function judge(content: Uint8Array): void {
  const { rows, normalised, rejected } = parseReports(content, CONTEXT);
  for (const [index, row] of rows.entries()) {
    const volume = normalised[index]?.volume ?? null;
    if (row.volumeMcf !== null && !Number.isFinite(row.volumeMcf)) throw new Error(`volume ${row.volumeMcf}`);
    if ((row.volumeMcf === null) !== (volume === null)) throw new Error('known here, unknown there');
    if (row.hhvBtuPerScf !== null && !(Number.isFinite(row.hhvBtuPerScf) && row.hhvBtuPerScf > 0))
      throw new Error('hhv');
    if (!(row.periodStart < row.periodEnd)) throw new Error(`period ${row.periodStart} to ${row.periodEnd}`);
    if (row.periodStart > AT + FUTURE_SECONDS) throw new Error('a period of the future');
    if (!Number.isSafeInteger(row.version) || row.version < 0) throw new Error(`version ${row.version}`);
    if (row.site !== PAD.id) throw new Error(`site ${row.site}`);
  }
  for (const { line, column, value, expected } of rejected) {
    const isUsable = Number.isSafeInteger(line) && line >= 1 && column !== '' && expected !== '' && value.length <= 80;
    if (!isUsable) throw new Error(`refusal ${JSON.stringify({ line, column, value, expected })}`);
  }
}

const LAW =
  'never throws; rows are finite, in order, of the past and of the site; refusals name line, column, expected';

const fileTargets = readdirSync(FOLDER)
  .filter((name) => name !== 'README.md')
  .map((name): FuzzTarget => {
    const bytes = readFileSync(`${FOLDER}/${name}`);
    return {
      name: `reports-${name.replace(/\.\w+$/, '')}`,
      law: LAW,
      property: () => fc.property(edits, (changes) => judge(edited(bytes, changes))),
    };
  });

/** Anything at all. */
const randomTarget: FuzzTarget = {
  name: 'reports-random',
  law: LAW,
  property: () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string()), { maxLength: 30 })
      .map((parts) => parts.join(''));
    const magic = fc.constantFrom('', 'PK\u0003\u0004', '\u001f\u008b', '<', '[', 'site_id,stream\n', 'time,');
    const texts = fc.tuple(magic, text).map(([start, rest]) => Buffer.from(start + rest, 'latin1'));
    return fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 300 })), (bytes) => judge(bytes));
  },
};

const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const lineOf = (version: number): string =>
  `${PAD.id},2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,flared,${version}.5,Mcf,us60-14.65,1210,measured,routine,${version},2026-05-02T06:00:00Z`;

/** One spoilt line: every other row loads as it is, and the spoilt one is itself, another row, or refused. */
const spoiltLineTarget: FuzzTarget = {
  name: 'reports-spoilt-line',
  law: 'rows beside a spoilt line load unchanged; a row that is lost was refused by its line',
  property: () =>
    fc.property(fc.nat(7), edits, (spoilt, changes) => {
      const lines = Array.from({ length: 8 }, (_, index) => lineOf(index + 1));
      const broken = edited(Buffer.from(lines[spoilt] ?? ''), changes)
        .toString('utf8')
        .replace(/[\r\n#\0]/g, '');
      const text = [HEADER, ...lines.with(spoilt, broken)].join('\n');
      const { rows, rejected } = parseReports(text, CONTEXT);
      const whole = parseReports([HEADER, ...lines].join('\n'), CONTEXT).rows;
      for (const [index, row] of whole.entries()) {
        if (index === spoilt) continue;
        const isThere = rows.some((one) => JSON.stringify(one) === JSON.stringify(row));
        const isContradicted = rejected.some((one) => one.column === 'version');
        if (!isThere && !isContradicted) throw new Error(`row ${index + 1} is lost`);
      }
      if (rows.length < whole.length && rejected.length === 0 && broken !== '' && !lines.includes(broken)) {
        throw new Error('a row was lost without a word');
      }
    }),
};

/** Every parser of gas reports. */
export const REPORT_TARGETS: readonly FuzzTarget[] = [...fileTargets, randomTarget, spoiltLineTarget];
