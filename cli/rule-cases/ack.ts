import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { type Acknowledgement, acknowledge, isAcknowledged } from '#lib/domain/alerts/acknowledgement.ts';
import { type AlertState, INITIAL_ALERT_STATE, isOpen } from '#lib/domain/alerts/alert-state.ts';
import { classify } from '#lib/domain/alerts/classify.ts';
import { reminderDue } from '#lib/domain/alerts/reminder.ts';
import type { Rule } from '#lib/domain/alerts/rule.ts';
import { louder } from '#lib/domain/alerts/severity.ts';
import { step } from '#lib/domain/alerts/state.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { caseBlock, type Differences, differ } from './case.ts';
import { engineRule, ruleSchema } from './rule-schema.ts';

const request = block({
  by: z.string().default('somebody'),
  until: z.number().nullish(),
  for: z.number().optional(),
  expires: z.number().optional(),
  sticky: z.boolean().default(false),
  episode: z.number().optional(),
  note: z.string().nullish(),
});
const LINES = {
  eval: z.tuple([z.literal('eval'), z.number(), z.union([z.number(), z.null(), z.literal('NaN')])]),
  ack: z.tuple([z.literal('ack'), z.number(), request.optional()]),
  unack: z.tuple([z.literal('unack'), z.number(), z.unknown().optional()]),
};
/** Which form a line has is told by its first word, so that its faults are those of that form. */
const scriptLine = z.array(z.unknown()).transform((line, context): Line => {
  const act = z.enum(['eval', 'ack', 'unack']).safeParse(line[0]);
  const read = act.success ? LINES[act.data].safeParse(line) : act;
  if (read.success) return read.data as Line;
  for (const issue of read.error.issues) {
    const path = act.success ? issue.path : [0];
    context.issues.push({ ...issue, path, input: line } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
});
const ackCase = caseBlock({
  rule: ruleSchema,
  script: z.array(scriptLine),
  expect: block({
    ackAfter: z.array(z.tuple([z.number(), z.boolean()])).default([]),
    notifications: z.array(z.tuple([z.number(), z.string()])).optional(),
  }),
});
type Line = z.output<(typeof LINES)[keyof typeof LINES]>;

/** `kind: ack`: evaluations and acknowledgements by script; is the episode acknowledged after each, and what is told? */
export function runAckCase(raw: unknown): Differences {
  const { rule, script, expect } = ackCase.parse(raw);
  const seen = play(engineRule(rule), script);
  return [
    ...expect.ackAfter.flatMap(([t, expected]) => {
      const found = seen.acked.findLast(([at]) => at <= t)?.[1];
      return differ(`acknowledged after ${t}`, found?.(t) ?? false, expected);
    }),
    ...(expect.notifications === undefined ? [] : differ('notifications', seen.notices, expect.notifications)),
  ];
}

function play(rule: Rule, script: readonly Line[]) {
  let state: AlertState = INITIAL_ALERT_STATE;
  let ack: Acknowledgement | null = null;
  let lastSentAt: Instant | null = null;
  let loudest: AlertState['severity'] = null;
  const notices: [number, string][] = [];
  const acked: [number, (t: number) => boolean][] = [];
  for (const line of script) {
    const at = instant(line[1]);
    if (line[0] === 'unack') ack = null;
    if (line[0] === 'ack')
      ack = acknowledge({ site: null, rule: 'unprofitable' }, state, requestOf(line, state), at) ?? ack;
    if (line[0] === 'eval') {
      const value = line[2] === 'NaN' ? null : line[2];
      const result = step(state, rule, at, { ...classify(rule, value, null, isOpen(state)), value });
      loudest = result.state.episode === state.episode ? louder(loudest, result.state.severity) : result.state.severity;
      state = result.state;
      const told = result.transitions.map(({ kind }) => kind).filter((kind) => kind !== 'downgraded');
      const isAnnounced = told.some((kind) => kind === 'firing' || kind === 'escalated');
      const isRepeated =
        !isAnnounced && !holds(ack, state, loudest, line[1]) && reminderDue(state, rule, lastSentAt, at);
      for (const kind of [...told, ...(isRepeated ? ['reminder'] : [])]) notices.push([line[1], kind]);
      if (isAnnounced || isRepeated) lastSentAt = at;
      if (told.includes('resolved')) lastSentAt = null;
    }
    const [stateNow, ackNow, loudestNow] = [state, ack, loudest];
    acked.push([line[1], (t) => holds(ackNow, stateNow, loudestNow, t)]);
  }
  return { notices, acked };
}

function requestOf(line: Line, state: AlertState) {
  const given = request.parse(line[2] ?? {});
  const seconds = given.for ?? given.expires;
  const until = given.until ?? (seconds === undefined ? null : line[1] + seconds);
  return {
    episode: given.episode ?? state.episode,
    by: given.by,
    until: until === null ? null : instant(until),
    note: given.note ?? null,
    isSticky: given.sticky,
  };
}

function holds(ack: Acknowledgement | null, state: AlertState, loudest: AlertState['severity'], t: number): boolean {
  if (!isOpen(state) || loudest === null) return false;
  return isAcknowledged(ack, { episode: state.episode, severity: loudest }, instant(t));
}
