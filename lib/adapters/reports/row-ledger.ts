/** What a file has said under a key before: nothing, the same, or something else. */
export type Seen = 'new' | 'same' | 'other';
export type RowLedger = { see(key: string, content: string): Seen };

/** Rows remembered at most; a file with more forgets the oldest, and the store still refuses a conflict. */
const SLOTS = 1 << 21;
const MOST_ROWS = SLOTS / 2;

/**
 * Remembers the rows of one file in memory that grows with the rows up to a bound: a table of
 * 64-bit key and 32-bit content hashes. A file of a few rows takes a few kilobytes, none more than
 * 24 MB. Two of a million rows meet by chance once in 37 million files.
 */
export function rowLedger(): RowLedger {
  let table = newTable(1 << 8);
  return {
    see: (key, content) => {
      const entry = [hash(key, 1), hash(key, 2), hash(content, 3)] as const;
      const seen = look(table, entry);
      if (seen !== 'new') return seen;
      if (table.rows * 2 >= table.slots) table = table.rows >= MOST_ROWS ? newTable(1 << 8) : grown(table);
      insert(table, entry);
      return 'new';
    },
  };
}

type Table = { readonly slots: number; readonly cells: Uint32Array; rows: number };
type Entry = readonly [first: number, second: number, content: number];

function newTable(slots: number): Table {
  return { slots, cells: new Uint32Array(slots * 3), rows: 0 };
}

function look(table: Table, [first, second, content]: Entry): Seen {
  for (let slot = first % table.slots; ; slot = (slot + 1) % table.slots) {
    const at = slot * 3;
    if (table.cells[at] === 0) return 'new';
    if (table.cells[at] === first && table.cells[at + 1] === second) {
      return table.cells[at + 2] === content ? 'same' : 'other';
    }
  }
}

function insert(table: Table, [first, second, content]: Entry): void {
  let slot = first % table.slots;
  while (table.cells[slot * 3] !== 0) slot = (slot + 1) % table.slots;
  table.cells.set([first, second, content], slot * 3);
  table.rows += 1;
}

function grown(table: Table): Table {
  const larger = newTable(table.slots * 2);
  for (let at = 0; at < table.cells.length; at += 3) {
    const [first = 0, second = 0, content = 0] = table.cells.subarray(at, at + 3);
    if (first !== 0) insert(larger, [first, second, content]);
  }
  return larger;
}

/** FNV-1a with a final mix (public domain constants), never 0, which marks an empty slot. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0 || 1;
}
