import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { INITIAL_ALERT_STATE, worstCondition } from '#lib/domain/alerts/alert-state.ts';
import { isInside } from '#lib/domain/alerts/calendar.ts';
import { classify } from '#lib/domain/alerts/classify.ts';
import { flapPercent, isFlapping } from '#lib/domain/alerts/flapping.ts';
import { inhibitor } from '#lib/domain/alerts/inhibition.ts';
import { isMuted } from '#lib/domain/alerts/mute.ts';
import { reminderDue } from '#lib/domain/alerts/reminder.ts';
import type { Condition } from '#lib/domain/alerts/rule.ts';
import { suppressedActions } from '#lib/domain/alerts/suppression.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { caseBlock, type Differences, differ } from './case.ts';
import { inhibitRule, match } from './group-parts.ts';
import { engineRule } from './rule-schema.ts';

const condition = z.enum(['OK', 'PENDING', 'FIRING', 'RECOVERING', 'NODATA']);
const labels = z.record(z.string(), z.string());
const range = z.tuple([z.number(), z.number()]);

const rollupCase = caseBlock({ inputs: z.array(z.array(condition)), expect: block({ worst: z.array(condition) }) });

/** `kind: rollup`: the worst state of each set. */
export function runRollupCase(raw: unknown): Differences {
  const { inputs, expect } = rollupCase.parse(raw);
  return differ('worst', inputs.map(worstCondition), expect.worst);
}

const freshnessCase = caseBlock({
  rule: block({ lookback: z.number() }),
  samples: z.array(z.tuple([z.number(), z.union([z.number(), z.null(), z.literal('NaN')])])),
  expect: block({ probes: z.array(z.tuple([z.number(), z.enum(['FRESH', 'NODATA'])])) }),
});

/** `kind: freshness`: a value is seen until it is `lookback` old or a marker says that it ended. */
export function runFreshnessCase(raw: unknown): Differences {
  const { rule, samples, expect } = freshnessCase.parse(raw);
  const engine = engineRule({ op: 'gt', enter: Number.MAX_VALUE, staleAfter: rule.lookback });
  return expect.probes.flatMap(([t, expected]) => {
    const newest = samples.filter(([at]) => at <= t).at(-1);
    const value = newest === undefined || newest[1] === 'NaN' ? null : newest[1];
    const judged = classify(engine, value, t - (newest?.[0] ?? t), false);
    return differ(`at ${t}`, judged.class === 'MISSING' ? 'NODATA' : 'FRESH', expected);
  });
}

const resendCase = caseBlock({
  state: condition,
  sinceLastSent: z.number(),
  repeatInterval: z.number(),
  resolvedAfterLastSent: z.boolean().default(false),
  expect: block({ send: z.boolean() }),
});

/** `kind: resend`: is it told (again) now? A resolution that came after the last message always is. */
export function runResendCase(raw: unknown): Differences {
  const one = resendCase.parse(raw);
  const rule = engineRule({ op: 'gt', enter: 0, repeatInterval: one.repeatInterval });
  const state = { ...INITIAL_ALERT_STATE, condition: one.state, severity: 'warning' as const };
  const isResolved = one.state === 'OK' && one.resolvedAfterLastSent;
  const send = isResolved || reminderDue(state, rule, instant(0), one.sinceLastSent as Instant);
  return differ('send', send, one.expect.send);
}

const change = z.tuple([z.number(), z.string()]);
const suppressCase = caseBlock({
  wait: z.number(),
  ext: z.number(),
  composite: z.array(change),
  suppressor: z.array(change),
  until: z.number(),
  expect: block({ actions: z.array(change) }),
});

/** `kind: suppress`: when a composite alarm acts under a suppressor. */
export function runSuppressCase(raw: unknown): Differences {
  const { ext, expect, ...input } = suppressCase.parse(raw);
  return differ('actions', suppressedActions({ ...input, extension: ext }), expect.actions);
}

const inhibitCase = caseBlock({
  rules: z.array(inhibitRule),
  active: z.array(labels),
  expect: block({ probes: z.array(z.tuple([labels, z.boolean()])) }),
});

/** `kind: inhibit`: who is held back while the active alerts fire. */
export function runInhibitCase(raw: unknown): Differences {
  const { rules, active, expect } = inhibitCase.parse(raw);
  const inhibits = inhibitor(rules, active);
  return expect.probes.flatMap(([probe, expected]) => differ(JSON.stringify(probe), inhibits(probe), expected));
}

const silenceCase = caseBlock({
  silences: z.array(block({ start: z.number(), end: z.number(), match })),
  labels,
  expect: block({ probes: z.array(z.tuple([z.number(), z.boolean()])) }),
});

/** `kind: silence`: who is muted when; the start counts, the end does not. */
export function runSilenceCase(raw: unknown): Differences {
  const one = silenceCase.parse(raw);
  const mutes = one.silences.map(({ start, end, match: of }) => ({
    match: of,
    from: start as Instant,
    to: end as Instant,
  }));
  return one.expect.probes.flatMap(([t, expected]) =>
    differ(`at ${t}`, isMuted(mutes, one.labels, t as Instant), expected),
  );
}

const calendarCase = caseBlock({
  window: block({
    times: z.array(range).optional(),
    weekdays: z.array(range).optional(),
    daysOfMonth: z.array(range).optional(),
    months: z.array(range).optional(),
    years: z.array(range).optional(),
    tz: z.string().default('UTC'),
  }),
  expect: block({ contains: z.array(z.string()).default([]), excludes: z.array(z.string()).default([]) }),
});

/** `kind: calendar`: which moments a repeating window holds. */
export function runCalendarCase(raw: unknown): Differences {
  const { window, expect } = calendarCase.parse(raw);
  const { tz, ...lists } = window;
  const given = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
  const holds = (text: string) => isInside({ ...given, zone: tz }, instant(Date.parse(text) / 1000));
  return [
    ...expect.contains.flatMap((text) => differ(text, holds(text), true)),
    ...expect.excludes.flatMap((text) => differ(text, holds(text), false)),
  ];
}

const flapCase = caseBlock({
  history: z.array(condition),
  was: z.boolean().default(false),
  expect: block({ percent: z.number().optional(), flapping: z.boolean() }),
});

/** `kind: flap`: the score of a history of settled states, oldest first. */
export function runFlapCase(raw: unknown): Differences {
  const { history, was, expect } = flapCase.parse(raw);
  const settled: readonly Condition[] = history.filter((state) => state !== 'PENDING' && state !== 'NODATA');
  const bits = settled.slice(-21).reduce((sum, state) => sum * 2 + (state === 'OK' ? 0 : 1), 0);
  const percent = flapPercent(bits);
  const isFar = expect.percent !== undefined && Math.abs(percent - expect.percent) > 1e-5;
  return [
    ...(isFar ? differ('percent', percent, expect.percent) : []),
    ...differ('flapping', isFlapping(percent, was), expect.flapping),
  ];
}
