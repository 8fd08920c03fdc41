import type { MailboxEntry } from './sns.ts';

/** A message as the history API gives it, as far as the terminal shows it. */
export type MessageTexts = { readonly id: string; readonly email: string };

/**
 * A message as its audience received it: the subject and the mail's text. Where the record is not at
 * hand, the machine-readable text that every subscription gets.
 */
export function mailboxText(entry: MailboxEntry, texts: ReadonlyMap<string, MessageTexts>): string {
  const id = idOf(entry.body);
  const text = (id === null ? undefined : texts.get(id)?.email) ?? entry.body;
  const indented = text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`.trimEnd());
  return [`>>> to ${entry.audience}: ${entry.subject}`, ...indented, `    id ${id ?? 'unknown'}`].join('\n');
}

/** The id in a message's JSON; null where there is none. */
export function idOf(body: string): string | null {
  try {
    const { id } = JSON.parse(body) as { id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
