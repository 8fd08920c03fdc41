import * as z from 'zod/mini';
import {
  ALERT_STATES,
  acknowledgeBody,
  alertAnswer,
  alertsAnswer,
  messagesAnswer,
  muteAnswer,
  muteBody,
  mutesAnswer,
} from './api-alerts.ts';
import { healthAnswer, marketAnswer, marketRangeAnswer } from './api-market.ts';
import { cursor, moment, oneOf, shard, wholeNumber, word } from './api-parameters.ts';
import { fleetAnswer, marginsAnswer, oneSiteAnswer, sitesAnswer } from './api-points.ts';
import { explainAnswer, PUSH_HEADERS, pushAnswer, reportsAnswer } from './api-reports.ts';
import { uploadAnswer, uploadBody } from './api-uploads.ts';
import { STEPS } from './api-window.ts';

/** Rows of one page. */
export const LIMIT_MAX = 10_000;
export const LIMIT_DEFAULT = 1_500;

/** Markets of one page: each is some 1.5 KB. */
export const MARKETS_MAX = 1_000;
/** Episodes of one page: each is looked up with its messages. */
export const ALERTS_MAX = 1_000;
const ALERTS_DEFAULT = 200;

const none = z.strictObject({});
const limit = z._default(wholeNumber(1, LIMIT_MAX), LIMIT_DEFAULT);
const wholeList = z._default(wholeNumber(1, LIMIT_MAX), LIMIT_MAX);

