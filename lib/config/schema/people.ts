import * as z from 'zod';
import {
  block,
  clockTime,
  httpsUrl,
  localeTag,
  localMoment,
  severity,
  siteId,
  slug,
  timezone,
  title,
  word,
} from './scalars.ts';

const MAX_SUBSCRIPTIONS = 100;

const subscription = z.union(
  [
    block({ email: z.email({ error: 'an e-mail address' }) }),
    block({ sms: z.string().regex(/^\+[1-9]\d{6,14}$/, { error: 'a phone number such as "+10000000000"' }) }),
    block({ https: httpsUrl }),
    block({ sqs: z.string().regex(/^arn:aws[a-z-]*:sqs:/, { error: 'the ARN of an SQS queue' }) }),
  ],
  { error: 'one of { email }, { sms }, { https }, { sqs }' },
);

const audience = block({
  timezone,
  locale: localeTag.optional(),
  quietHours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, { error: 'hours such as "22:00-07:00"' })
    .nullish(),
  minSeverity: severity.optional(),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)], { error: '1, 2 or 3' }).optional(),
  subscribe: z
    .array(subscription)
    .min(1, { error: 'at least one subscription: an audience without one is never told' })
    .max(MAX_SUBSCRIPTIONS),
  digest: block({
    every: z.enum(['day', 'week']),
    at: z.string().regex(/^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\d|2[0-3]):[0-5]\d$/, {
      error: 'a time such as "Mon 08:00" (week) or "08:00" (day)',
    }),
  }).nullish(),
});
export type AudienceBlock = z.output<typeof audience>;

export const audiencesBlock = z
  .record(slug, audience)
  .refine((all) => Object.keys(all).length > 0, { error: 'at least one audience: somebody must be told' })
  .refine((all) => Object.values(all).some(({ tier = 1 }) => tier === 1), {
    error: 'at least one audience of tier 1: tiers 2 and 3 hear only of what nobody has taken on',
  });

export const maintenanceBlock = z
  .array(
    block({
      match: block({ site: siteId.optional(), rule: word.optional(), severity: severity.optional() }),
      from: localMoment,
      to: localMoment,
      timezone,
      reason: title,
      by: title,
    }),
  )
  .max(1000);

const jwt = block({ issuer: httpsUrl, audience: title });
export const apiBlock = block({
  auth: z.union([z.enum(['iam', 'jwt']), block({ jwt })], { error: 'iam, or jwt: { issuer, audience }' }).optional(),
  jwt: jwt.optional(),
  issuer: httpsUrl.optional(),
  audience: title.optional(),
});
export type ApiBlock = z.output<typeof apiBlock>;

export const gasDayStart = clockTime;
