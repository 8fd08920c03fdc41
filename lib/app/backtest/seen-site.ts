import type { AlertState } from '../../domain/alerts/alert-state.ts';
import { EMPTY_GAS_STATE, type GasState } from '../../domain/gas/report.ts';
import { blockEnd } from '../../domain/history/block.ts';
import { type Block, POINTS_PER_BLOCK, type Point } from '../../domain/history/point.ts';
import type { HourSum, SiteAlerts, SiteItem } from '../../domain/history/site-item.ts';
import { after, floorTo, type Instant } from '../../domain/instant.ts';
import { type PointWords, pointOfRow } from './point-row.ts';
import { HISTORY_KEPT_SECONDS } from './recent-history.ts';
import type { SiteChange } from './site-news.ts';
import { flaringBaselineOf, hoursKept, lastHourOf, lastHourStart, startOfRow } from './site-row.ts';
import type { TickRows } from './tick-rows.ts';

/** A site that is brought to a tick elsewhere, as the flush looks at it. */
export type SeenSite = {
  /**
   * Always at the newest tick: what few flushes look at (block, hours) is made of the kept figures when
   * it is asked for. What the flush does not read of an item is left empty.
   */
  readonly item: SiteItem;
  /** What changed with the newest tick beside the figures; to be told when something did. */
  readonly take: (change: SiteChange) => void;
  /** As HistoryStore.blocks, of the completed blocks that are still kept. */
  readonly blocks: (from: Instant, to: Instant, limit: number) => readonly Block[];
};

export function seenSite(site: string, place: number, rows: TickRows, tickSeconds: number): SeenSite {
  const said: { readonly from: Instant; readonly words: PointWords }[] = [];
  let [alerts, gas]: [Readonly<Record<string, AlertState>>, GasState] = [{}, EMPTY_GAS_STATE];
  const blockSeconds = POINTS_PER_BLOCK * tickSeconds;

  const row = startOfRow(place);
  const oldestKept = (): Instant => after(rows.newest(), -HISTORY_KEPT_SECONDS - 2 * blockSeconds);
  const newestNumbers = (): Float64Array => rows.at(rows.newest()) as Float64Array;
  const wordsAt = (at: Instant): PointWords => {
    const newest = said.at(-1);
    const words =
      newest !== undefined && newest.from <= at ? newest.words : said.findLast(({ from }) => from <= at)?.words;
    if (words === undefined) throw new Error(`nothing was ever said of ${site}`);
    return words;
  };
  const pointAt = (at: Instant): Point => {
    const numbers = rows.at(at);
    if (numbers === null) throw new Error(`the figures of ${site} at ${at} are no longer kept`);
    return pointOfRow(wordsAt(at), at, numbers, row);
  };
  const startOf = (at: Instant): Instant => Math.max(rows.first(), floorTo(at, blockSeconds)) as Instant;
  /** Blocks as they were last asked for, by their start: messages quote the same week again and again. */
  const made = new Map<Instant, Block>();
  const blockOf = (at: Instant): Block => {
    const start = startOf(at);
    const end = Math.min(blockEnd(start, tickSeconds), after(rows.newest(), 1));
    const known = made.get(start);
    if (known === undefined) for (const old of made.keys()) if (old < oldestKept()) made.delete(old);
    const from = after(start, (known?.points.length ?? 0) * tickSeconds);
    if (known !== undefined && from >= end) return known;
    const points = known === undefined ? [] : [...known.points];
    for (let moment = from; moment < end; moment = after(moment, tickSeconds)) points.push(pointAt(moment));
    const block = { start, stepSeconds: tickSeconds, version: 1, points };
    made.set(start, block);
    return block;
  };
  /** Start of the block that was completed last (it stays open until the next point comes); null = none was. */
  const lastSealed = (): Instant | null => {
    const inLast = after(rows.newest(), tickSeconds - blockSeconds);
    return floorTo(inLast, blockSeconds) < floorTo(rows.first(), blockSeconds) ? null : startOf(inLast);
  };
  const hours = (): readonly HourSum[] => {
    const wanted = hoursKept(newestNumbers(), row);
    const found: HourSum[] = [];
    for (let at = rows.newest(); found.length < wanted; at = after(at, -tickSeconds)) {
      const numbers = rows.at(at);
      if (numbers === null) break;
      if (lastHourStart(numbers, row) !== found.at(-1)?.hour) found.push(lastHourOf(numbers, row));
    }
    return found.reverse();
  };
  const item: SiteItem = {
    site,
    lastClearMarket: null,
    get v() {
      return rows.newest();
    },
    get configVersion() {
      return wordsAt(rows.newest()).configVersion;
    },
    get methodVersion() {
      return wordsAt(rows.newest()).methodVersion;
    },
    get block() {
      return blockOf(rows.newest());
    },
    get alerts() {
      return alerts as SiteAlerts;
    },
    get gas() {
      return gas;
    },
    get hours() {
      return hours();
    },
    get flaringBaselineMcfPerDay() {
      return flaringBaselineOf(newestNumbers(), row);
    },
  };
  return {
    item,
    take: (change) => {
      if (change.words !== null) {
        while (said[1] !== undefined && said[1].from < oldestKept()) said.shift();
        said.push({ from: rows.newest(), words: change.words });
      }
      if (change.alerts !== null) alerts = { ...alerts, ...change.alerts };
      if (change.gas !== null) gas = { ...EMPTY_GAS_STATE, ...change.gas };
    },
    blocks: (from, to, limit) => {
      const found: Block[] = [];
      const last = lastSealed();
      if (last === null) return found;
      const oldest = after(last, -HISTORY_KEPT_SECONDS);
      let start = startOf(Math.max(from, oldest, rows.first()) as Instant);
      if (start < oldest) start = blockEnd(start, tickSeconds);
      for (; start <= last && start < to && found.length < limit; start = blockEnd(start, tickSeconds)) {
        found.push(blockOf(start));
      }
      return found;
    },
  };
}
