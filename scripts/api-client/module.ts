import { type Operation, operationsOf, schemasOf } from './description.ts';
import { CLIENT_RUNTIME } from './runtime.ts';
import { typeText } from './type-text.ts';

const MADE = 'Made by scripts/make-api-client.ts from the description of the API. Do not edit: run it again.';

/** Parameters that are moments: a text, or epoch seconds. */
const MOMENTS: ReadonlySet<string> = new Set(['from', 'to', 'asOf', 'instant']);

/** The client as a plain JavaScript module. */
export function clientModule(document: Readonly<Record<string, unknown>>): string {
  const table = operationsOf(document).map((operation) => `  ${operation.id}: ${JSON.stringify(callOf(operation))},`);
  return `/** ${MADE} */\n\n/** Every operation: method, path, query parameters. */\nexport const OPERATIONS = {\n${table.join('\n')}\n};\n\n${CLIENT_RUNTIME}`;
}

/** Its types. */
export function clientTypes(document: Readonly<Record<string, unknown>>): string {
  const schemas = Object.entries(schemasOf(document)).map(([name, schema]) => {
    return `export type ${name} = ${typeText(schema)};\n`;
  });
  const methods = operationsOf(document).map((operation) => {
    const isOptional = operation.parameters.every((parameter) => !parameter.required) && operation.body === null;
    return `  /** ${operation.summary}. */\n  ${operation.id}(given${isOptional ? '?' : ''}: ${givenText(operation)}, options?: CallOptions): Promise<${answerText(operation)}>;`;
  });
  return [
    `/** ${MADE} */\n`,
    ...schemas,
    CLIENT_TYPES,
    `export type ApiClient = {\n${methods.join('\n')}\n};\n`,
    '/** A client of the API at `base`; the same origin where none is given. */',
    'export function apiClient(options?: ClientOptions): ApiClient;\n',
  ].join('\n');
}

function callOf(operation: Operation) {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
  return { method: operation.method, path: operation.path, query };
}

function givenText(operation: Operation): string {
  const lines = operation.parameters
    .filter((parameter) => parameter.in !== 'header')
    .map(({ name, required, schema, description }) => {
      const note = description === undefined ? '' : `    /** ${description} */\n`;
      const type = MOMENTS.has(name) ? 'string | number' : typeText(schema);
      return `${note}    readonly ${name}${required ? `: ${type}` : `?: ${type} | undefined`};`;
    });
  const body = Object.values(operation.body ?? {})[0];
  if (body !== undefined) lines.push(`    readonly body: ${typeText(body.schema, '    ')};`);
  return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n  }`;
}

function answerText(operation: Operation): string {
  const json = operation.answer['application/json'];
  const types = json === undefined ? [] : [typeText(json.schema, '  ')];
  if (Object.keys(operation.answer).some((type) => type !== 'application/json')) types.push('ApiText');
  return types.join(' | ');
}

const CLIENT_TYPES = `export type ClientOptions = {
  /** Where the API is, such as https://example.com; empty = the same origin. */
  readonly base?: string;
  /** Headers of every request, such as a token. */
  readonly headers?: () => Record<string, string>;
  readonly fetch?: typeof fetch;
};

export type CallOptions = { readonly signal?: AbortSignal; readonly headers?: Record<string, string> };

/** An answer that is no JSON: CSV, NDJSON, metrics. \`next\` is the cursor of the next page, \`rows\` how many it holds. */
export type ApiText = { readonly text: string; readonly next: string | null; readonly rows: number | null };

/** A refusal (RFC 9457), or an answer that is none. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  /** Seconds to wait before asking again; null where the answer does not say. */
  readonly retryAfterSeconds: number | null;
}

export const OPERATIONS: Readonly<Record<keyof ApiClient, { readonly method: string; readonly path: string; readonly query: readonly string[] }>>;
`;
