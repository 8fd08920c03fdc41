import type { Stream } from '../../../domain/gas/report.ts';
import { VOLUME_BASES } from '../../../domain/gas/volume.ts';
import type { DelimitedFormat, DelimitedRecord } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { rejected } from '../rejected.ts';
import { rowLedger } from '../row-ledger.ts';
import { IDENTIFIER_EXPECTED, monthOfSite, siteFinder } from '../site-of-report.ts';
import { streamSums } from '../stream-sums.ts';

const UNITS = { unit: 'Mcf', base: VOLUME_BASES['us60-14.65'], baseText: 'us60-14.65' } as const;

/** Dispositions of form PR by code; 04 and from September 2021 10 and 11 are in `streamOf`. */
const STREAM_OF: Readonly<Record<string, Stream>> = {
  '01': 'fuel',
  '02': 'sold',
  '03': 'sold',
  '05': 'injected',
  '06': 'injected',
  '07': 'sold',
  '08': 'injected',
};
/** From this month on flared gas has code 10, vented gas code 11, and 04 is closed (RRC notice of 2021-08-30). */
const SPLIT_MONTH = 2021 * 12 + 9;
/** Columns of volumes that are no gas: oil and condensate, and totals that repeat the others. */
const OTHER_VOLUME = /^lease_(?:(?:oil|cond)_dispcde?\d{2}|(?:oil|gas|cond|csgd)_total)_vol$/;
const GAS_COLUMN = /^lease_(?:gas|csgd)_dispcde?(\d{2})_vol$/;

/**
 * Texas RRC production data dump, dispositions by lease and month (OG_LEASE_CYCLE_DISP): Mcf at 60 °F,
 * 14.65 psia; gas-well and casinghead gas together. Produced is the sum of all dispositions, which
 * form PR makes equal to production. Codes 09 and 99 count in it and have no stream of their own.
 * Site identifiers: `O-08-012345` (oil or gas, district, lease), or the lease number alone.
 */
export const rrcDsv: DelimitedFormat = {
  name: 'rrc-dsv',
  matches: (names) =>
    ['oil_gas_code', 'district_no', 'lease_no', 'cycle_year', 'cycle_month'].every((name) => names.includes(name)) &&
    names.some((name) => GAS_COLUMN.test(name)),
  numberColumns: (names) => names.flatMap((name, index) => (GAS_COLUMN.test(name) ? [index] : [])),
  open: ({ header, names, dialect, context, sink }) => {
    const find = siteFinder(context);
    if (typeof find !== 'function') {
      sink.reject(rejected({ file: context.file, line: header.line }, '(site)', '', find.expected));
      return null;
    }
    const unread = names.findIndex((name) => /vol|disp|lease_/.test(name) && !isKnownColumn(name));
    if (unread >= 0) {
      const expected = 'a column of the dump: a volume under an unknown name is not left out in silence';
      sink.reject(
        rejected({ file: context.file, line: header.line }, '(header)', header.cells[unread] ?? '', expected),
      );
      return null;
    }
    const cell = (record: DelimitedRecord, name: string): string => (record.cells[names.indexOf(name)] ?? '').trim();
    const columns = names.flatMap((name, index) => {
      const code = GAS_COLUMN.exec(name)?.[1];
      return code === undefined ? [] : [{ index, name: header.cells[index]?.trim() ?? name, code }];
    });
    const isSplit = columns.some(({ code }) => code === '10' || code === '11');
    const sums = streamSums(context, sink);
    const monthOf = monthOfSite();
    const ledger = rowLedger();
    return {
      record: (record) => {
        const place = { file: context.file, line: record.line };
        const [type, district, lease] = ['oil_gas_code', 'district_no', 'lease_no'].map((name) => cell(record, name));
        const site = find([`${type}-${district}-${lease}`, lease ?? '']);
        if (site === null) return sink.skip();
        if (site === 'damaged')
          return sink.reject(rejected(place, 'LEASE_NO', `${type}-${district}-${lease}`, IDENTIFIER_EXPECTED));
        const [year, month] = [cell(record, 'cycle_year'), cell(record, 'cycle_month')];
        const isMonth = /^\d{4}$/.test(year) && /^\d{1,2}$/.test(month);
        const period = isMonth ? monthOf(site, Number(year), Number(month)) : null;
        if (period === null) {
          return sink.reject(
            rejected(place, 'CYCLE_MONTH', `${year}-${month}`, 'a year and a month, such as 2021 and 08'),
          );
        }
        const seen = ledger.see(`${type}#${district}#${lease}#${year}#${month}`, record.cells.join('}'));
        if (seen === 'same') return sink.skip();
        if (seen === 'other') {
          sink.reject(
            rejected(place, 'LEASE_NO', lease ?? '', 'one row for this lease and month: another stands above'),
          );
        }
        const moment = Number(year) * 12 + Number(month);
        for (const { index, name, code } of columns) {
          const text = (record.cells[index] ?? '').trim();
          const number = text === '' ? 0 : certainNumber(text, dialect);
          if (number === null) sink.reject(rejected(place, name, text, numberExpected(dialect)));
          const stream = streamOf(code, moment, isSplit);
          const isMisplaced = stream === 'closed' && number !== null && number !== 0;
          if (isMisplaced) sink.reject(rejected(place, name, text, closedText(code)));
          const volume = seen === 'other' || isMisplaced ? null : number;
          const part = { units: UNITS, site, period, volume, line: record.line };
          sums.add({ ...part, stream: 'produced', evidence: 'allocated' });
          if (isMisplaced) sums.add({ ...part, stream: code === '11' ? 'vented' : 'flared' });
          else if (stream !== null && stream !== 'closed') sums.add({ ...part, stream });
        }
      },
      end: () => sums.end(),
    };
  },
};

/**
 * 04 was vented or flared, not told apart: counted as flared. Where a file has the columns of 10 and
 * 11, 04 is closed from the split on, and they are closed before it. A file without those columns goes
 * on under 04, as the public dump does.
 */
function streamOf(code: string, month: number, isSplit: boolean): Stream | 'closed' | null {
  const isAfter = month >= SPLIT_MONTH;
  if (code === '04') return isSplit && isAfter ? 'closed' : 'flared';
  if (code === '10') return isAfter ? 'flared' : 'closed';
  if (code === '11') return isAfter ? 'vented' : 'closed';
  return STREAM_OF[code] ?? null;
}

function closedText(code: string): string {
  if (code === '04') return '0 or blank: code 04 ended with August 2021, flared gas has code 10 and vented gas 11';
  return `0 or blank: code ${code} began with September 2021`;
}

function isKnownColumn(name: string): boolean {
  return GAS_COLUMN.test(name) || OTHER_VOLUME.test(name) || name === 'lease_no' || name === 'lease_name';
}
