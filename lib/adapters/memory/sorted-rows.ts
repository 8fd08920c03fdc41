/** Rows kept in key order, as one partition of the table keeps them. */
export type SortedRows<V> = {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  /** Values with from ≤ key < to, in key order. */
  between(from: string, to: string): readonly V[];
  /** The value of the greatest key below `before`. */
  lastBefore(before: string): V | undefined;
  all(): readonly V[];
};

/** An empty partition. Appending in key order is cheap; anything else costs a binary search and a shift. */
export function sortedRows<V>(): SortedRows<V> {
  const keys: string[] = [];
  const values = new Map<string, V>();
  const position = (key: string): number => {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const valuesOf = (some: readonly string[]): V[] => some.map((key) => values.get(key) as V);
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      if (!values.has(key)) keys.splice(position(key), 0, key);
      values.set(key, value);
    },
    delete: (key) => {
      if (values.delete(key)) keys.splice(position(key), 1);
    },
    between: (from, to) => valuesOf(keys.slice(position(from), position(to))),
    lastBefore: (before) => {
      const key = keys[position(before) - 1];
      return key === undefined ? undefined : values.get(key);
    },
    all: () => valuesOf(keys),
  };
}

/** An instant as a key: ten digits, so that key order is time order. */
export function timeKey(at: number): string {
  return String(Math.max(0, Math.ceil(at))).padStart(10, '0');
}
