import { type AlertState, isSameButForScore } from '../../domain/alerts/alert-state.ts';
import { isRestless } from '../../domain/alerts/state.ts';
import type { GasState } from '../../domain/gas/report.ts';
import type { Block, Point } from '../../domain/history/point.ts';
import type { SiteAlerts, SiteItem } from '../../domain/history/site-item.ts';
import { areSame } from '../../domain/kept-with.ts';
import type { PointWords } from './point-row.ts';
import { writeItem } from './site-row.ts';

/** What of a site's item changed with a tick, as far as the flush looks at it. */
export type SiteChange = {
  readonly words: PointWords | null;
  /** The states that are not as they were, but for the time of the last evaluation and for flap bits that change no decision. */
  readonly alerts: Readonly<Record<string, AlertState>> | null;
  /** What the reports say, when it is another than before: reminders work the site's figures out of it. */
  readonly gas: GasSeen | null;
};

/** What can be in force. The figures that the gas rules judge by are left out: they are ten times as much. */
export type GasSeen = Pick<GasState, 'candidates' | 'newestReportAt'>;

/** Writes an item's figures into the numbers of a tick from `start` on; answers what else changed since `before`. */
export function changeOf(item: SiteItem, before: SiteItem | null, numbers: Float64Array, start: number): SiteChange {
  const point = lastPoint(item.block);
  writeItem(item, point, numbers, start);
  const pointBefore = before === null ? null : lastPoint(before.block);
  const isSaidBefore = pointBefore !== null && haveSameWords(pointBefore, point);
  return {
    words: isSaidBefore ? null : wordsOf(point),
    alerts: changedAlerts(item.alerts, before?.alerts ?? null),
    gas: item.gas === before?.gas ? null : seenOf(item.gas),
  };
}

function seenOf({ candidates, newestReportAt }: GasState): GasSeen {
  return { candidates, newestReportAt };
}

/** False where the figures say everything. */
export function isNews({ words, alerts, gas }: SiteChange): boolean {
  return words !== null || alerts !== null || gas !== null;
}

function lastPoint(block: Block): Point {
  const point = block.points.at(-1);
  if (point === undefined) throw new Error('a block has a point');
  return point;
}

function wordsOf({ missing, openAlerts, configVersion, methodVersion }: Point): PointWords {
  return { missing, openAlerts, configVersion, methodVersion };
}

function haveSameWords(a: Point, b: Point): boolean {
  return (
    a.configVersion === b.configVersion &&
    a.methodVersion === b.methodVersion &&
    areSame(a.missing, b.missing) &&
    areSame(a.openAlerts, b.openAlerts)
  );
}

function changedAlerts(alerts: SiteAlerts, before: SiteAlerts | null): SiteChange['alerts'] {
  if (before === null) return alerts;
  let changed: Record<string, AlertState> | null = null;
  for (const rule in alerts) {
    const state = alerts[rule as keyof SiteAlerts] as AlertState;
    const stateBefore = before[rule as keyof SiteAlerts] as AlertState | undefined;
    if (stateBefore !== undefined && isSameToFlush(state, stateBefore)) continue;
    changed ??= {};
    changed[rule] = state;
  }
  return changed;
}

/** Of a flap score the flush looks at nothing but whether the rule is restless. */
function isSameToFlush(a: AlertState, b: AlertState): boolean {
  return isSameButForScore(a, b) && isRestless(a) === isRestless(b);
}
