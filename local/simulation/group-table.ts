import type { GroupTable } from '#lib/adapters/dynamodb/group-store.ts';
import type { Condition, Row } from '#lib/adapters/dynamodb/table.ts';

/** One partition of a table in memory, in the order of its sort keys, with the conditions that groups are written under. */
export function groupTable(): GroupTable {
  const rows = new Map<string, Row>();
  return {
    put: async (item, condition) => {
      const stored = rows.get(String(item.sk)) ?? null;
      if (condition !== undefined && !holds(condition, stored)) return false;
      rows.set(String(item.sk), item);
      return true;
    },
    query: async ({ from = '', to = '\uffff' }) => {
      const sorts = [...rows.keys()].filter((sort) => sort >= from && sort <= to);
      return sorts.sort().map((sort) => rows.get(sort) as Row);
    },
    remove: async (key) => void rows.delete(key.sk),
  };
}

/** `a = :x`, `attribute_not_exists(a)`, and these joined by AND; as DynamoDB judges them, also of an absent item. */
function holds({ expression, values = {} }: Condition, stored: Row | null): boolean {
  return expression.split(' AND ').every((term) => {
    const absent = /^attribute_not_exists\((\w+)\)$/.exec(term)?.[1];
    if (absent !== undefined) return stored?.[absent] === undefined;
    const [, name = '', value = ''] = /^(\w+) = (:\w+)$/.exec(term) ?? [];
    if (name === '') throw new Error(`the table of the simulation does not know "${term}"`);
    return stored !== null && stored[name] === values[value];
  });
}
