import type { Stream } from '../../../domain/gas/report.ts';
import { VOLUME_BASES } from '../../../domain/gas/volume.ts';
import type { DelimitedFormat, DelimitedRecord } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { isNearMiss } from '../near.ts';
import { rejected } from '../rejected.ts';
import { rowLedger } from '../row-ledger.ts';
import { IDENTIFIER_EXPECTED, monthOfSite, siteFinder } from '../site-of-report.ts';
import { streamSums } from '../stream-sums.ts';

const UNITS = { unit: '1000m3', base: VOLUME_BASES.ru20, baseText: 'ru20' } as const;
/** Beyond this a figure is real; below it is what a spreadsheet leaves of a difference of equals. */
const NOISE = 1e-9;

const TOTALS: readonly string[] = ['total', 'total geral'];
const OTHER_COLUMNS: readonly string[] = [
  'campo',
  'bacia',
  'localizacao',
  'operador',
  'mes',
  'injecao descontando co2',
  'producao descontando co2',
];

/** Columns by their names without accents. */
const STREAM_OF: Readonly<Record<string, Stream>> = {
  queima: 'flared',
  'consumo interno': 'fuel',
  disponivel: 'sold',
  injecao: 'injected',
  producao: 'produced',
};

/**
 * ANP (Brazil): the tables of the largest flares by field and of gas by destination by basin. "Mm³/d"
 * is a thousand m³ a day at 20 °C, 101.325 kPa, the mean of the month: the volume is the figure times
 * the days of the month. `Total` rows repeat the others and are left out; `NA` is unknown and refused.
 * Site identifiers: the field (Campo) or the basin (Bacia).
 */
export const anp: DelimitedFormat = {
  name: 'anp',
  matches: (names) => {
    const plain = names.map(plainName);
    return plain.includes('mes') && plain.some((name) => name.startsWith('queima')) && plain.includes('bacia');
  },
  numberColumns: (names) => names.flatMap((name, index) => (streamOf(name) === null ? [] : [index])),
  open: ({ header, names, dialect, context, sink }) => {
    const find = siteFinder(context);
    if (typeof find !== 'function') {
      sink.reject(rejected({ file: context.file, line: header.line }, '(site)', '', find.expected));
      return null;
    }
    const plain = names.map(plainName);
    const unread = names.findIndex((name) => streamOf(name) === null && !OTHER_COLUMNS.includes(plainName(name)));
    if (unread >= 0) {
      const expected = 'a column of the table: a stream under an unknown name is not left out in silence';
      sink.reject(
        rejected({ file: context.file, line: header.line }, '(header)', header.cells[unread] ?? '', expected),
      );
      return null;
    }
    const cell = (record: DelimitedRecord, name: string): string => (record.cells[plain.indexOf(name)] ?? '').trim();
    const columns = names.flatMap((name, index) => {
      const stream = streamOf(name);
      return stream === null ? [] : [{ index, stream, name: header.cells[index]?.trim() ?? name }];
    });
    const sums = streamSums(context, sink);
    const monthOf = monthOfSite();
    const ledger = rowLedger();
    return {
      record: (record) => {
        const place = { file: context.file, line: record.line };
        const [field, basin, date] = [cell(record, 'campo'), cell(record, 'bacia'), cell(record, 'mes')];
        const named = [field, basin].filter((name) => name !== '');
        if (named.some((name) => TOTALS.includes(name.toLowerCase()))) return sink.skip();
        if (named.some((name) => isNearMiss(name, TOTALS, 2))) {
          return sink.reject(rejected(place, 'Bacia', named.join(', '), 'Total, or the name of a place'));
        }
        const site = find(field === '' ? [basin] : [field, basin]);
        if (site === null) return sink.skip();
        if (site === 'damaged')
          return sink.reject(rejected(place, 'Campo, Bacia', named.join(', '), IDENTIFIER_EXPECTED));
        const [, year, month] = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(date) ?? [];
        const period = year === undefined ? null : monthOf(site, Number(year), Number(month));
        if (period === null) return sink.reject(rejected(place, 'mes', date, 'a month, such as 2018-01-01'));
        const seen = ledger.see([...named, date].join('#'), record.cells.join(';'));
        if (seen === 'same') return sink.skip();
        if (seen === 'other')
          sink.reject(rejected(place, 'mes', date, 'one row for this place and month: another stands above'));
        const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
        for (const { index, stream, name } of columns) {
          const text = (record.cells[index] ?? '').trim();
          const figure = certainNumber(text, dialect);
          if (figure === null) sink.reject(rejected(place, name, text, numberExpected(dialect)));
          const rate = figure !== null && Math.abs(figure) < NOISE ? 0 : figure;
          const volume = rate === null || seen === 'other' ? null : rate * days;
          sums.add({ units: UNITS, site, period, stream, volume, line: record.line });
        }
      },
      end: () => sums.end(),
    };
  },
};

function streamOf(name: string): Stream | null {
  return STREAM_OF[plainName(name).replace(/\s*(?:de gas)?\s*\(.*\)$/, '')] ?? null;
}

/** Lower case without accents: "Injeção" → "injecao". */
function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
