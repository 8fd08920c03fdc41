import type { Instant } from '../../instant.ts';
import { wallText } from '../../zoned.ts';
import type { MessageContent } from '../message.ts';

const LABEL_WIDTH = 22;

/** A line of the mail; one that ends with a moment is the same for all until it is read in somebody's zone. */
export type Line = string | { readonly before: string; readonly at: Instant };

/** One labelled line of the mail. */
export function row(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${value}`;
}

/** One labelled line of the mail that ends with a moment. */
export function rowUpTo(label: string, at: Instant, value = ''): Line {
  return { before: row(label, value), at };
}

/** A line as the audience reads it. */
export function shownLine(content: Pick<MessageContent, 'timezone'>, line: Line): string {
  return typeof line === 'string' ? line : `${line.before}${time(content, line.at)}`;
}

/** The same lines, those next to each other that hold no moment as one. */
export function joined(lines: readonly Line[]): readonly Line[] {
  const found: Line[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (typeof line === 'string' && typeof last === 'string') found[found.length - 1] = `${last}\n${line}`;
    else found.push(line);
  }
  return found;
}

/** A moment as the audience reads it, with its zone. */
export function time({ timezone }: Pick<MessageContent, 'timezone'>, at: Instant): string {
  return `${wallText(at, timezone)} ${timezone}`;
}
