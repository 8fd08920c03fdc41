import { instant } from '../../../domain/instant.ts';
import type { DelimitedFormat, DelimitedRecord } from '../delimited-format.ts';
import { certainNumber, numberExpected } from '../dialect.ts';
import { isGoodQuality, periodOfStamp, TAGS_EXPECTED, tagsOf, unitsOfTag } from '../historian-tags.ts';
import { reportInstant } from '../instant-text.ts';
import { isNearMiss } from '../near.ts';
import { rejected } from '../rejected.ts';
import { rowLedger } from '../row-ledger.ts';
import { streamSums } from '../stream-sums.ts';

const STAMP = /^(\d{9,11}):\d{1,9}$/;
const COLUMNS = ['time', 'tag', 'value', 'type', 'quality'] as const;

/**
 * A historian's long extract: `epoch:nanoseconds,tag,value,type,quality`, one figure a line, with or
 * without a header. `reports.tags` of the company file says what each tag measures; tags it does not
 * name are passed over. A figure whose quality is not good is unknown, never zero.
 */
export const historianLong: DelimitedFormat = {
  name: 'historian-long',
  mayRepeatNames: true,
  mayBeEmpty: true,
  hasHeader: (names) => !STAMP.test(names[0] ?? ''),
  matches: (names) =>
    names.length === COLUMNS.length && (STAMP.test(names[0] ?? '') || (names[1] === 'tag' && names[4] === 'quality')),
  numberColumns: () => [2],
  open: ({ header, dialect, context, sink }) => {
    const tags = tagsOf(context);
    if (tags.size === 0) {
      sink.reject(rejected({ file: context.file, line: header.line }, '(tags)', '', TAGS_EXPECTED));
      return null;
    }
    const sums = streamSums(context, sink);
    const ledger = rowLedger();
    return {
      record: (record: DelimitedRecord) => {
        const [time = '', name = '', value = '', , quality = ''] = record.cells.map((cell) => cell.trim());
        const found = tags.get(name);
        const place = { file: context.file, line: record.line };
        if (found === undefined) {
          if (isNearMiss(name, tags.keys()))
            sink.reject(rejected(place, 'tag', name, 'a tag as the company file has it'));
          return sink.skip();
        }
        const seconds = STAMP.exec(time)?.[1];
        const at = seconds === undefined ? reportInstant(time) : instant(Number(seconds));
        const period = at === null ? null : periodOfStamp(at, found);
        if (period === null) {
          const expected = `a stamp at the ${found.tag.stamp} of the site's ${found.tag.per === '1d' ? 'gas day' : 'hour'}`;
          return sink.reject(rejected(place, 'time', time, expected));
        }
        const seen = ledger.see(`${name}#${at}`, `${value}#${quality}`);
        if (seen === 'same') return sink.skip();
        if (seen === 'other')
          sink.reject(rejected(place, 'value', value, 'one figure for this tag and time: another stands above'));
        const isGood = isGoodQuality(quality);
        if (!isGood) sink.reject(rejected(place, 'quality', quality, 'GOOD: the figure is unknown'));
        const number = certainNumber(value, dialect);
        if (number === null) sink.reject(rejected(place, 'value', value, numberExpected(dialect)));
        const volume = isGood && seen === 'new' ? number : null;
        const evidence = 'measured' as const;
        sums.add({
          units: unitsOfTag(found),
          site: found.site,
          period,
          stream: found.tag.stream,
          volume,
          line: record.line,
          evidence,
        });
      },
      end: () => sums.end(),
    };
  },
};
