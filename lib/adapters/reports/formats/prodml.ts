import type { Site, VolumeBase } from '../../../domain/company.ts';
import { gasDayAt, gasDayOf, gasMonthOf, type Period } from '../../../domain/gas/gas-day.ts';
import type { Evidence, Stream } from '../../../domain/gas/report.ts';
import type { VolumeUnit } from '../../../domain/gas/volume.ts';
import { after, SECONDS_PER_HOUR } from '../../../domain/instant.ts';
import { baseText } from '../base-text.ts';
import { reportInstant } from '../instant-text.ts';
import { isNearMiss } from '../near.ts';
import { numberOf } from '../number-text.ts';
import type { ParseContext } from '../parse-context.ts';
import { referenceState } from '../reference-state.ts';
import { rejected } from '../rejected.ts';
import type { RowSink } from '../row-sink.ts';
import { IDENTIFIER_EXPECTED, siteFinder } from '../site-of-report.ts';
import { type StreamSums, streamSums } from '../stream-sums.ts';
import { readXml } from '../xml.ts';
import { type ProdmlPeriod, prodmlPeriods } from './prodml-periods.ts';

/** What each kind of flow is; kinds not named here move no gas of the site (gas lift, nominations, inventory). */
const STREAM_OF: Readonly<Record<string, Stream>> = {
  production: 'produced',
  import: 'received',
  sale: 'sold',
  export: 'sold',
  injection: 'injected',
  'consume - fuel': 'fuel',
  'consume - flare': 'flared',
  'consume - hp flare': 'flared',
  'consume - lp flare': 'flared',
  'consume - venting': 'vented',
};
/** The other kinds of the standard's list: gas that stays, was asked for, or is part of another kind. */
const OTHER_KINDS: readonly string[] = [
  'consume',
  'consume - black start',
  'consume - compressor',
  'consume - emitted',
  'consume - non compressor',
  'disposal',
  'export - nominated',
  'export - requested',
  'export - shortfall',
  'gas lift',
  'hydrocarbon accounting',
  'inventory',
  'overboard',
  'storage',
  'unknown',
];
/** Qualifiers of what did not happen, or not yet. */
const OTHER_QUALIFIERS: readonly string[] = [
  'budget',
  'constant',
  'forecast',
  'mass adjusted',
  'nominated',
  'other',
  'planned',
  'quota',
  'raw',
  'recommended',
  'simulated',
  'standard',
  'target',
  'tariff',
  'value adjusted',
];
/** Qualifiers of what happened, best first; budgets, forecasts and nominations are no gas that flowed. */
const EVIDENCE_OF: readonly (readonly [qualifier: string, evidence: Evidence | null])[] = [
  ['allocated', 'allocated'],
  ['measured', 'measured'],
  ['metered', 'measured'],
  ['', null],
  ['derived', 'estimated'],
  ['difference', 'estimated'],
  ['estimate', 'estimated'],
  ['monthly estimate', 'estimated'],
];
/** Gas by its kind: part of the product `gas` where the same flow states that too, else it has to be said to be all of it. */
const KINDS_OF_GAS: readonly string[] = ['gas - dry', 'gas - rich', 'gas - wet'];
const ALL_GAS = 'the product gas in this flow and period: dry, rich or wet gas may be a part of it';
/** Sums from some day on, which repeat the periods in them. */
const RUNNING_TOTALS: readonly string[] = ['month to date', 'year to date', 'life to date', 'total cumulative'];
const UNIT_OF: Readonly<Record<string, VolumeUnit>> = {
  m3: 'm3',
  '1000 m3': '1000m3',
  '1000m3': '1000m3',
  ft3: 'scf',
  '1000 ft3': 'Mcf',
  '1000ft3': 'Mcf',
  '1E6 ft3': 'MMcf',
  '1E6ft3': 'MMcf',
};

/**
 * PRODML 2.x ProductVolume: gas by facility, flow and period. HP, LP and plain flare are summed; of one
 * flow in several qualifiers the allocated one counts, then the measured; a sale replaces the export of
 * the same facility and period. The volume is at the state that stands with it, else the document's,
 * else the site's `volumeBase`. A period without an end begins at its DateTime. Site identifiers: the
 * facility's name or uid.
 */
