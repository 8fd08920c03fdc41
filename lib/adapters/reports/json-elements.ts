/** Takes the text of a JSON array piece by piece, cut anywhere. */
export type JsonElements = { push(text: string): void; end(): void };

/** One element: its text, its place from 1, how many keys its object states, and whether it is within the limits. */
export type JsonElement = {
  readonly text: string;
  readonly place: number;
  readonly keys: number;
  readonly isWithinLimits: boolean;
};

export type ElementTaker = {
  element(element: JsonElement): void;
  /** The array itself is broken; nothing comes after it. */
  broken(place: number): void;
};

/** Longest element kept, in characters, and deepest nesting in it. */
export const MAX_ELEMENT_CHARACTERS = 65_536;
export const MAX_ELEMENT_DEPTH = 16;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Parts a JSON array into its elements in memory bounded by one of them, by quotes and brackets alone:
 * whether an element is JSON is its reader's to say.
 */
export function jsonElements(taker: ElementTaker): JsonElements {
  let state: 'before' | 'inside' | 'after' | 'broken' = 'before';
  let held = '';
  let place = 1;
  let depth = 0;
  let keys = 0;
  let isInString = false;
  let isEscaped = false;
  let isWithinLimits = true;

  const breakOff = (): void => {
    if (state !== 'broken') taker.broken(place);
    state = 'broken';
  };
  const finish = (text: string, isLast: boolean): void => {
    const isEmptyList = isLast && place === 1 && text.trim() === '';
    if (!isEmptyList) taker.element({ text, place, keys, isWithinLimits });
    place += 1;
    held = '';
    keys = 0;
    isWithinLimits = true;
  };
  const keep = (piece: string): void => {
    if (held.length + piece.length > MAX_ELEMENT_CHARACTERS) isWithinLimits = false;
    held = isWithinLimits ? held + piece : (held + piece).slice(0, 80);
  };
  /** Reads on in an element from an index; answers where it ended, or the text's length. */
  const inside = (text: string, from: number): number => {
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (code === BACKSLASH) isEscaped = true;
        else if (code === QUOTE) isInString = false;
      } else if (code === QUOTE) isInString = true;
      else if (code === COLON && depth === 1) keys += 1;
      else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        depth += 1;
        if (depth > MAX_ELEMENT_DEPTH) isWithinLimits = false;
      } else if (depth > 0 && (code === CLOSE_OBJECT || code === CLOSE_LIST)) depth -= 1;
      else if (depth === 0 && (code === COMMA || code === CLOSE_LIST)) {
        keep(text.slice(from, at));
        finish(held, code === CLOSE_LIST);
        if (code === CLOSE_LIST) state = 'after';
        return at + 1;
      }
    }
    keep(text.slice(from));
    return text.length;
  };
  return {
    push: (text) => {
      let at = 0;
      while (at < text.length && state !== 'broken') {
        if (state === 'inside') at = inside(text, at);
        else if (/\s/.test(text.charAt(at))) at += 1;
        else if (state === 'before' && text.charCodeAt(at) === OPEN_LIST) {
          state = 'inside';
          at += 1;
        } else breakOff();
      }
    },
    end: () => {
      if (state !== 'after') breakOff();
    },
  };
}
