/** Longer words are compared by their first characters only: a cell is not a text. */
const MAX_CHARACTERS = 200;

/**
 * Whether a word is one of these but for a few characters lost, added or changed: then the file is more
 * likely damaged than of another kind, and what the word stands for must not be passed over. Case and
 * exact matches do not count.
 */
export function isNearMiss(text: string, words: Iterable<string>, changes = 1): boolean {
  const given = text.trim().toLowerCase().slice(0, MAX_CHARACTERS);
  for (const word of words) {
    const other = word.toLowerCase().slice(0, MAX_CHARACTERS);
    if (given === other) return false;
    if (Math.abs(given.length - other.length) <= changes && distance(given, other) <= changes) return true;
  }
  return false;
}

/** Levenshtein's distance: changes of one character that turn one text into the other. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const choices = [(above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + change];
      current.push(Math.min(...choices));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
