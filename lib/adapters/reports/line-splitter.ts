/** One line of a text file, without its end; `isTooLong` = its rest was thrown away. */
export type Line = { readonly text: string; readonly isTooLong: boolean };
export type LineSplitter = { push(text: string): readonly Line[]; end(): readonly Line[] };

/** Longest line kept, in characters; the widest regulator's row has some 2,000. */
export const MAX_LINE_CHARACTERS = 65_536;

/** Parts text that comes in pieces into lines (LF, CRLF or CR), in memory bounded by one line. */
export function lineSplitter(): LineSplitter {
  let rest = '';
  let isTooLong = false;
  let endedWithReturn = false;
  const take = (text: string): Line => {
    const line = { text, isTooLong: isTooLong || text.length > MAX_LINE_CHARACTERS };
    isTooLong = false;
    return line.isTooLong ? { text: text.slice(0, 80), isTooLong: true } : line;
  };
  return {
    push: (text) => {
      if (text === '') return [];
      const piece = endedWithReturn && text.startsWith('\n') ? text.slice(1) : text;
      endedWithReturn = text.endsWith('\r');
      const parts = (rest + piece).split(/\r\n|\n|\r/);
      rest = parts.pop() ?? '';
      const lines = parts.map(take);
      if (rest.length > MAX_LINE_CHARACTERS) {
        rest = rest.slice(0, 80);
        isTooLong = true;
      }
      return lines;
    },
    end: () => {
      const last = rest;
      rest = '';
      return last === '' ? [] : [take(last)];
    },
  };
}
