import * as z from 'zod/mini';
import { next, severity, time } from './api-points.ts';

export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const;

const rule = z.string();
const cause = z.enum(['market', 'site', 'unknown']);
const figures = z.record(z.string(), z.nullable(z.number()));

/** Who took an alert on, until when. */
export const acknowledgementAnswer = z.strictObject({
  by: z.string(),
  at: time,
  until: z.nullable(time),
  note: z.nullable(z.string()),
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
