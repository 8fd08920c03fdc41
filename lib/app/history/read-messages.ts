import { type Instant, toIso } from '../../domain/instant.ts';
import type { SentMessage, Stores } from '../../ports.ts';

export type MessagesQuery = { readonly audience: string | null; readonly from: Instant; readonly to: Instant };

/** Messages that one window holds at most; a longer one has to be narrowed. */
export const MESSAGES_PER_WINDOW = 10_000;

/** Messages as sent in [from, to), oldest first; null where the window holds too many. */
export async function readMessages(stores: Pick<Stores, 'messages'>, query: MessagesQuery) {
  const sent = await stores.messages.range(query.from, query.to, MESSAGES_PER_WINDOW + 1);
  if (sent.length > MESSAGES_PER_WINDOW) return null;
  return sent.filter((one) => query.audience === null || one.message.audience === query.audience);
}

/** A message as an answer shows it: id, the text of each channel, time, attempts. */
export function presentMessage(sent: SentMessage) {
  const { message } = sent;
  return {
    id: message.id,
    at: toIso(message.at),
    sentAt: toIso(sent.sentAt),
    audience: message.audience,
    attributes: message.attributes,
    subject: message.subject,
    sms: message.sms,
    email: message.email,
    default: message.json,
    attempts: sent.attempts,
  };
}
