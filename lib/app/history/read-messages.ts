import { type Instant, toIso } from '../../domain/instant.ts';
import type { SentMessage, Stores } from '../../ports.ts';

export type MessagesQuery = { readonly audience: string | null; readonly from: Instant; readonly to: Instant };

/** Messages that one answer lists at most; a longer range has to be narrowed. */
export const MESSAGES_PER_ANSWER = 1000;

/** Messages as sent in [from, to), oldest first: id, the text of each channel, time, attempts. */
export async function readMessages(stores: Stores, query: MessagesQuery) {
  const sent = await stores.messages.range(query.from, query.to, MESSAGES_PER_ANSWER);
  const chosen = sent.filter((one) => query.audience === null || one.message.audience === query.audience);
  return { messages: chosen.map(presentMessage), next: null };
}

function presentMessage(sent: SentMessage) {
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
