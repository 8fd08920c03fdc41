import type { RejectedRow } from '../../ports.ts';
import { type Line, lineSplitter, MAX_LINE_CHARACTERS } from './line-splitter.ts';
import { quotingOf } from './quoting.ts';
import { rejected } from './rejected.ts';

/** Lines of one quoted cell at most; beyond it the quote was never closed. */
const MAX_RECORD_LINES = 10;

/** Text in, text with whole records out: what csv-parse then reads cannot be thrown off by a stray quote. */
export type WholeRecords = { push(text: string): string; end(): string };

/**
 * Takes out of a delimited text the lines whose quotes are broken or that are too long, each refused
 * by its number, and leaves an empty line in their place, so that the rows after it load and keep
 * their line numbers. A quoted cell may go over 10 lines.
 */
export function wholeRecords(file: string, delimiter: string, refuse: (row: RejectedRow) => void): WholeRecords {
  const splitter = lineSplitter();
  let number = 0;
  let held: string[] = [];
  const out: string[] = [];
  const drop = (text: string, line: number, expected: string): void => {
    refuse(rejected({ file, line }, '(row)', text, expected));
    out.push('');
  };
  const giveUp = (first: number): void => {
    const lines = held;
    held = [];
    drop(lines[0] ?? '', first, 'a row whose quotes are whole');
    let line = first;
    for (const text of lines.slice(1)) {
      line += 1;
      const quoting = quotingOf(text, delimiter);
      if (quoting === 'whole') out.push(text);
      else drop(text, line, 'a row whose quotes are whole');
    }
  };
  const take = ({ text, isTooLong }: Line): void => {
    number += 1;
    if (isTooLong) {
      if (held.length > 0) giveUp(number - held.length);
      drop(text, number, `a row of at most ${MAX_LINE_CHARACTERS} characters`);
      return;
    }
    if (held.length === 0 && (text.startsWith('#') || !text.includes('"'))) {
      out.push(text);
      return;
    }
    held.push(text);
    const quoting = quotingOf(held.join('\n'), delimiter);
    if (quoting === 'whole') {
      out.push(...held);
      held = [];
    } else if (quoting === 'broken' || held.length >= MAX_RECORD_LINES) {
      giveUp(number - held.length + 1);
    }
  };
  const flush = (): string => {
    const text = out.length === 0 ? '' : `${out.join('\n')}\n`;
    out.length = 0;
    return text;
  };
  return {
    push: (text) => {
      for (const line of splitter.push(text)) take(line);
      return flush();
    },
    end: () => {
      for (const line of splitter.end()) take(line);
      if (held.length > 0) giveUp(number - held.length + 1);
      return flush();
    },
  };
}
