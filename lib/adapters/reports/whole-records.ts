import type { RejectedRow } from '../../ports.ts';
import { type LineSplitter, lineSplitter, MAX_LINE_CHARACTERS } from './line-splitter.ts';
import { quotingOf } from './quoting.ts';
import { rejected } from './rejected.ts';

/** Lines of one quoted cell at most; beyond it the quote was never closed. */
const MAX_RECORD_LINES = 10;
const WHOLE_QUOTES = 'a row whose quotes are whole';

/** Where the records of a text go: each whole, with the line it ends on; and the lines that are none. */
export type RecordTaker = { record(text: string, line: number): void; reject(row: RejectedRow): void };

/**
 * Parts a delimited text into records whose quotes are whole, so that a stray quote cannot throw off
 * what is read after it. Lines with broken quotes, and too long ones, are refused by their number. A
 * quoted cell may go over 10 lines.
 */
export function wholeRecords(file: string, delimiter: string, taker: RecordTaker): LineSplitter {
  let number = 0;
  let held: string[] = [];
  const refuse = (text: string, line: number, expected: string): void =>
    taker.reject(rejected({ file, line }, '(row)', text, expected));
  const giveUp = (first: number): void => {
    const lines = held;
    held = [];
    for (const [index, text] of lines.entries()) {
      const isWhole = index > 0 && quotingOf(text, delimiter) === 'whole';
      if (isWhole) taker.record(text, first + index);
      else refuse(text, first + index, WHOLE_QUOTES);
    }
  };
  const take = (text: string, isTooLong: boolean): void => {
    number += 1;
    if (isTooLong) {
      if (held.length > 0) giveUp(number - held.length);
      refuse(text, number, `a row of at most ${MAX_LINE_CHARACTERS} characters`);
      return;
    }
    if (held.length === 0 && (text.startsWith('#') || !text.includes('"'))) {
      taker.record(text, number);
      return;
    }
    held.push(text);
    const record = held.length === 1 ? text : held.join('\n');
    const quoting = quotingOf(record, delimiter);
    if (quoting === 'whole') {
      held = [];
      taker.record(record, number);
    } else if (quoting === 'broken' || held.length >= MAX_RECORD_LINES) {
      giveUp(number - held.length + 1);
    }
  };
  const splitter = lineSplitter(take);
  return {
    push: splitter.push,
    end: () => {
      splitter.end();
      if (held.length > 0) giveUp(number - held.length + 1);
    },
  };
}
