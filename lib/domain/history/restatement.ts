import type { Company, Site } from '../company.ts';
import type { SiteModel } from '../economics/site-model.ts';
import type { GasState, ReportRow } from '../gas/report.ts';
import { type Instant, instant, SECONDS_PER_DAY } from '../instant.ts';
import type { Market } from '../market/market.ts';
import { advanceSite } from '../site-tick.ts';
import type { Block, Point } from './point.ts';
import { reportsBegun } from './reports-begun.ts';
import type { SiteItem } from './site-item.ts';

/** What a block is worked out again from: its own configuration, the frozen markets, the rows known now. */
export type RestatementInputs = {
  readonly company: Company;
  readonly site: Site;
  readonly model: SiteModel;
  /** The frozen market of each tick; one that is no longer kept leaves its point as it is. */
  readonly markets: ReadonlyMap<Instant, Market>;
  readonly rows: readonly ReportRow[];
};

/**
 * A block as it would be had its reports been known at once: every point again from the market that
 * was frozen for it and the reports as they are known now. The alerts that were open then stay as
 * they were told. The same block when nothing differs, else one version higher.
 */
export function restateBlock(block: Block, configVersion: string, inputs: RestatementInputs): Block {
  const { cadence } = inputs.site.reports;
  const known = reportsBegun(inputs.rows, cadence, block.start);
  const points = block.points.map((point) => {
    if (point.configVersion !== configVersion) return point;
    return restatePoint(point, known, inputs);
  });
  const isSame = points.every((point, index) => isSamePoint(point, block.points[index] as Point));
  return isSame ? block : { ...block, version: block.version + 1, points };
}

function restatePoint(point: Point, known: (at: Instant) => GasState, inputs: RestatementInputs): Point {
  const { company, site, model } = inputs;
  const market = inputs.markets.get(point.at);
  if (market === undefined) return point;
  const previous = blankItem(site.id, point, known(point.at));
  const { item } = advanceSite({
    company,
    configVersion: point.configVersion,
    site,
    model,
    market,
    previous,
    newRows: [],
  });
  const again = item.block.points.at(-1);
  return again === undefined ? point : { ...again, openAlerts: point.openAlerts };
}

function blankItem(site: string, point: Point, gas: GasState): SiteItem {
  return {
    site,
    v: instant(point.at - 1),
    configVersion: point.configVersion,
    methodVersion: point.methodVersion,
    block: { start: point.at, stepSeconds: 1, version: 1, points: [] },
    alerts: {} as SiteItem['alerts'],
    lastClearMarket: null,
    gas,
    hours: [],
    flaringBaselineMcfPerDay: null,
  };
}

function isSamePoint(a: Point, b: Point): boolean {
  const fields = Object.keys(a) as (keyof Point)[];
  return fields.every((field) => {
    const [left, right] = [a[field], b[field]];
    return Array.isArray(left) ? String(left) === String(right) : left === right;
  });
}

/** A month, and a month of lateness, is as far back as a report in force is looked for. */
const LONGEST_PERIOD_SECONDS = 62 * SECONDS_PER_DAY;

/** How far before a moment a report can begin and still be in force at it. */
export function lookBackSeconds(site: Site): number {
  return site.reports.staleAfterSeconds + LONGEST_PERIOD_SECONDS;
}

/**
 * Until when reports for periods up to `periodTo` have a say: until, of every stream, a later period
 * takes over, and at the latest `until`.
 */
export function inForceUntil(rows: readonly ReportRow[], periodTo: Instant, until: Instant): Instant {
  let last: number = periodTo;
  for (const stream of new Set(rows.map((row) => row.stream))) {
    let takenOverAt: number = until;
    for (const row of rows) {
      if (row.stream !== stream || row.periodEnd <= periodTo) continue;
      takenOverAt = Math.min(takenOverAt, Math.max(periodTo, row.periodStart));
    }
    last = Math.max(last, takenOverAt);
  }
  return instant(Math.min(last, until));
}
