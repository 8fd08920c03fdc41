/** Takes a text in pieces, cut anywhere, and hands its lines out. */
export type LineSplitter = { push(text: string): void; end(): void };

/** Takes one line without its end; `isTooLong` = its rest was thrown away. */
type TakeLine = (text: string, isTooLong: boolean) => void;

/** Longest line kept, in characters; the widest regulator's row has some 2,000. */
export const MAX_LINE_CHARACTERS = 65_536;
/** What is kept of a longer one, to be shown. */
const SHOWN_CHARACTERS = 80;

/** Parts text that comes in pieces into lines (LF, CRLF or CR), in memory bounded by one line. */
export function lineSplitter(take: TakeLine): LineSplitter {
  let rest = '';
  let isTooLong = false;
  let endedWithReturn = false;
  const give = (text: string): void => {
    const isLong = isTooLong || text.length > MAX_LINE_CHARACTERS;
    isTooLong = false;
    take(isLong ? text.slice(0, SHOWN_CHARACTERS) : text, isLong);
  };
  return {
    push: (text) => {
      if (text === '') return;
      let from = endedWithReturn && text.startsWith('\n') ? 1 : 0;
      endedWithReturn = text.endsWith('\r');
      let feed = text.indexOf('\n', from);
      let carriage = text.indexOf('\r', from);
      while (feed >= 0 || carriage >= 0) {
        const isCarriage = carriage >= 0 && (feed < 0 || carriage < feed);
        const end = isCarriage ? carriage : feed;
        const line = text.slice(from, end);
        const whole = rest === '' ? line : rest + line;
        rest = '';
        from = end + (isCarriage && feed === end + 1 ? 2 : 1);
        if (feed >= 0 && feed < from) feed = text.indexOf('\n', from);
        if (carriage >= 0 && carriage < from) carriage = text.indexOf('\r', from);
        give(whole);
      }
      rest += text.slice(from);
      if (rest.length > MAX_LINE_CHARACTERS) {
        rest = rest.slice(0, SHOWN_CHARACTERS);
        isTooLong = true;
      }
    },
    end: () => {
      const last = rest;
      rest = '';
      if (last !== '') give(last);
    },
  };
}
