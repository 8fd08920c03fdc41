import { CANONICAL_COLUMNS, type CanonicalColumn, canonicalRowReader, OPTIONAL_COLUMNS } from '../canonical-row.ts';
import type { DelimitedFormat } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { isNearMiss } from '../near.ts';
import { rejected } from '../rejected.ts';

type Places = Readonly<Record<CanonicalColumn, number>>;

/** The product's own format: one row per site, period, stream and version (interfaces.md section 4). */
export const canonicalCsv: DelimitedFormat = {
  name: 'canonical-csv',
  mayRepeatNames: true,
  mayBeEmpty: true,
  matches: (names) => missingColumns(names).length <= 3 && names.includes('stream'),
  numberColumns: (names) => [names.indexOf('volume'), names.indexOf('hhv_btu_per_scf')],
  open: ({ header, names, dialect, context, sink }) => {
    const faults = headerFaults(names);
    const place = { file: context.file, line: header.line };
    for (const { column, expected } of faults) sink.reject(rejected(place, column, header.cells.join(','), expected));
    if (faults.length > 0) return null;
    const at = Object.fromEntries(CANONICAL_COLUMNS.map((column) => [column, names.indexOf(column)])) as Places;
    const readRow = canonicalRowReader({
      knownSites: context.knownSites,
      at: context.at,
      readNumber: (text) => certainNumber(text, dialect),
      numberExpected: numberExpected(dialect),
    });
    return {
      record: ({ cells, line }) => {
        const read = readRow(
          {
            site_id: cells[at.site_id] ?? '',
            period_start: cells[at.period_start] ?? '',
            period_end: cells[at.period_end] ?? '',
            stream: cells[at.stream] ?? '',
            volume: cells[at.volume] ?? '',
            unit: cells[at.unit] ?? '',
            base: cells[at.base] ?? '',
            hhv_btu_per_scf: cells[at.hhv_btu_per_scf] ?? '',
            evidence: cells[at.evidence] ?? '',
            cause: cells[at.cause] ?? '',
            version: cells[at.version] ?? '',
            reported_at: cells[at.reported_at] ?? '',
          },
          { file: context.file, line },
        );
        if ('row' in read) sink.row(read, line);
        else for (const fault of read) sink.reject(fault);
      },
      end: () => {},
    };
  },
};

function missingColumns(names: readonly string[]): readonly CanonicalColumn[] {
  return CANONICAL_COLUMNS.filter((column) => !OPTIONAL_COLUMNS.includes(column) && !names.includes(column));
}

function headerFaults(names: readonly string[]): readonly { column: string; expected: string }[] {
  const twice = CANONICAL_COLUMNS.filter((column) => names.filter((name) => name === column).length > 1);
  const unknown = names.filter((name) => !(CANONICAL_COLUMNS as readonly string[]).includes(name));
  const damaged = unknown.filter((name) => isNearMiss(name, CANONICAL_COLUMNS, 2));
  return [
    ...damaged.map((column) => ({ column, expected: `a canonical column: ${CANONICAL_COLUMNS.join(', ')}` })),
    ...missingColumns(names).map((column) => ({ column, expected: `a header with the column ${column}` })),
    ...twice.map((column) => ({ column, expected: `the column ${column} once` })),
  ];
}
