import type { ReportRow } from '../../domain/gas/report.ts';
import { blockEnd } from '../../domain/history/block.ts';
import type { DayAggregate, MonthAggregate } from '../../domain/history/fold.ts';
import { type Block, POINTS_PER_BLOCK } from '../../domain/history/point.ts';
import type { Instant } from '../../domain/instant.ts';
import type {
  DirtyMark,
  DirtyStore,
  HistoryStore,
  InboxPointer,
  PulledFile,
  ReplacedStore,
  ReportStore,
  StoredReportRow,
  Stores,
} from '../../ports.ts';
import { type SortedRows, sortedRows, timeKey } from './sorted-rows.ts';

/** H#, A#, DIRTY, R# and INBOX in memory. */
export function memoryHistoryStores(): Pick<Stores, 'history' | 'replaced' | 'dirty' | 'reports'> {
  return { history: historyStore(), replaced: replacedStore(), dirty: dirtyStore(), reports: reportStore() };
}

/** One partition per site, made when it is first written. */
function perSite<V>(): (site: string) => SortedRows<V> {
  const partitions = new Map<string, SortedRows<V>>();
  return (site) => {
    const found = partitions.get(site) ?? sortedRows<V>();
    partitions.set(site, found);
    return found;
  };
}

/** The longest block there is: 12 points of one hour. */
const LONGEST_BLOCK_SECONDS = POINTS_PER_BLOCK * 3600;

function historyStore(): HistoryStore {
  const blocks = perSite<Block>();
  const days = perSite<DayAggregate>();
  const months = perSite<MonthAggregate>();
  return {
    putBlock: async (site, block) => blocks(site).set(timeKey(block.start), block),
    blocks: async (site, from, to, limit) =>
      blocks(site)
        .between(timeKey(from - LONGEST_BLOCK_SECONDS), timeKey(to))
        .filter((block) => blockEnd(block.start, block.stepSeconds) > from)
        .slice(0, limit),
    putDay: async (site, day) => days(site).set(timeKey(day.date), day),
    days: async (site, from, to) => days(site).between(timeKey(from), timeKey(to)),
    putMonth: async (site, month) => months(site).set(timeKey(month.month), month),
    months: async (site, from, to) => months(site).between(timeKey(from), timeKey(to)),
  };
}

type Replaced<V> = { readonly of: Instant; readonly replacedAt: Instant; readonly value: V };

function replacedStore(): ReplacedStore {
  const blocks = perSite<Replaced<Block>>();
  const days = perSite<Replaced<DayAggregate>>();
  const months = perSite<Replaced<MonthAggregate>>();
  const put = <V>(rows: SortedRows<Replaced<V>>, of: Instant, replacedAt: Instant, value: V): void =>
    rows.set(`${timeKey(of)}#${timeKey(replacedAt)}`, { of, replacedAt, value });
  const asOf = <V>(rows: SortedRows<Replaced<V>>, from: Instant, to: Instant, moment: Instant): V[] => {
    const inForce = new Map<Instant, V>();
    for (const row of rows.between(timeKey(from), timeKey(to))) {
      if (row.replacedAt > moment && !inForce.has(row.of)) inForce.set(row.of, row.value);
    }
    return [...inForce.values()];
  };
  return {
    putBlock: async (site, block, replacedAt) => put(blocks(site), block.start, replacedAt, block),
    putDay: async (site, day, replacedAt) => put(days(site), day.date, replacedAt, day),
    putMonth: async (site, month, replacedAt) => put(months(site), month.month, replacedAt, month),
    blocksAsOf: async (site, from, to, moment) => asOf(blocks(site), from, to, moment),
    daysAsOf: async (site, from, to, moment) => asOf(days(site), from, to, moment),
    monthsAsOf: async (site, from, to, moment) => asOf(months(site), from, to, moment),
  };
}

function dirtyStore(): DirtyStore {
  const marks = sortedRows<DirtyMark>();
  const keyOf = (mark: DirtyMark): string => [mark.site, ...[mark.from, mark.periodTo, mark.to].map(timeKey)].join('#');
  return {
    put: async (mark) => marks.set(keyOf(mark), mark),
    marks: async (limit) => marks.all().slice(0, limit),
    remove: async (mark) => marks.delete(keyOf(mark)),
  };
}

function reportStore(): ReportStore {
  const rows = perSite<StoredReportRow>();
  const pointers = sortedRows<InboxPointer>();
  const pulled = new Map<string, PulledFile>();
  const pointerKey = (pointer: InboxPointer): string => `${pointer.site}#${pointer.file}`;
  return {
    putRowIfAbsent: async (row, knownAt) => {
      const key = [timeKey(row.periodStart), timeKey(row.periodEnd), row.stream, row.version].join('#');
      const stored = rows(row.site).get(key);
      if (stored !== undefined) return isSameReport(stored, row) ? 'unchanged' : 'conflict';
      rows(row.site).set(key, { row, knownAt });
      return 'accepted';
    },
    rows: async (site, from, to) => rows(site).between(timeKey(from), timeKey(to)),
    putPointer: async (pointer) => pointers.set(pointerKey(pointer), pointer),
    pointers: async () => pointers.all(),
    deletePointer: async (pointer) => pointers.delete(pointerKey(pointer)),
    pulledFile: async (site) => pulled.get(site) ?? null,
    keepPulledFile: async (site, file) => void pulled.set(site, file),
  };
}

/** The same content again, whenever and by whichever file it is reported. */
function isSameReport(stored: StoredReportRow, row: ReportRow): boolean {
  const content = (one: ReportRow) => [one.volumeMcf, one.hhvBtuPerScf, one.evidence, one.cause, one.original];
  return JSON.stringify(content(stored.row)) === JSON.stringify(content(row));
}