export function readProdml(text: string, context: ParseContext, sink: RowSink): void {
  const find = siteFinder(context);
  if (typeof find !== 'function') {
    sink.reject(rejected({ file: context.file, line: 1 }, '(site)', '', find.expected));
    return;
  }
  const collected = prodmlPeriods();
  const fault = readXml(text, collected.handlers);
  if (fault !== null) sink.reject(rejected({ file: context.file, line: fault.line }, '(document)', '', fault.expected));
  const periods = bestOf(collected.periods(), context.file, sink);
  if (fault === null && collected.periods().length === 0) {
    sink.reject(rejected({ file: context.file, line: 1 }, '(document)', '', 'a ProductVolume with flows and periods'));
  }
  const sums = streamSums(context, sink);
  for (const one of periods) {
    const site = find([one.facility, one.facilityUid]);
    if (site === null) sink.skip();
    else if (site === 'damaged')
      sink.reject(rejected({ file: context.file, line: one.line }, 'Facility/Name', one.facility, IDENTIFIER_EXPECTED));
    else addPeriod(one, site, context, sink, sums, collected.reference());
  }
  sums.end();
}

function addPeriod(
  one: ProdmlPeriod,
  site: Site,
  context: ParseContext,
  sink: RowSink,
  sums: StreamSums,
  documentReference: string,
): void {
  const refuse = (column: string, value: string, expected: string): void => {
    sink.reject(rejected({ file: context.file, line: one.line }, column, value, expected));
  };
  const stream = STREAM_OF[one.kind.toLowerCase()];
  const period = periodOf(one, site);
  const unit = UNIT_OF[one.uom.trim()];
  const named = one.reference === '' ? documentReference : one.reference;
  const state: { base: VolumeBase; text: string } | null =
    named === '' ? { base: site.gas.volumeBase, text: baseText(site.gas.volumeBase) } : referenceState(named);
  if (stream === undefined) return;
  if (period === null) {
    refuse('Period', one.dateTime || one.start, 'a DateTime with a zone or a date, and Kind hour, day or month');
    return;
  }
  if (unit === undefined) {
    refuse('uom', one.uom, `one of ${Object.keys(UNIT_OF).join(', ')}`);
    return;
  }
  if (state === null) {
    refuse('ReferenceTempPres', named, 'a known state, such as 15 degC 1 atm');
    return;
  }
  const isBlank = one.volume.trim() === '' || one.volume.trim() === 'NaN';
  const number = isBlank ? null : numberOf(one.volume, 'point');
  if (number === null) refuse('Volume', one.volume, 'a number with a decimal point');
  const units = { unit, base: state.base, baseText: state.text };
  const evidence = EVIDENCE_OF.find(([qualifier]) => qualifier === one.qualifier.toLowerCase())?.[1] ?? null;
  sums.add({ units, site, period, stream, volume: number, line: one.line, evidence });
}

/**
 * Of gas flows that happened, one per flow and period: the best qualifier, and the sale before the export.
 * Flows of one name and qualifier but other uids are flows of their own; one stated twice is one.
 */
