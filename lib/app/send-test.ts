import { groupKey, hasSpokenSince } from '../domain/alerts/group-state.ts';
import { testMessage } from '../domain/alerts/render/test-message.ts';
import { NetbackError } from '../domain/errors.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Ids } from '../ports.ts';
import { type DeliverPorts, deliverIntent, putIntent } from './deliver.ts';
import type { Deployment } from './pull-market.ts';

export type SendTestPorts = DeliverPorts & { readonly ids: Ids };

/**
 * Sends one audience a marked test message by the very way of an alert: intent, publish, commit, through
 * the same role, topic and subscriptions. Somebody who waits for it learns of a broken way on a day when
 * nothing is wrong. At most one for a scheduled time, however often the event comes.
 */
export async function sendTest(
  ports: SendTestPorts,
  deployment: Deployment,
  at: Instant,
  audienceId: string,
): Promise<void> {
  const { company, timeoutSeconds } = deployment;
  const audience = company.audiences.find((one) => one.id === audienceId);
  if (audience === undefined) {
    throw new NetbackError('input-invalid', `The test is for "${audienceId}", which is no audience; deploy again.`);
  }
  const owner = ports.ids.owner();
  const lease = { owner, untilMilliseconds: ports.clock.nowMilliseconds() + timeoutSeconds * 1000 };
  const empty = { rule: 'test' as const, cause: 'unknown' as const, audience: audience.id };
  const groups = await ports.stores.groups.all();
  const stored = groups.find((group) => groupKey(group) === groupKey(empty)) ?? null;
  const group = await deliverIntent(
    ports,
    stored ?? { ...empty, seq: 0, told: [], lastSentAt: null, intent: null },
    lease,
  );
  if (group.intent !== null || hasSpokenSince(group, at)) return;
  const until = instant(Math.ceil(lease.untilMilliseconds / 1000));
  const intent = { message: testMessage(company, audience, at), told: [], by: owner, until, attempts: 1 };
  const written = await putIntent(ports, group, stored !== null, intent);
  if (written !== null) await deliverIntent(ports, written, lease);
}
