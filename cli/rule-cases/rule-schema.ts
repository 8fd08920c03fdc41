import * as z from 'zod';
import { type Level, type Rule, SEVERITIES, type Severity } from '#lib/domain/alerts/rule.ts';
import { MAX_WINDOW_SAMPLES } from '#lib/domain/alerts/window.ts';

const seconds = z.number().nonnegative();
const level = z.object({ severity: z.string().optional(), name: z.string().optional(), enter: z.number() });

/** A rule as rule tests write it (interfaces.md section 8): times in seconds, thresholds in its own unit. */
export const ruleSchema = z.object({
  op: z.enum(['lt', 'le', 'gt', 'ge', 'eq', 'ne']),
  enter: z.number().optional(),
  exit: z.number().nullish(),
  for: seconds.default(0),
  keepFiringFor: seconds.default(0),
  window: z
    .object({
      m: z.int().positive(),
      n: z.int().positive().max(MAX_WINDOW_SAMPLES),
      missing: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).default('missing'),
    })
    .nullish(),
  staleAfter: seconds.nullish(),
  noData: z.enum(['nodata', 'keep', 'alert', 'ok']).default('nodata'),
  levels: z.array(level).default([]),
  repeatInterval: z.union([seconds, z.record(z.string(), seconds.nullable())]).nullish(),
  gapTolerance: seconds.nullish(),
  outageTolerance: seconds.nullish(),
});
export type WrittenRule = z.input<typeof ruleSchema>;

/** The engine's rule. Without tolerances every gap counts as observed; without an interval nothing is repeated. */
export function engineRule(written: WrittenRule): Rule {
  const rule = ruleSchema.parse(written);
  const levels = levelsOf(rule.levels);
  const enter = rule.enter ?? levels[0]?.enter;
  if (enter === undefined) throw new Error('rule.enter is missing; expected a number, or levels with one');
  refuseUnsafe(rule, enter);
  return {
    op: rule.op,
    enter,
    exit: rule.exit ?? null,
    forSeconds: rule.for,
    keepFiringForSeconds: rule.keepFiringFor,
    window: rule.window ?? null,
    staleAfterSeconds: rule.staleAfter ?? null,
    noData: rule.noData,
    levels: levels.length > 0 ? levels : [{ severity: 'warning', enter }],
    repeatIntervalSeconds: repeatOf(rule.repeatInterval),
    gapToleranceSeconds: rule.gapTolerance ?? null,
    outageToleranceSeconds: rule.outageTolerance ?? null,
  };
}

/** An exit beyond enter would end an episode that still breaches; of a window more cannot breach than it holds. */
function refuseUnsafe({ op, exit, window }: z.infer<typeof ruleSchema>, enter: number): void {
  const isBelow = op === 'lt' || op === 'le';
  const isAbove = op === 'gt' || op === 'ge';
  if (typeof exit === 'number' && ((isBelow && exit < enter) || (isAbove && exit > enter))) {
    throw new Error(`rule.exit is ${exit}; expected ${isBelow ? 'no less' : 'no more'} than enter (${enter})`);
  }
  if (window && window.m > window.n)
    throw new Error(`rule.window.m is ${window.m}; expected no more than n (${window.n})`);
}

/** Names that are not the product's own severities stand for its loudest ones, in their order. */
function levelsOf(levels: readonly z.infer<typeof level>[]): readonly Level[] {
  const names = levels.map((one) => one.severity ?? one.name ?? '');
  const isKnown = names.every((name) => SEVERITIES.includes(name as Severity));
  const loudest = SEVERITIES.slice(-Math.max(2, levels.length));
  return levels.map(({ enter }, index) => ({
    enter,
    severity: isKnown ? (names[index] as Severity) : (loudest[index] ?? 'critical'),
  }));
}

function repeatOf(interval: number | Record<string, number | null> | null | undefined): Rule['repeatIntervalSeconds'] {
  const of = (severity: Severity) =>
    typeof interval === 'object' ? (interval?.[severity] ?? null) : (interval ?? null);
  return { info: of('info'), warning: of('warning'), critical: of('critical') };
}
