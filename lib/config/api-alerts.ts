import * as z from 'zod/mini';
import { momentInBody, word } from './api-parameters.ts';
import { next, severity, time } from './api-points.ts';

export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const;

const rule = z.string();
const cause = z.enum(['market', 'site', 'unknown']);
/** Numbers in the units of their names, and `action` as a word. */
const figures = z.record(z.string(), z.nullable(z.union([z.number(), z.string()])));

/** Who took an alert on, until when. */
export const acknowledgementAnswer = z.strictObject({
  by: z.string(),
  at: time,
  until: time,
  note: z.nullable(z.string()),
  isSticky: z.boolean(),
});

/** One episode: from the tick it fired at to the tick it ended at. */
export const alertAnswer = z.strictObject({
  id: z.string(),
  site: z.nullable(z.string()).check(z.meta({ description: 'Null for a rule of the company.' })),
  rule,
  episode: z.int(),
  state: z.enum(ALERT_STATES),
  severity,
  cause,
  onset: time,
  openedAt: time,
  closedAt: z.nullable(time),
  acknowledgement: z.nullable(acknowledgementAnswer),
  transitions: z.array(
    z.strictObject({
      kind: z.enum(['firing', 'escalated', 'downgraded', 'resolved', 'nodata', 'data-restored', 'reminder']),
      at: time,
      severity: z.nullable(severity),
      value: z.nullable(z.number()),
      reason: z.nullable(z.string()),
      values: figures.check(z.meta({ description: 'Figures of the site at that tick, frozen.' })),
    }),
  ),
  messages: z.array(
    z.strictObject({
      id: z.string(),
      at: time,
      sentAt: time,
      audience: z.string(),
      kind: z.string(),
      subject: z.string(),
      isNamed: z.boolean().check(z.meta({ description: 'False where the message names only its ten worst sites.' })),
    }),
  ),
  mayLackMessages: z
    .optional(z.literal(true))
    .check(z.meta({ description: 'Given where more messages were sent in its time than one answer looks through.' })),
  suppressed: z.array(z.strictObject({ audience: z.string(), notice: z.string(), reason: z.string(), at: time })),
});
export const alertsAnswer = z.strictObject({ alerts: z.array(alertAnswer), next });

/** A message exactly as it went out. */
export const messageAnswer = z.strictObject({
  id: z.string(),
  at: time,
  sentAt: time,
  audience: z.string(),
  attributes: z.record(z.string(), z.string()),
  subject: z.string(),
  sms: z.string(),
  email: z.string(),
  default: z.string().check(z.meta({ description: 'The JSON text of the message.' })),
  attempts: z.int(),
});
export const messagesAnswer = z.strictObject({ messages: z.array(messageAnswer), next });

const by = z.optional(
  z
    .string()
    .check(
      z.minLength(1, { error: 'a name' }),
      z.maxLength(120, { error: 'at most 120 characters' }),
      z.meta({ description: 'Who does it; comes from the token where there is one.' }),
    ),
);
const note = z.string().check(z.maxLength(500, { error: 'at most 500 characters' }));

/** Takes an episode on. */
export const acknowledgeBody = z.strictObject({
  by,
  until: z.optional(momentInBody),
  note: z.optional(note),
  sticky: z.optional(z.boolean().check(z.meta({ description: 'True: holds even when the severity rises.' }))),
});

const muteMatch = z.strictObject({ site: z.optional(word), rule: z.optional(word), severity: z.optional(severity) });

/** Holds notices back for a while. It always ends. */
export const muteBody = z.strictObject({
  match: muteMatch.check(z.meta({ description: 'What is absent matches everything.' })),
  from: z.optional(momentInBody),
  to: momentInBody,
  reason: note.check(z.minLength(1, { error: 'a reason' })),
  by,
});

/** A mute and the open episodes that it holds back now. */
export const muteAnswer = z.strictObject({
  id: z.string(),
  match: muteMatch,
  from: time,
  to: time,
  reason: z.string(),
  by: z.string(),
  isActive: z.boolean(),
  matches: z
    .array(z.strictObject({ id: z.string(), site: z.nullable(z.string()), rule, severity }))
    .check(z.meta({ description: 'Open episodes that it holds back, or would were it on.' })),
});
export const mutesAnswer = z.strictObject({ mutes: z.array(muteAnswer) });
