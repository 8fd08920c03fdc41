/**
 * Whether a line's quotes are whole: `whole`, `open` where a quoted cell goes on in the next line, or
 * `broken` where a quote stands inside a bare cell or something follows a closing one.
 */
export function quotingOf(line: string, delimiter: string): 'whole' | 'open' | 'broken' {
  if (!line.includes('"')) return 'whole';
  let index = 0;
  while (index <= line.length) {
    if (line[index] !== '"') {
      const end = line.indexOf(delimiter, index);
      const cell = end < 0 ? line.slice(index) : line.slice(index, end);
      if (cell.includes('"')) return 'broken';
      if (end < 0) return 'whole';
      index = end + 1;
      continue;
    }
    const close = closingQuote(line, index + 1);
    if (close < 0) return 'open';
    if (close === line.length - 1) return 'whole';
    if (line[close + 1] !== delimiter) return 'broken';
    index = close + 2;
  }
  return 'whole';
}

/** The index of the quote that ends a quoted cell; a doubled one stands for itself. */
function closingQuote(line: string, from: number): number {
  for (let index = from; index < line.length; index += 1) {
    if (line[index] !== '"') continue;
    if (line[index + 1] !== '"') return index;
    index += 1;
  }
  return -1;
}
