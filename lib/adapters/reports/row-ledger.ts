/** What a file has said under a key before: nothing, the same, or something else. */
export type Seen = 'new' | 'same' | 'other';
export type RowLedger = { see(key: string, content: string): Seen };

/** Up to here keys are kept as they are. */
const SMALL_ROWS = 4096;
/** Beyond it as hashes, in a table of 24 MB that is never more than half full. */
const SLOTS = 1 << 21;
const MOST_ROWS = SLOTS / 2;

/**
 * Remembers the rows of one file in memory with a bound: the first 4,096 as they are, more of them as
 * 64-bit key and 32-bit content hashes. Two of a million rows meet by chance once in 37 million files.
 * A file of more than a million rows forgets the oldest; the store still refuses what contradicts them.
 */
export function rowLedger(): RowLedger {
  let small: Map<string, string> | null = new Map();
  let table = new Uint32Array(0);
  let rows = 0;
  return {
    see: (key, content) => {
      if (small !== null) {
        const kept = small.get(key);
        if (kept !== undefined) return kept === content ? 'same' : 'other';
        small.set(key, content);
        if (small.size < SMALL_ROWS) return 'new';
        table = new Uint32Array(SLOTS * 3);
        for (const [known, what] of small) put(table, known, what);
        rows = small.size;
        small = null;
        return 'new';
      }
      if (rows >= MOST_ROWS) {
        table.fill(0);
        rows = 0;
      }
      const seen = put(table, key, content);
      if (seen === 'new') rows += 1;
      return seen;
    },
  };
}

/** Looks a key up and enters it where it is new. */
function put(table: Uint32Array, key: string, content: string): Seen {
  const first = hash(key, 1);
  const second = hash(key, 2);
  const what = hash(content, 3);
  let at = (first % SLOTS) * 3;
  while (table[at] !== 0) {
    if (table[at] === first && table[at + 1] === second) return table[at + 2] === what ? 'same' : 'other';
    at = at + 3 >= table.length ? 0 : at + 3;
  }
  table[at] = first;
  table[at + 1] = second;
  table[at + 2] = what;
  return 'new';
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
