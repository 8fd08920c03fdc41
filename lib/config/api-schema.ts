import * as z from 'zod/mini';
import { type Instant, instant, parseInstant, SECONDS_PER_DAY } from '../domain/instant.ts';

/** Points of one page. */
export const MARGINS_LIMIT_MAX = 10_000;
export const MARGINS_LIMIT_DEFAULT = 1_500;
/** Longest window of tick points, seconds. */
export const TICK_WINDOW_MAX_SECONDS = 7 * SECONDS_PER_DAY;
const LIST_WINDOW_MAX_SECONDS = 400 * SECONDS_PER_DAY;

const EXPECTED_INSTANT = 'ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds';

/** A moment as a caller writes it. */
const moment = z.pipe(
  z.string().check(z.refine((text) => parseInstant(text) !== null, { error: EXPECTED_INSTANT })),
  z.transform((text: string) => parseInstant(text) as Instant),
);

function wholeNumber(minimum: number, maximum: number) {
  const isWithin = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;
  return z.pipe(
    z.string().check(z.refine(isWithin, { error: `a whole number from ${minimum} to ${maximum}` })),
    z.transform((text: string) => Number(text)),
  );
}

const word = z.string().check(z.regex(/^[A-Za-z0-9_.~-]{1,120}$/, { error: 'letters, digits, . _ ~ -' }));

/** Every operation: its path and the query parameters it knows. Unknown ones are refused. */
export const OPERATIONS = {
  health: { path: '/v1/health', query: z.strictObject({}) },
  fleet: { path: '/v1/fleet', query: z.strictObject({}) },
  sites: { path: '/v1/sites', query: z.strictObject({}) },
  site: { path: '/v1/sites/{site}', query: z.strictObject({}) },
  margins: {
    path: '/v1/sites/{site}/margins',
    query: z.strictObject({
      from: moment,
      to: moment,
      step: z._default(z.enum(['tick'], { error: 'tick (1h, 1d and 1mo are not served yet)' }), 'tick'),
      format: z._default(z.enum(['json'], { error: 'json (csv and ndjson are not served yet)' }), 'json'),
      limit: z._default(wholeNumber(1, MARGINS_LIMIT_MAX), MARGINS_LIMIT_DEFAULT),
      cursor: z.optional(z.string().check(z.maxLength(400, { error: 'a cursor that an answer gave' }))),
    }),
  },
  latestMarket: { path: '/v1/market/latest', query: z.strictObject({}) },
  alerts: {
    path: '/v1/alerts',
    query: z.strictObject({
      state: z.optional(z.enum(['open', 'acknowledged', 'resolved'], { error: 'open, acknowledged or resolved' })),
      site: z.optional(word),
      rule: z.optional(word),
      from: z.optional(moment),
      to: z.optional(moment),
    }),
  },
  alert: { path: '/v1/alerts/{id}', query: z.strictObject({}) },
  messages: {
    path: '/v1/messages',
    query: z.strictObject({ audience: z.optional(word), from: z.optional(moment), to: z.optional(moment) }),
  },
} as const;

export type OperationId = keyof typeof OPERATIONS;
export type QueryOf<O extends OperationId> = z.output<(typeof OPERATIONS)[O]['query']>;

/** A request that cannot be served, as RFC 9457 tells it. */
export type ParameterProblem = {
  readonly status: 400;
  readonly title: string;
  readonly detail: string;
  readonly parameter: string;
  readonly got: string;
  readonly expected: string;
};

/** The operation that serves a path, with the path's own parameters. */
export function matchPath(path: string): { operation: OperationId; parameters: Record<string, string> } | null {
  const parts = path.replace(/\/$/, '').split('/');
  for (const operation of Object.keys(OPERATIONS) as OperationId[]) {
    const pattern = OPERATIONS[operation].path.split('/');
    if (pattern.length !== parts.length) continue;
    const parameters: Record<string, string> = {};
    const fits = pattern.every((part, index) => {
      if (!part.startsWith('{')) return part === parts[index];
      parameters[part.slice(1, -1)] = decodePart(parts[index] ?? '');
      return true;
    });
    if (fits) return { operation, parameters };
  }
  return null;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The checked query of an operation, or its first problem. */
export function parseQuery<O extends OperationId>(
  operation: O,
  query: Readonly<Record<string, string | undefined>>,
): { ok: true; query: QueryOf<O> } | { ok: false; problem: ParameterProblem } {
  const schema: z.ZodMiniType = OPERATIONS[operation].query;
  const result = schema.safeParse(query);
  if (result.success) return { ok: true, query: result.data as QueryOf<O> };
  const issue = result.error.issues[0];
  if (issue === undefined) throw new Error('a failed parse names an issue');
  const isUnknown = issue.code === 'unrecognized_keys';
  const parameter = isUnknown ? (issue.keys[0] ?? '') : String(issue.path[0] ?? '');
  const got = query[parameter];
  const known = Object.keys(OPERATIONS[operation].query.def.shape);
  const expected = isUnknown
    ? `one of: ${known.join(', ') || 'no parameters'}`
    : got === undefined
      ? `${parameter} to be given`
      : issue.message;
  return { ok: false, problem: parameterProblem(parameter, got ?? '', expected) };
}

/** A 400 that names the parameter, what came and what would have done. */
export function parameterProblem(parameter: string, got: string, expected: string): ParameterProblem {
  const shown = got.slice(0, 100);
  const detail = `Parameter "${parameter}" is "${shown}"; expected ${expected}.`;
  return { status: 400, title: 'Bad parameter', detail, parameter, got: shown, expected };
}

/** Checks a window: it must run forward and not be longer than what one answer may cover. */
export function checkWindow(
  from: Instant,
  to: Instant,
  longestSeconds = LIST_WINDOW_MAX_SECONDS,
): ParameterProblem | null {
  if (to < from) return parameterProblem('to', String(to), `a moment not before from (${from})`);
  if (to - from > longestSeconds) {
    return parameterProblem('from', String(from), `a window of at most ${longestSeconds / SECONDS_PER_DAY} days`);
  }
  return null;
}

/** The window of a list where the caller gave none: the last 30 days up to `newest`. */
export function windowOrDefault(
  from: Instant | undefined,
  to: Instant | undefined,
  newest: Instant,
): { from: Instant; to: Instant } {
  const end = to ?? instant(newest + 1);
  return { from: from ?? instant(Math.max(0, end - 30 * SECONDS_PER_DAY)), to: end };
}
