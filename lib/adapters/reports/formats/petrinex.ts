import type { Stream } from '../../../domain/gas/report.ts';
import { VOLUME_BASES } from '../../../domain/gas/volume.ts';
import { type Instant, instant, SECONDS_PER_DAY } from '../../../domain/instant.ts';
import type { DelimitedFormat, DelimitedRecord } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { isDay } from '../instant-text.ts';
import { isNearMiss } from '../near.ts';
import { rejected } from '../rejected.ts';
import { rowLedger } from '../row-ledger.ts';
import { IDENTIFIER_EXPECTED, monthOfSite, siteFinder } from '../site-of-report.ts';
import { BLANK_PART, streamSums } from '../stream-sums.ts';

/** What each activity with gas is; all others (inventories, differences, purchases) move no gas of the site. */
const STREAM_OF: Readonly<Record<string, Stream>> = {
  PROD: 'produced',
  REC: 'received',
  DISP: 'sold',
  FUEL: 'fuel',
  FLARE: 'flared',
  VENT: 'vented',
  INJ: 'injected',
};
/** Activities one character away from one that counts. */
const OTHER_ACTIVITIES: readonly string[] = ['PROC'];
const DAMAGED = 'an activity and a product as Petrinex writes them: these are a character off, the row is not counted';
const UNITS = { unit: '1000m3', base: VOLUME_BASES.s15, baseText: 's15' } as const;

/**
 * Petrinex conventional volumetrics (Alberta, Saskatchewan): facility × month × activity × product in
 * 10³ m³ at 15 °C, 101.325 kPa. Gas only; wells and counterparties of one activity are summed. The
 * newest submission date of the parts is the version (20260619), so that a month published again
 * replaces itself. Site identifiers: ReportingFacilityID.
 */
export const petrinex: DelimitedFormat = {
  name: 'petrinex',
  matches: (names) =>
    ['productionmonth', 'reportingfacilityid', 'activityid', 'productid', 'volume'].every((name) =>
      names.includes(name),
    ),
  numberColumns: (names) => [names.indexOf('volume')],
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
        const [activity, product] = [cell(record, 'activityid').toUpperCase(), cell(record, 'productid').toUpperCase()];
        const stream = STREAM_OF[activity];
        const place = { file: context.file, line: record.line };
        if (stream === undefined || product !== 'GAS') {
          const isDamaged = isNearMiss(product, ['GAS']) || (product === 'GAS' && isDamagedActivity(activity));
          if (isDamaged) sink.reject(rejected(place, 'ActivityID, ProductID', `${activity}, ${product}`, DAMAGED));
          return sink.skip();
        }
        const site = find([cell(record, 'reportingfacilityid')]);
        if (site === null) return sink.skip();
        if (site === 'damaged')
          return sink.reject(
            rejected(place, 'ReportingFacilityID', cell(record, 'reportingfacilityid'), IDENTIFIER_EXPECTED),
          );
        const monthText = cell(record, 'productionmonth');
        const [, year, month] = /^(\d{4})-(\d{2})$/.exec(monthText) ?? [];
        const period = year === undefined ? null : monthOf(site, Number(year), Number(month));
        if (period === null) {
          return sink.reject(rejected(place, 'ProductionMonth', monthText, 'a month, such as 2026-05'));
        }
        const submittedText = cell(record, 'submissiondate');
        const submitted = submissionOf(submittedText);
        if (submitted === null) {
          sink.reject(rejected(place, 'SubmissionDate', submittedText, 'a date, such as 2026-06-19'));
        }
        const identity = ['reportingfacilityid', 'activityid', 'productid', 'fromtoid', 'prorationproduct', 'ccicode'];
        const key = [monthText, ...identity.map((name) => cell(record, name))].join('#');
        const seen = ledger.see(key, `${cell(record, 'volume')}#${submittedText}`);
        if (seen === 'same') return sink.skip();
        if (seen === 'other') {
          const expected = 'one row for this facility, activity and counterparty: another stands above';
          sink.reject(rejected(place, 'Volume', cell(record, 'volume'), expected));
        }
        const text = cell(record, 'volume');
        const number = text === '' ? null : certainNumber(text, dialect);
        if (number === null)
          sink.reject(rejected(place, 'Volume', text, text === '' ? BLANK_PART : numberExpected(dialect)));
        const volume = seen === 'other' || submitted === null ? null : number;
        sums.add({ units: UNITS, site, period, stream, volume, line: record.line, ...(submitted ?? {}) });
      },
      end: () => sums.end(),
    };
  },
};

/** The version and the time of reporting that a submission date gives: the end of that day, UTC. */
function submissionOf(text: string): { readonly version: number; readonly reportedAt: Instant } | null {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || !isDay(year, month, day)) return null;
  const version = year * 10_000 + month * 100 + day;
  return { version, reportedAt: instant(Date.UTC(year, month - 1, day) / 1000 + SECONDS_PER_DAY) };
}

function isDamagedActivity(activity: string): boolean {
  return !OTHER_ACTIVITIES.includes(activity) && isNearMiss(activity, Object.keys(STREAM_OF));
}
