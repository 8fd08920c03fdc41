import { after, type Instant, instant, SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { SentMessage, Stores } from '../../ports.ts';

/** A time in which something may have been told, [from, to). */
export type Stretch = { readonly from: Instant; readonly to: Instant };

/** One read of messages is of so much time at most. */
const WINDOW_SECONDS = 31 * SECONDS_PER_DAY;

/** Messages by id, as many as one answer may look through. */
export type Looked = {
  readonly found: () => readonly SentMessage[];
  readonly read: (stretch: Stretch) => Promise<Read>;
  readonly isSpent: () => boolean;
};

/** The messages of a stretch, and what of it was not looked at any more; null = nothing. */
type Read = { readonly messages: readonly SentMessage[]; readonly unread: Stretch | null };

/** Reads messages until `most` of them were read, each counted as often as it is read. */
export function lookedThrough(stores: Pick<Stores, 'messages'>, most: number): Looked {
  const byId = new Map<string, SentMessage>();
  let left = most;
  return {
    found: () => [...byId.values()].sort((a, b) => a.message.at - b.message.at),
    read: async ({ from, to }) => {
      if (left <= 0) return { messages: [], unread: { from, to } };
      const messages = await stores.messages.range(from, to, left);
      left -= messages.length;
      for (const one of messages) byId.set(one.message.id, one);
      return { messages, unread: left > 0 ? null : { from: messages.at(-1)?.message.at ?? from, to } };
    },
    isSpent: () => left <= 0,
  };
}

/** The stretches without what they have in common, in order. */
export function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const whole: Stretch[] = [];
  for (const one of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last === undefined || one.from > last.to) whole.push(one);
    else if (one.to > last.to) whole[whole.length - 1] = { from: last.from, to: one.to };
  }
  return whole;
}

/** A stretch in parts that one read each takes, in order. */
export function windowsOf({ from, to }: Stretch): readonly Stretch[] {
  const count = Math.max(0, Math.ceil((to - from) / WINDOW_SECONDS));
  return Array.from({ length: count }, (_, index) => {
    const start = after(from, index * WINDOW_SECONDS);
    return { from: start, to: instant(Math.min(to, after(start, WINDOW_SECONDS))) };
  });
}