function bestOf(all: readonly ProdmlPeriod[], file: string, sink: RowSink): readonly ProdmlPeriod[] {
  const rank = (one: ProdmlPeriod): number =>
    EVIDENCE_OF.findIndex(([qualifier]) => qualifier === one.qualifier.toLowerCase());
  const timeOf = (one: ProdmlPeriod): string =>
    `${one.facilityUid}#${one.facility}#${one.dateTime}#${one.start}#${one.periodKind}`;
  const flowOf = (one: ProdmlPeriod): string => `${timeOf(one)}#${one.kind}#${one.flow}`;
  const withGas = new Set(all.filter((one) => /^gas$/i.test(one.product)).map(flowOf));
  const best = new Map<string, ProdmlPeriod[]>();
  const sales = new Set<string>();
  for (const one of all) {
    if (RUNNING_TOTALS.includes(one.periodKind.toLowerCase())) {
      sink.skip();
      continue;
    }
    const isGas = /^gas$/i.test(one.product) && STREAM_OF[one.kind.toLowerCase()] !== undefined && rank(one) >= 0;
    if (!isGas) {
      const unknown = unknownWord(one, rank(one));
      const isPart = KINDS_OF_GAS.includes(one.product.toLowerCase());
      const isCounted = STREAM_OF[one.kind.toLowerCase()] !== undefined && rank(one) >= 0;
      if (isPart && isCounted && !withGas.has(flowOf(one)))
        sink.reject(rejected({ file, line: one.line }, 'Product/Kind', one.product, ALL_GAS));
      else if (unknown === null) sink.skip();
      else sink.reject(rejected({ file, line: one.line }, unknown.column, unknown.value, 'a word of the PRODML lists'));
      continue;
    }
    if (one.kind.toLowerCase() === 'sale') sales.add(timeOf(one));
    const kept = best.get(flowOf(one)) ?? [];
    const [first] = kept;
    if (first === undefined || rank(one) < rank(first)) best.set(flowOf(one), [one]);
    else if (rank(one) > rank(first)) sink.skip();
    else {
      const same = kept.find((other) => other.flowUid === one.flowUid);
      if (same === undefined) kept.push(one);
      else if (same.volume === one.volume && same.uom === one.uom) sink.skip();
      else best.set(flowOf(one), kept.with(kept.indexOf(same), contradicted(one, same, file, sink)));
    }
  }
  return [...best.values()].flat().filter((one) => one.kind.toLowerCase() !== 'export' || !sales.has(timeOf(one)));
}

/** A flow that is stated twice with other figures is refused, and unknown. */
function contradicted(one: ProdmlPeriod, same: ProdmlPeriod, file: string, sink: RowSink): ProdmlPeriod {
  const expected = `one figure for this flow and period: ${same.volume} ${same.uom} stands in line ${same.line}`;
  sink.reject(rejected({ file, line: one.line }, 'Volume', `${one.volume} ${one.uom}`, expected));
  return { ...same, volume: '' };
}

function periodOf(one: ProdmlPeriod, site: Site): Period | null {
  const calendar = { timezone: site.timezone, gasDayStart: site.gasDayStart };
  if (one.start !== '' && one.end !== '') {
    const [start, end] = [reportInstant(one.start), reportInstant(one.end)];
    return start === null || end === null || end <= start ? null : { start, end };
  }
  const text = one.dateTime.trim();
  const [, year, month] = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(text) ?? [];
  if (one.periodKind === 'month' && year !== undefined) return gasMonthOf(Number(year), Number(month), calendar);
  if (one.periodKind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return gasDayOf(text, calendar);
  const start = reportInstant(text);
  if (start === null) return null;
  if (one.periodKind === 'hour') return { start, end: after(start, SECONDS_PER_HOUR) };
  if (one.periodKind === 'day')
    return { start, end: gasDayAt(start, { ...calendar, gasDayStart: localClock(start, site) }).end };
  return null;
}

/** A day begins where its DateTime says; its length is that of the local day from there. */
function localClock(start: number, site: Site): string {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: site.timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return clock.format(start * 1000);
}

/** A word that no list of the standard has: the flow cannot be placed, and must not vanish. */
function unknownWord(one: ProdmlPeriod, rank: number): { readonly column: string; readonly value: string } | null {
  const kind = one.kind.toLowerCase();
  if (one.product === '' && STREAM_OF[kind] !== undefined) return { column: 'Product/Kind', value: '' };
  if (isNearMiss(one.product, ['gas'])) return { column: 'Product/Kind', value: one.product };
  if (!/^gas$/i.test(one.product)) return null;
  if (STREAM_OF[kind] === undefined && !OTHER_KINDS.includes(kind)) return { column: 'Flow/Kind', value: one.kind };
  if (rank < 0 && !OTHER_QUALIFIERS.includes(one.qualifier.toLowerCase())) {
    return { column: 'Flow/Qualifier', value: one.qualifier };
  }
  return null;
}
