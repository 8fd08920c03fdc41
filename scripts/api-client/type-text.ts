import type { Schema } from './description.ts';

/** A schema as a TypeScript type. */
export function typeText(schema: Schema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeText(one, indent)).join(' | ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type: string) => typeText({ ...schema, type }, indent)).join(' | ');
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'array':
      return `readonly (${typeText(schema.items ?? {}, indent)})[]`;
    case 'object':
      return objectText(schema, indent);
    default:
      return 'unknown';
  }
}

function objectText(schema: Schema, indent: string): string {
  const properties = Object.entries(schema.properties ?? {});
  const inner = `${indent}  `;
  const lines = properties.flatMap(([name, property]) => {
    const isOptional = !(schema.required ?? []).includes(name);
    const note = property.description === undefined ? [] : [`${inner}/** ${property.description} */`];
    return [...note, `${inner}readonly ${name}${isOptional ? '?' : ''}: ${typeText(property, inner)};`];
  });
  if (typeof schema.additionalProperties === 'object') {
    const value =
      Object.keys(schema.additionalProperties).length === 0 ? 'unknown' : typeText(schema.additionalProperties, inner);
    lines.push(`${inner}readonly [name: string]: ${value};`);
  }
  return lines.length === 0 ? 'Readonly<Record<string, unknown>>' : `{\n${lines.join('\n')}\n${indent}}`;
}
