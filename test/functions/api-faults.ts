import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiDocument } from '#lib/config/api-openapi.ts';
import { type Operation, operationsOf } from '../../scripts/api-client/description.ts';

export const document = openApiDocument('test');
export const operations = operationsOf(document);

const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(document, 'api');

export type Answered = { readonly status: number; readonly type: string; readonly body: string };

/** Faults of an answer against the document: its status and type are named there, and its body is as said. */
export function faultsOf(operation: Operation, answer: Answered): string[] {
  const described = operation.responses[String(answer.status)];
  if (described === undefined) return [`${operation.id}: status ${answer.status} is not in the document`];
  const content = described.content?.[answer.type];
  if (content === undefined) return [`${operation.id}: ${answer.status} as ${answer.type} is not in the document`];
  if (!/json$/.test(answer.type) || answer.type.endsWith('ndjson')) return [];
  const check = validatorOf(operation, answer);
  return check(JSON.parse(answer.body))
    ? []
    : (check.errors ?? []).map((error) => `${operation.id} ${error.instancePath} ${error.message}`);
}

function validatorOf(operation: Operation, answer: Answered): ValidateFunction {
  const pointer = [
    'paths',
    operation.path,
    operation.method.toLowerCase(),
    'responses',
    String(answer.status),
    'content',
    answer.type,
    'schema',
  ];
  const reference = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  return ajv.getSchema(reference) ?? missing(reference);
}

function missing(reference: string): never {
  throw new Error(`no schema at ${reference}`);
}
