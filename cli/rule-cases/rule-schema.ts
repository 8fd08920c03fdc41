import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { type Level, type Rule, SEVERITIES, type Severity } from '#lib/domain/alerts/rule.ts';
import { MAX_WINDOW_SAMPLES } from '#lib/domain/alerts/window.ts';

const seconds = z.number().nonnegative();
const bySeverity = block({
  info: seconds.nullish(),
  warning: seconds.nullish(),
  critical: seconds.nullish(),
} satisfies Record<Severity, unknown>);
const level = block({ severity: z.string().optional(), name: z.string().optional(), enter: z.number() });

/**
 * A rule as rule tests write it (interfaces.md section 8): times in seconds, thresholds in its own
 * unit. What is not written stays away here, so that a change of some keys leaves the others alone.
 */
export const ruleSchema = block({
  op: z.enum(['lt', 'le', 'gt', 'ge', 'eq', 'ne']),
  enter: z.number().optional(),
  exit: z.number().nullish(),
  for: seconds.optional(),
  keepFiringFor: seconds.optional(),
  window: block({
    m: z.int().positive(),
    n: z.int().positive().max(MAX_WINDOW_SAMPLES),
    missing: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).optional(),
  }).nullish(),
  staleAfter: seconds.nullish(),
  noData: z.enum(['nodata', 'keep', 'alert', 'ok']).optional(),
  levels: z.array(level).optional(),
  repeatInterval: z.union([seconds, bySeverity]).nullish(),
  gapTolerance: seconds.nullish(),
  outageTolerance: seconds.nullish(),
});
/** The keys of a rule that are others from some moment on. */
export const ruleChange = ruleSchema.partial();
export type WrittenRule = z.infer<typeof ruleSchema>;

/** The engine's rule. Without tolerances every gap counts as observed; without an interval nothing is repeated. */
export function engineRule(rule: WrittenRule): Rule {
  const levels = levelsOf(rule.levels ?? []);
  const enter = rule.enter ?? levels[0]?.enter;
  if (enter === undefined) throw new Error('rule.enter is missing; expected a number, or levels with one');
  refuseUnsafe(rule, enter);
  return {
    op: rule.op,
    enter,
    exit: rule.exit ?? null,
    forSeconds: rule.for ?? 0,
    keepFiringForSeconds: rule.keepFiringFor ?? 0,
    window: rule.window ? { ...rule.window, missing: rule.window.missing ?? 'missing' } : null,
    staleAfterSeconds: rule.staleAfter ?? null,
    noData: rule.noData ?? 'nodata',
    levels: levels.length > 0 ? levels : [{ severity: 'warning', enter }],
    repeatIntervalSeconds: repeatOf(rule.repeatInterval),
    gapToleranceSeconds: rule.gapTolerance ?? null,
    outageToleranceSeconds: rule.outageTolerance ?? null,
  };
}

/** An exit beyond enter would end an episode that still breaches; of a window more cannot breach than it holds. */
function refuseUnsafe({ op, exit, window }: WrittenRule, enter: number): void {
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

function repeatOf(interval: WrittenRule['repeatInterval']): Rule['repeatIntervalSeconds'] {
  const of = (severity: Severity) =>
    typeof interval === 'object' ? (interval?.[severity] ?? null) : (interval ?? null);
  return { info: of('info'), warning: of('warning'), critical: of('critical') };
}
