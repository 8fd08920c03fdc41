import { openApiDocument } from '#lib/config/api-openapi.ts';
import { referencePage } from './page.ts';

/** The generated reference: path and text. */
export function referenceFiles(): Readonly<Record<string, string>> {
  return { 'web/docs/index.html': referencePage(openApiDocument('reference')) };
}
