import type { Stream } from '../../../domain/gas/report.ts';
import { VOLUME_BASES } from '../../../domain/gas/volume.ts';
import type { DelimitedFormat, DelimitedRecord } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { isDay } from '../instant-text.ts';
import { rejected } from '../rejected.ts';
import { rowLedger } from '../row-ledger.ts';
import { IDENTIFIER_EXPECTED, monthOfSite, siteFinder } from '../site-of-report.ts';
import { BLANK_PART, streamSums } from '../stream-sums.ts';

/** N.D. Admin. Code 43-02-03-01: a cubic foot of gas is at 14.73 psia and 60 °F (read 2026-11-24). */
const UNITS = { unit: 'Mcf', base: VOLUME_BASES['us60-14.73'], baseText: 'us60-14.73' } as const;
const COLUMNS: readonly (readonly [column: string, stream: Stream])[] = [
  ['gas', 'produced'],
  ['gassold', 'sold'],
  ['flared', 'flared'],
];
/** Day 0 of a spreadsheet's calendar is 1899-12-30. */
const SPREADSHEET_EPOCH_DAYS = 25_569;

/**
 * North Dakota monthly production by well and pool (the sheet with Gas, GasSold and Flared; a CSV of
 * the same columns is read too): Mcf at 60 °F, 14.73 psia. Fuel is what is left, Gas − GasSold −
 * Flared over the whole site: it holds the gas that is mined, so that `fuelIncludesMining` has to say
 * so. A well that is confidential has blanks; they are refused and counted as unknown. Site
 * identifiers: API_WELLNO or FileNo.
 */
export const ndXlsx: DelimitedFormat = {
  name: 'nd-xlsx',
  matches: (names) => ['reportdate', 'gas', 'gassold', 'flared'].every((name) => names.includes(name)),
  numberColumns: (names) => COLUMNS.map(([column]) => names.indexOf(column)),
  open: ({ header, names, dialect, context, sink }) => {
    const find = siteFinder(context);
    if (typeof find !== 'function') {
      sink.reject(rejected({ file: context.file, line: header.line }, '(site)', '', find.expected));
      return null;
    }
    const cell = (record: DelimitedRecord, name: string): string => (record.cells[names.indexOf(name)] ?? '').trim();
    const sums = streamSums(context, sink);
    const monthOf = monthOfSite();
    const ledger = rowLedger();
    return {
      record: (record) => {
        const place = { file: context.file, line: record.line };
        const identifiers = [cell(record, 'api_wellno'), cell(record, 'fileno')];
        const site = find(identifiers);
        if (site === null) return sink.skip();
        if (site === 'damaged')
          return sink.reject(rejected(place, 'API_WELLNO, FileNo', identifiers.join(', '), IDENTIFIER_EXPECTED));
        const dateText = cell(record, 'reportdate');
        const month = monthOfDate(dateText);
        const period = month === null ? null : monthOf(site, month.year, month.month);
        if (period === null) return sink.reject(rejected(place, 'ReportDate', dateText, 'a date, such as 2026-05-01'));
        const seen = ledger.see([...identifiers, cell(record, 'pool'), dateText].join('#'), record.cells.join('|'));
        if (seen === 'same') return sink.skip();
        if (seen === 'other') {
          const expected = 'one row for this well, pool and month: another stands above';
          sink.reject(rejected(place, 'Pool', cell(record, 'pool'), expected));
        }
        const volumes = COLUMNS.map(([column, stream]) => {
          const text = cell(record, column);
          const number = text === '' ? null : certainNumber(text, dialect);
          const name = header.cells[names.indexOf(column)]?.trim() ?? column;
          if (number === null)
            sink.reject(rejected(place, name, text, text === '' ? BLANK_PART : numberExpected(dialect)));
          const volume = seen === 'other' ? null : number;
          sums.add({ units: UNITS, site, period, stream, volume, line: record.line });
          return volume;
        });
        const [gas, sold, flared] = volumes;
        const isKnown = gas != null && sold != null && flared != null;
        sums.add({
          units: UNITS,
          site,
          period,
          stream: 'fuel',
          volume: isKnown ? gas - sold - flared : null,
          isDifference: true,
          line: record.line,
        });
      },
      end: () => sums.end(),
    };
  },
};

/** The month of `2026-05-01`, `5/1/2026`, or a spreadsheet's day number. */
function monthOfDate(text: string): { readonly year: number; readonly month: number } | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (iso !== null) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (us !== null) return checked(Number(us[3]), Number(us[1]), Number(us[2]));
  if (!/^\d{5}(\.0+)?$/.test(text)) return null;
  const date = new Date((Number(text) - SPREADSHEET_EPOCH_DAYS) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

function checked(year: number, month: number, day: number): { year: number; month: number } | null {
  return isDay(year, month, day) ? { year, month } : null;
}
