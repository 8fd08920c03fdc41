import type { CustomRule } from '../company.ts';
import type { SiteOptimum } from '../economics/allocation/optimum.ts';
import { advantageMilliUsdPerDay } from '../history/advantage.ts';
import type { Point } from '../history/point.ts';
import { type AlertState, isOpen } from './alert-state.ts';
import { classify } from './classify.ts';
import { WORD_FIELDS, wordValue } from './custom-words.ts';
import type { Rule, UserRuleId } from './rule.ts';
import type { TickEvaluation } from './state.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';

/** What a rule of the company's own may look at beside the stored point; the optimum is sought only when asked for. */
export type CustomFacts = {
  readonly point: Point;
  readonly difficulty: number | null;
  readonly optimum: () => SiteOptimum;
};

/** The fields of a point that a rule of the company's own may look at, in the units of their names. */
const POINT_FIELDS: Readonly<Record<string, (point: Point) => number | null>> = {
  mineUsdPerDay: (point) => per(point.mineMilliUsdPerDay, 1000),
  sellUsdPerDay: (point) => per(point.sellMilliUsdPerDay, 1000),
  flareUsdPerDay: (point) => per(point.flareMilliUsdPerDay, 1000),
  advantageUsdPerDay: (point) => per(advantageMilliUsdPerDay(point), 1000),
  netbackUsdPerMmbtu: (point) => per(point.netbackMilliUsdPerMmbtu, 1000),
  netbackUsdPerMcf: (point) => per(point.netbackMilliUsdPerMcf, 1000),
  breakEvenBtcUsd: (point) => per(point.breakEvenBtcCents, 100),
  hashpriceUsdPerPhDay: (point) => per(point.hashpriceMilliUsdPerPhDay, 1000),
  btcUsd: (point) => per(point.btcUsdCents, 100),
  gasUsedMcfPerDay: (point) => per(point.gasUsedScfPerDay, 1000),
  producedMcfPerDay: (point) => per(point.producedScfPerDay, 1000),
  soldMcfPerDay: (point) => per(point.soldScfPerDay, 1000),
  flaredMcfPerDay: (point) => per(point.flaredScfPerDay, 1000),
  ventedMcfPerDay: (point) => per(point.ventedScfPerDay, 1000),
  flaringRatio: ({ flaredScfPerDay: flared, producedScfPerDay: produced }) =>
    flared === null || produced === null || produced === 0 ? null : flared / produced,
  reportVersion: (point) => point.reportVersion,
};

const OTHER_FIELDS: Readonly<Record<string, (facts: CustomFacts) => number | null>> = {
  difficulty: (facts) => facts.difficulty,
  optimumUsdPerDay: (facts) => facts.optimum().optimumUsdPerDay,
  gainUsdPerDay: (facts) => facts.optimum().gainUsdPerDay,
};

/** Names of the fields that a rule of the company's own may look at. */
export const CUSTOM_FIELDS: readonly string[] = [POINT_FIELDS, OTHER_FIELDS, WORD_FIELDS].flatMap((fields) =>
  Object.keys(fields),
);

/** The id under which the engine and the messages know a rule of the company file. */
export function customRuleId(custom: CustomRule): UserRuleId {
  return `user-${custom.id}`;
}

/** The engine's settings of a rule of the company's own, made once for each and a tick length. */
export function customRule(custom: CustomRule, tickSeconds: number): Rule {
  const kept = made.get(custom);
  if (kept?.tickSeconds === tickSeconds) return kept.rule;
  const rule = ruleOf(custom, tickSeconds);
  made.set(custom, { tickSeconds, rule });
  return rule;
}

const made = new WeakMap<CustomRule, { readonly tickSeconds: number; readonly rule: Rule }>();

function ruleOf(custom: CustomRule, tickSeconds: number): Rule {
  const [mildest] = custom.levels;
  return {
    op: custom.op,
    enter: mildest?.enter ?? Number.NaN,
    exit: custom.exit,
    forSeconds: custom.forSeconds,
    keepFiringForSeconds: custom.keepFiringForSeconds,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels: custom.levels,
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}

/** Judges the rule's field at this tick; an unknown field is missing, never zero. */
export function evaluateCustom(custom: CustomRule, rule: Rule, facts: CustomFacts, state: AlertState): TickEvaluation {
  if (custom.words !== undefined) {
    return { ...classify(rule, wordValue(custom, facts), null, isOpen(state)), value: null, cause: 'unknown' };
  }
  const value = POINT_FIELDS[custom.field]?.(facts.point) ?? OTHER_FIELDS[custom.field]?.(facts) ?? null;
  return { ...classify(rule, value, null, isOpen(state)), value, cause: 'unknown' };
}

function per(whole: number | null, unitsPerOne: number): number | null {
  return whole === null ? null : whole / unitsPerOne;
}
