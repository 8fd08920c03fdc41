import type * as z from 'zod/mini';
import { type BodyOf, type BodyOperationId, OPERATIONS, type OperationId, type QueryOf } from './api-operations.ts';
import { type ParameterProblem, parameterProblem } from './api-problem.ts';
import { issueWords } from './issue-words.ts';

export type Matched = { readonly operation: OperationId; readonly parameters: Readonly<Record<string, string>> };

/** The operations that a path has, by method, with the path's own parameters; none for an unknown path. */
export function matchPath(path: string): ReadonlyMap<string, Matched> {
  const parts = path.replace(/\/$/, '').split('/');
  const found = new Map<string, Matched>();
  for (const operation of Object.keys(OPERATIONS) as OperationId[]) {
    const parameters = parametersOf(OPERATIONS[operation].path.split('/'), parts);
    if (parameters !== null) found.set(OPERATIONS[operation].method, { operation, parameters });
  }
  return found;
}

function parametersOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith('{')) parameters[expected.slice(1, -1)] = decodePart(part);
    else if (expected !== part) return null;
  }
  return parameters;
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
      ? 'to be given'
      : issue.message;
  return { ok: false, problem: parameterProblem(parameter, got ?? '', expected) };
}

/** The checked body of an operation, or its first problem. `by` and its like are named by their path. */
export function parseBody<O extends BodyOperationId>(
  operation: O,
  text: string,
): { ok: true; body: BodyOf<O> } | { ok: false; problem: ParameterProblem } {
  const given = readJson(text);
  if (given === undefined) return { ok: false, problem: parameterProblem('body', text, 'a JSON object') };
  const schema: z.ZodMiniType = OPERATIONS[operation].body;
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, body: result.data as BodyOf<O> };
  const issue = result.error.issues[0];
  if (issue === undefined) throw new Error('a failed parse names an issue');
  const isUnknown = issue.code === 'unrecognized_keys';
  const path = [...issue.path.map(String), ...(isUnknown ? [issue.keys[0] ?? ''] : [])];
  const got = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], given);
  const expected = isUnknown ? 'nothing of that name' : got === undefined ? 'to be given' : bodyWords(issue);
  const shown = got === undefined ? '' : typeof got === 'string' ? got : JSON.stringify(got);
  return { ok: false, problem: parameterProblem(path.join('.') || 'body', shown, expected) };
}

/** A block of a JSON body is called an object. */
function bodyWords(issue: z.core.$ZodIssue): string {
  const isObject = issue.code === 'invalid_type' && issue.expected === 'object';
  return isObject ? 'a JSON object' : issueWords(issue);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
