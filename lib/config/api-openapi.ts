import * as z from 'zod/mini';
import { alertAnswer, messageAnswer, muteAnswer } from './api-alerts.ts';
import { marketAnswer } from './api-market.ts';
import { OPERATIONS, type OperationId } from './api-operations.ts';
import { aggregateAnswer, gapAnswer, openAlertAnswer, pointAnswer, siteAnswer } from './api-points.ts';
import { problemAnswer } from './api-problem.ts';
import { reportAnswer } from './api-reports.ts';

/** What the document says of an operation, whichever it is. */
type Described = {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly query: z.ZodMiniObject;
  readonly answer: z.ZodMiniType | string;
  /** Headers that have to be given, with what they hold. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: z.ZodMiniType;
  readonly bodyTypes?: readonly string[];
  /** Status of success where it is not 200. */
  readonly status?: number;
  /** Statuses of refusal beside those that every operation has. */
  readonly refusals?: readonly number[];
};

type Json = { readonly [key: string]: unknown };

/** Schemas that have a name of their own in the document. */
const NAMED: Readonly<Record<string, z.ZodMiniType>> = {
  Problem: problemAnswer,
  Point: pointAnswer,
  Aggregate: aggregateAnswer,
  Gap: gapAnswer,
  OpenAlert: openAlertAnswer,
  Site: siteAnswer,
  Market: marketAnswer,
  Alert: alertAnswer,
  Message: messageAnswer,
  Mute: muteAnswer,
  Report: reportAnswer,
};

/** The API described as OpenAPI 3.1, made from the very schemas that check requests. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const id of Object.keys(OPERATIONS) as OperationId[]) {
    const { path, method } = OPERATIONS[id];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(id) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'netback history API',
      version,
      summary: 'What each site’s gas is worth mined, sold or flared: history, market, alerts, messages.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'history' }, { name: 'market' }, { name: 'alerts' }, { name: 'operation' }],
    security: [{ signature: [] }, { bearer: [] }, {}],
    paths,
    components: { schemas: components(), securitySchemes: SECURITY },
  };
}

const SECURITY = {
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'AWS Signature Version 4 (api.auth: iam).',
  },
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of the issuer (api.jwt).' },
} as const;

function operationOf(id: OperationId): Json {
  const operation: Described = OPERATIONS[id];
  return {
    operationId: id,
    summary: operation.summary,
    tags: [tagOf(operation.path)],
    parameters: [
      ...pathParameters(operation.path),
      ...queryParameters(operation.query),
      ...headerParameters(operation.headers ?? {}),
    ],
    ...(operation.body === undefined
      ? {}
      : { requestBody: bodyOf(operation.body, operation.bodyTypes ?? [JSON_TYPE]) }),
    responses: responsesOf(id),
  };
}

function tagOf(path: string): string {
  if (path.startsWith('/v1/market')) return 'market';
  if (/^\/v1\/(alerts|mutes|messages)/.test(path)) return 'alerts';
  return /^\/v1\/(health|metrics|openapi)/.test(path) ? 'operation' : 'history';
}

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  site: 'Id of a site, as GET /v1/sites lists it.',
  instant: 'The `at` of a point: ISO-8601 with a zone, or epoch seconds.',
  id: 'The `id` that a list gave.',
};

function pathParameters(path: string): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: PATH_PARAMETERS[name],
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodMiniObject): readonly Json[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: { ...schema, ...defaultOf(query.def.shape[name]) },
  }));
}

/** What an absent parameter is taken as, where that is a number or a word. */
function defaultOf(schema: z.core.$ZodType | undefined): Json {
  const absent = schema === undefined ? undefined : z.safeParse(schema, undefined).data;
  return typeof absent === 'number' || typeof absent === 'string' ? { default: absent } : {};
}

function headerParameters(headers: Readonly<Record<string, string>>): readonly Json[] {
  return Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }));
}

function bodyOf(body: z.ZodMiniType, types: readonly string[]): Json {
  const schema = schemaOf(body, 'input');
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

/** What every operation can answer beside its own: `HEAD` and `304` as HTTP has them. */
function responsesOf(id: OperationId): Json {
  const operation: Described = OPERATIONS[id];
  const isRead = operation.method === 'GET';
  const refusals = [...(hasPath(operation.path) ? [404] : []), ...(operation.refusals ?? []), 400, 403, 500];
  const answered = { description: 'Done.', ...(isRead ? { headers: ETAG } : {}), content: contentOf(operation) };
  return {
    [String(operation.status ?? 200)]: answered,
    ...(isRead ? { '304': { description: 'Not modified: the caller’s copy is the newest.', headers: ETAG } } : {}),
    ...(id === 'mute'
      ? { '200': { description: 'What it would match (preview=true).', content: answered.content } }
      : {}),
    ...(id === 'health'
      ? { '503': { description: 'A tick is three intervals late.', content: answered.content } }
      : {}),
    ...Object.fromEntries(refusals.map((status) => [String(status), PROBLEM[status] ?? PROBLEM[400]])),
  };
}

const JSON_TYPE = 'application/json';
const ETAG = { ETag: { description: 'Strong, over the bytes.', schema: { type: 'string' } } } as const;
const hasPath = (path: string): boolean => path.includes('{');

const refusal = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const PROBLEM: Readonly<Record<number, Json>> = {
  400: refusal('A parameter or the body is not as expected; it says which.'),
  401: refusal('Not signed as it has to be.'),
  403: refusal('The token is of another company or of a reader; on this machine, Host or Origin is another.'),
  404: refusal('Nothing is there.'),
  409: refusal('What it is about is over.'),
  413: refusal('Too large.'),
  415: refusal('Another content type is expected.'),
  500: refusal('Could not be served; the log says why.'),
};

function contentOf(operation: Described): Json {
  if (typeof operation.answer === 'string') return { [operation.answer]: { schema: { type: 'string' } } };
  const json = { 'application/json': { schema: schemaOf(operation.answer, 'output') } };
  const hasFormats = JSON.stringify(schemaOf(operation.query, 'input')).includes('ndjson');
  const text = { schema: { type: 'string' } };
  return hasFormats ? { ...json, 'text/csv': text, 'application/x-ndjson': text } : json;
}

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });

/** A schema of the document; named parts are referred to. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const named = Object.entries(NAMED).find(([, one]) => one === schema);
  if (named !== undefined) return { $ref: `#/components/schemas/${named[0]}` };
  const whole = z.registry<{ id: string }>();
  for (const [id, one] of Object.entries(NAMED)) whole.add(one, { id });
  whole.add(schema, { id: 'this' });
  return bare(z.toJSONSchema(whole, { uri, io }).schemas.this as Json);
}

function components(): Json {
  const { schemas } = z.toJSONSchema(registry, { uri, io: 'output' });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema as Json)]));
}

const uri = (id: string): string => `#/components/schemas/${id}`;

function bare({ $schema: _, $id: __, ...schema }: Json): Json {
  return schema;
}
