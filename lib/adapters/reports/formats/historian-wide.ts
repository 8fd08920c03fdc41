import { gasDayOf, type Period } from '../../../domain/gas/gas-day.ts';
import { instantOfWall } from '../../../domain/zoned.ts';
import type { DelimitedFormat, DelimitedRecord } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { isGoodQuality, periodOfStamp, TAGS_EXPECTED, type TagOfSite, tagsOf, unitsOfTag } from '../historian-tags.ts';
import { reportInstant } from '../instant-text.ts';
import { isNearMiss } from '../near.ts';
import { rejected } from '../rejected.ts';
import { rowLedger } from '../row-ledger.ts';
import { streamSums } from '../stream-sums.ts';

const TIME_NAMES = ['time', 'timestamp', 'datetime', 'date', 'gas day', 'gasday'];

/**
 * A historian's wide archive and a pumper's daily sheet: the time in the first column, then one column
 * a tag, each followed or not by its quality. `reports.tags` of the company file says what the columns
 * measure; others are passed over. A bare date is that gas day; a local time is of the site's zone. A
 * blank is missing; a figure whose quality is not good is unknown, never zero.
 */
export const historianWide: DelimitedFormat = {
  name: 'historian-wide',
  mayRepeatNames: true,
  matches: (names) => TIME_NAMES.includes(names[0] ?? '') && names.length > 1,
  numberColumns: (names) => names.flatMap((name, index) => (index > 0 && !isQuality(name) ? [index] : [])),
  open: ({ header, names, dialect, context, sink }) => {
    const tags = tagsOf(context);
    const columns = header.cells.flatMap((name, index) => {
      const found = tags.get(name.trim());
      return found === undefined
        ? []
        : [{ name: name.trim(), index, found, hasQuality: isQuality(names[index + 1] ?? '') }];
    });
    if (columns.length === 0) {
      sink.reject(rejected({ file: context.file, line: header.line }, '(tags)', header.cells.join(','), TAGS_EXPECTED));
      return null;
    }
    const twice = columns.find(({ name }, index) => columns.findIndex((one) => one.name === name) !== index);
    if (twice !== undefined) {
      sink.reject(rejected({ file: context.file, line: header.line }, '(header)', twice.name, 'each tag once'));
      return null;
    }
    const damaged = header.cells.find((name) => isNearMiss(name, tags.keys()));
    if (damaged !== undefined) {
      const place = { file: context.file, line: header.line };
      sink.reject(rejected(place, '(header)', damaged, 'a column as the company file has its tag'));
    }
    const sums = streamSums(context, sink);
    const ledger = rowLedger();
    return {
      record: (record: DelimitedRecord) => {
        const place = { file: context.file, line: record.line };
        const time = (record.cells[0] ?? '').trim();
        const seen = ledger.see(time, record.cells.join('|'));
        if (seen === 'same') return sink.skip();
        if (seen === 'other')
          sink.reject(rejected(place, names[0] ?? 'time', time, 'one row for this time: another stands above'));
        for (const { name, index, found, hasQuality } of columns) {
          const text = (record.cells[index] ?? '').trim();
          const period = periodOf(time, found);
          if (period === null) {
            sink.reject(
              rejected(place, names[0] ?? 'time', time, `a date, or a stamp at the ${found.tag.stamp} of the period`),
            );
            continue;
          }
          const quality = hasQuality ? (record.cells[index + 1] ?? '') : 'GOOD';
          const isGood = isGoodQuality(quality);
          if (!isGood) sink.reject(rejected(place, `${name} quality`, quality, 'GOOD: the figure is unknown'));
          const number = text === '' ? null : certainNumber(text, dialect);
          if (text !== '' && number === null) sink.reject(rejected(place, name, text, numberExpected(dialect)));
          const volume = isGood && seen === 'new' ? number : null;
          const { site, tag } = found;
          sums.add({
            units: unitsOfTag(found),
            site,
            period,
            stream: tag.stream,
            volume,
            line: record.line,
            evidence: 'measured',
          });
        }
      },
      end: () => sums.end(),
    };
  },
};

function isQuality(name: string): boolean {
  return /^quality/.test(name);
}

function periodOf(time: string, found: TagOfSite): Period | null {
  const { timezone, gasDayStart } = found.site;
  if (/^\d{4}-\d{2}-\d{2}$/.test(time)) {
    return found.tag.per === '1d' ? gasDayOf(time, { timezone, gasDayStart }) : null;
  }
  const at = reportInstant(time) ?? instantOfWall(time.replace(' ', 'T'), timezone);
  return at === null ? null : periodOfStamp(at, found);
}
