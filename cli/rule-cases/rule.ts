import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { type AlertState, INITIAL_ALERT_STATE, isOpen } from '#lib/domain/alerts/alert-state.ts';
import { classify } from '#lib/domain/alerts/classify.ts';
import { reminderDue } from '#lib/domain/alerts/reminder.ts';
import { step } from '#lib/domain/alerts/state.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { caseBlock, type Differences, differ, NOTHING_EXPECTED } from './case.ts';
import { engineRule, ruleChange, ruleSchema, type WrittenRule } from './rule-schema.ts';

const sample = z.union([
  z.tuple([z.number(), z.union([z.number(), z.null(), z.literal('NaN')])]),
  z.tuple([z.number(), z.union([z.number(), z.null(), z.literal('NaN')]), z.number().nullable()]),
]);
const ruleCase = caseBlock({
  rule: ruleSchema,
  /** From this second on the rule is another one: `[[t, {for: 600}]…]`. */
  changes: z.array(z.tuple([z.number(), ruleChange])).default([]),
  /** `[t, value]` or `[t, value, age in seconds]`. */
  samples: z.array(sample),
  expect: block({
    states: z.array(z.tuple([z.number(), z.string()])).default([]),
    notifications: z.array(z.tuple([z.number(), z.string()])).optional(),
  }),
});

type Sample = { readonly t: number; readonly value: number | null; readonly age: number | null };
type Seen = {
  readonly states: readonly (readonly [number, string])[];
  readonly notices: readonly (readonly [number, string])[];
};

/** `kind: rule`: feeds the samples in order to the engine, compares the state after each listed t and the notices. */
export function runRuleCase(raw: unknown): Differences {
  const one = ruleCase.parse(raw);
  if (one.expect.states.length === 0 && one.expect.notifications === undefined) return NOTHING_EXPECTED;
  const written = one.samples.map(
    ([t, value, age]): Sample => ({ t, value: value === 'NaN' ? Number.NaN : value, age: age ?? null }),
  );
  const asked = [...one.expect.states, ...(one.expect.notifications ?? [])].map(([t]) => t);
  const samples = one.rule.staleAfter == null ? written : withAgedSamples(written, asked);
  const seen = feed(one.rule, one.changes, samples);
  const { notifications } = one.expect;
  return [
    ...stateDifferences(seen.states, one.expect.states),
    ...(notifications === undefined ? [] : differ('notifications', seen.notices, notifications)),
  ];
}

/** Under a look-back a moment between samples sees the sample before it, as old as it is by then. */
function withAgedSamples(samples: readonly Sample[], asked: readonly number[]): readonly Sample[] {
  const given = new Set(samples.map(({ t }) => t));
  const added = [...new Set(asked)].filter((t) => !given.has(t)).sort((a, b) => a - b);
  const all = [...samples];
  for (const t of added) {
    const position = all.findIndex((one) => one.t > t);
    const at = position === -1 ? all.length : position;
    const before = all[at - 1];
    if (before !== undefined) all.splice(at, 0, { t, value: before.value, age: t - before.t + (before.age ?? 0) });
  }
  return all;
}

function feed(written: WrittenRule, changes: z.infer<typeof ruleCase>['changes'], samples: readonly Sample[]): Seen {
  let state: AlertState = INITIAL_ALERT_STATE;
  let lastSentAt: Instant | null = null;
  const states: [number, string][] = [];
  const notices: [number, string][] = [];
  for (const { t, value, age } of samples) {
    const changed = changes.filter(([from]) => from <= t).map(([, change]) => change);
    const rule = engineRule(Object.assign({}, written, ...changed));
    const at = instant(t);
    const isNew = state.lastEvaluatedAt === null || at > state.lastEvaluatedAt;
    const judged = classify(rule, value, age, isOpen(state));
    const result = step(state, rule, at, { ...judged, value });
    state = result.state;
    const told = result.transitions.map(({ kind }) => kind).filter((kind) => kind !== 'downgraded');
    const isAnnounced = told.some((kind) => kind === 'firing' || kind === 'escalated');
    const isRepeated = isNew && !isAnnounced && reminderDue(state, rule, lastSentAt, at);
    for (const kind of [...told, ...(isRepeated ? ['reminder'] : [])]) notices.push([t, kind]);
    if (isAnnounced || isRepeated) lastSentAt = at;
    if (told.includes('resolved')) lastSentAt = null;
    states.push([t, state.condition]);
  }
  return { states, notices };
}

/** A t that comes twice is compared at its first, then its second turn. */
function stateDifferences(states: Seen['states'], expected: Seen['states']): Differences {
  let position = 0;
  return expected.flatMap(([t, state]) => {
    const next = states.findIndex(([at], index) => index >= position && at === t);
    const found = next === -1 ? states.findLastIndex(([at]) => at <= t) : next;
    if (next !== -1) position = next + 1;
    return differ(`state at ${t}`, states[found]?.[1] ?? 'OK', state);
  });
}
