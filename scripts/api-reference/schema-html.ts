import type { Schema } from '../api-client/description.ts';
import { escaped, prose, table } from './html.ts';

/** A schema's type in a few words, named schemas as links. */
export function typeHtml(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = escaped(schema.$ref.split('/').at(-1) ?? '');
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return `<code>${escaped(JSON.stringify(schema.const))}</code>`;
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `<code>${escaped(String(value))}</code>`).join(' | ');
  if (schema.anyOf !== undefined) return unique(schema.anyOf.map(typeHtml)).join(' or ');
  if (schema.type === 'array') return `list of ${typeHtml(schema.items ?? {})}`;
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => typeHtml({ ...schema, type })).join(' or ');
  if (schema.type === 'null') return 'null';
  if (schema.type === undefined) return 'anything';
  return escaped(String(schema.type));
}

/** The fields of a schema, those of its nested objects by their path. */
export function fieldsHtml(caption: string, schema: Schema): string {
  return table(caption, ['field', 'type', ''], rowsOf(schema, ''));
}

function rowsOf(schema: Schema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const isOptional = !(schema.required ?? []).includes(name);
    const path = `${prefix}${name}`;
    const row = [
      `<code>${escaped(path)}</code>${isOptional ? '?' : ''}`,
      typeHtml(property),
      prose(property.description ?? ''),
    ];
    return [row, ...nestedOf(property, path)];
  });
}

function nestedOf(property: Schema, path: string): string[][] {
  if (property.type === 'array' && property.items?.properties !== undefined)
    return rowsOf(property.items, `${path}[].`);
  if (property.properties !== undefined) return rowsOf(property, `${path}.`);
  return (property.anyOf ?? []).flatMap((one) => (one.properties === undefined ? [] : rowsOf(one, `${path}.`)));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
