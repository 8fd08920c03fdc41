import { openApiDocument } from '#lib/config/api-openapi.ts';
import { formatted } from './formatted.ts';
import { clientModule, clientTypes } from './module.ts';

/** The generated client: path and text of each file. */
export function clientFiles(): Readonly<Record<string, string>> {
  const document = openApiDocument('client');
  const made = { 'web/api-client.js': clientModule(document), 'web/api-client.d.ts': clientTypes(document) };
  return Object.fromEntries(Object.entries(made).map(([file, text]) => [file, formatted(file, text)]));
}
