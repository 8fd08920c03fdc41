import * as z from 'zod';
import { companySchema } from './company-schema.ts';

/** The JSON Schema of company files, as editors read it: made from the schema that validates them. */
export function companyJsonSchema(): string {
  const schema = z.toJSONSchema(companySchema, { io: 'input', reused: 'ref', target: 'draft-2020-12' });
  const titled = {
    ...schema,
    title: 'netback company file',
    description: 'One company of netback: its market, people, rules and sites',
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
