import type { Instant } from '../../instant.ts';
import { wallText } from '../../zoned.ts';
import type { MessageContent } from '../message.ts';

const LABEL_WIDTH = 22;

/** One labelled line of the mail. */
export function row(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${value}`;
}

/** A moment as the audience reads it, with its zone. */
export function time(content: MessageContent, at: Instant): string {
  return `${wallText(at, content.timezone)} ${content.timezone}`;
}
