import type { GroupState, Intent } from '../domain/alerts/group-state.ts';
import type { RenderedMessage } from '../domain/alerts/message.ts';
import { hasCode, NetbackError } from '../domain/errors.ts';
import type { AlertPublisher, Clock, Log, Metrics, Stores } from '../ports.ts';

export type DeliverPorts = {
  readonly stores: Pick<Stores, 'groups' | 'messages'>;
  readonly publisher: AlertPublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

export type Lease = { readonly owner: string; readonly untilMilliseconds: number };

/** Quick tries of one publish inside a run; what still fails is left to the next run. */
const PUBLISH_ATTEMPTS = 3;
/** Seconds since the tick of a message that an earlier run wrote down and did not send. */
const INTENT_AGE = 'LeftIntentSeconds';

/**
 * Writes a message down before it is sent: after this, the id and the bytes never change. Null when
 * another run was first with this group.
 */
export async function putIntent<G extends GroupState>(
  ports: DeliverPorts,
  group: G,
  isStored: boolean,
  intent: Intent,
): Promise<G | null> {
  const next = { ...group, intent };
  const written = await ports.stores.groups.putIf(next, isStored ? group.seq : null, group.intent?.message.id ?? null);
  return written ? next : null;
}

/**
 * Publishes the intent's stored bytes, records the message and commits what the audience now knows.
 * A crash anywhere leaves the intent, and the next run sends the same bytes under the same id.
 */
export async function deliverIntent<G extends GroupState>(ports: DeliverPorts, group: G, lease: Lease): Promise<G> {
  const { intent } = group;
  if (intent === null) return group;
  const now = ports.clock.nowMilliseconds() / 1000;
  if (intent.by !== lease.owner) ports.metrics.count(INTENT_AGE, Math.max(0, Math.round(now - intent.message.at)));
  if (intent.by !== lease.owner && intent.until > now) return group;
  const owned = await takeOver(ports, group, intent, lease);
  if (owned === null || owned.intent === null) return group;
  const sent = await publishOrReplace(ports, owned, owned.intent);
  const message = sent.intent?.message ?? intent.message;
  await ports.stores.messages.put({ message, sentAt: message.at, attempts: sent.intent?.attempts ?? 1 });
  const committed = {
    ...sent,
    seq: group.seq + 1,
    told: intent.told,
    ...(intent.corrected === undefined ? {} : { corrected: intent.corrected }),
    lastSentAt: message.at,
    intent: null,
  };
  const written = await ports.stores.groups.putIf(committed, group.seq, message.id);
  ports.metrics.count('MessagesSent', 1);
  ports.log.info('message-sent', { id: message.id, committed: written });
  return written ? committed : group;
}

async function takeOver<G extends GroupState>(
  ports: DeliverPorts,
  group: G,
  intent: Intent,
  lease: Lease,
): Promise<G | null> {
  if (intent.by === lease.owner) return group;
  const until = Math.ceil(lease.untilMilliseconds / 1000) as Intent['until'];
  const next = { ...group, intent: { ...intent, by: lease.owner, until, attempts: intent.attempts + 1 } };
  const written = await ports.stores.groups.putIf(next, group.seq, intent.message.id);
  return written ? next : null;
}

/** A message that SNS will never take is replaced by a minimal one under a new id, never dropped. */
async function publishOrReplace<G extends GroupState>(ports: DeliverPorts, group: G, intent: Intent): Promise<G> {
  try {
    await publishWithRetries(ports, intent.message);
    return group;
  } catch (error) {
    if (!hasCode(error, 'publish-rejected') || intent.message.id.endsWith('-r1')) throw error;
    ports.metrics.count('MessagesReplaced', 1);
    ports.log.error('message-rejected', { id: intent.message.id, reason: error instanceof Error ? error.message : '' });
    const replacement = minimalMessage(intent.message);
    const next = { ...group, intent: { ...intent, message: replacement } };
    const written = await ports.stores.groups.putIf(next, group.seq, intent.message.id);
    if (!written) throw error;
    await publishWithRetries(ports, replacement);
    return next;
  }
}

async function publishWithRetries(ports: DeliverPorts, message: RenderedMessage): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ports.publisher.publish(message);
    } catch (error) {
      const isFinal = attempt >= PUBLISH_ATTEMPTS || !(error instanceof NetbackError) || !error.retryable;
      if (isFinal) throw error;
    }
  }
}

/** Says in plain ASCII that there is a message to be read in the API. */
export function minimalMessage(message: RenderedMessage): RenderedMessage {
  const id = `${message.id}-r1`;
  const { rule, severity, kind } = message.attributes;
  const line = `netback: ${rule} ${kind} (${severity}). Details: GET /v1/alerts?state=open`;
  const json = JSON.stringify({ id, kind, rule, severity, replaces: message.id });
  return { ...message, id, subject: line.slice(0, 99), sms: line, email: line, json };
}