/** Every operation of the API: what it takes and what it answers. Unknown parameters are refused. */
export const OPERATIONS = {
  health: {
    method: 'GET',
    path: '/v1/health',
    summary: 'Last good run of each source and function; 503 when a tick is three intervals late',
    query: none,
    answer: healthAnswer,
  },
  fleet: {
    method: 'GET',
    path: '/v1/fleet',
    summary: 'Company totals and the latest point of every site, worst advantage first',
    query: z.strictObject({ limit: wholeList, cursor: z.optional(cursor) }),
    answer: fleetAnswer,
  },
  sites: {
    method: 'GET',
    path: '/v1/sites',
    summary: 'Every site as deployed, without secrets, with its latest point',
    query: z.strictObject({ limit: wholeList, cursor: z.optional(cursor) }),
    answer: sitesAnswer,
  },
  site: {
    method: 'GET',
    path: '/v1/sites/{site}',
    summary: 'One site as deployed, without secrets, with its latest point',
    query: none,
    answer: oneSiteAnswer,
  },
  margins: {
    method: 'GET',
    path: '/v1/sites/{site}/margins',
    summary: 'History of a site: ticks, or hours, days and months of UTC, with every gap and its reason',
    query: z.strictObject({
      from: moment,
      to: moment,
      step: z._default(oneOf(STEPS), 'tick'),
      format: z._default(oneOf(['json', 'csv', 'ndjson']), 'json'),
      limit,
      cursor: z.optional(cursor),
      asOf: z.optional(moment),
    }),
    answer: marginsAnswer,
  },
  explain: {
    method: 'GET',
    path: '/v1/sites/{site}/margins/{instant}/explain',
    summary: 'How a stored point came about: inputs with source and age, every formula, versions',
    query: none,
    answer: explainAnswer,
  },
  reports: {
    method: 'GET',
    path: '/v1/sites/{site}/reports',
    summary: 'Gas report rows whose period starts in the window, every version',
    query: z.strictObject({
      from: z.optional(moment),
      to: z.optional(moment),
      limit,
      cursor: z.optional(cursor),
    }),
    answer: reportsAnswer,
  },
  pushReport: {
    method: 'POST',
    path: '/v1/sites/{site}/reports',
    summary: 'Push a gas report in any known format, signed with a key of the site, at most 4 MB',
    query: none,
    headers: PUSH_HEADERS,
    body: z.string(),
    bodyTypes: ['text/csv', 'application/json', 'application/octet-stream'],
    refusals: [401, 413],
    answer: pushAnswer,
  },
  offerUpload: {
    method: 'POST',
    path: '/v1/sites/{site}/report-uploads',
    summary: 'A form, signed for 5 minutes, to put report files of at most 5 MiB into the bucket of the site',
    query: none,
    body: uploadBody,
    refusals: [403, 415],
    answer: uploadAnswer,
  },
  market: {
    method: 'GET',
    path: '/v1/market',
    summary: 'Frozen markets: every tick, or the first of each hour or day of UTC',
    query: z.strictObject({
      from: z.optional(moment),
      to: z.optional(moment),
      step: z._default(oneOf(['tick', '1h', '1d']), 'tick'),
      limit: z._default(wholeNumber(1, MARKETS_MAX), MARKETS_MAX),
      cursor: z.optional(cursor),
    }),
    answer: marketRangeAnswer,
  },
  latestMarket: {
    method: 'GET',
    path: '/v1/market/latest',
    summary: 'The newest frozen market: price, difficulty, height, fees, hashprice, sources with age',
    query: none,
    answer: marketAnswer,
  },
  alerts: {
    method: 'GET',
    path: '/v1/alerts',
    summary: 'Episodes with their transitions, newest first',
    query: z.strictObject({
      state: z.optional(oneOf(ALERT_STATES)),
      site: z.optional(word),
      rule: z.optional(word),
      from: z.optional(moment),
      to: z.optional(moment),
      limit: z._default(wholeNumber(1, ALERTS_MAX), ALERTS_DEFAULT),
      cursor: z.optional(cursor),
    }),
    answer: alertsAnswer,
  },
  alert: {
    method: 'GET',
    path: '/v1/alerts/{id}',
    summary: 'One episode with its transitions',
    query: none,
    answer: alertAnswer,
  },
  acknowledge: {
    method: 'POST',
    path: '/v1/alerts/{id}/ack',
    summary: 'Take an episode on: no reminders until then (8 h where nothing is said); 409 when it is over',
    query: none,
    body: acknowledgeBody,
    refusals: [403, 409, 415],
    answer: alertAnswer,
  },
  unacknowledge: {
    method: 'DELETE',
    path: '/v1/alerts/{id}/ack',
    summary: 'Take an acknowledgement back; 409 when the episode is over',
    query: none,
    refusals: [403, 409],
    answer: alertAnswer,
  },
  mutes: {
    method: 'GET',
    path: '/v1/mutes',
    summary: 'Mutes that are on or to come, each with the open episodes it matches now',
    query: none,
    answer: mutesAnswer,
  },
  mute: {
    method: 'POST',
    path: '/v1/mutes',
    summary: 'Hold notices back until a given end; preview=true only says what it would match',
    query: z.strictObject({ preview: z._default(oneOf(['true', 'false']), 'false') }),
    body: muteBody,
    status: 201,
    refusals: [403, 409, 415],
    answer: muteAnswer,
  },
  unmute: {
    method: 'DELETE',
    path: '/v1/mutes/{id}',
    summary: 'End a mute now; 409 when it is over',
    query: none,
    refusals: [403, 409],
    answer: muteAnswer,
  },
  messages: {
    method: 'GET',
    path: '/v1/messages',
    summary: 'Messages as sent, oldest first',
    query: z.strictObject({
      audience: z.optional(word),
      from: z.optional(moment),
      to: z.optional(moment),
      limit,
      cursor: z.optional(cursor),
    }),
    answer: messagesAnswer,
  },
  metrics: {
    method: 'GET',
    path: '/v1/metrics',
    summary: 'The latest figures as OpenMetrics text',
    query: z.strictObject({ shard: z._default(shard, { part: 1, of: 1 }) }),
    answer: 'application/openmetrics-text',
  },
  openapi: {
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This description (OpenAPI 3.1)',
    query: none,
    answer: z.looseObject({ openapi: z.string() }),
  },
} as const;

export type OperationId = keyof typeof OPERATIONS;
export type QueryOf<O extends OperationId> = z.output<(typeof OPERATIONS)[O]['query']>;

/** Operations that take a JSON body. */
export type BodyOperationId = {
  [O in OperationId]: (typeof OPERATIONS)[O] extends { body: z.ZodMiniType } ? O : never;
}[OperationId];
export type BodyOf<O extends BodyOperationId> = z.output<(typeof OPERATIONS)[O]['body']>;
