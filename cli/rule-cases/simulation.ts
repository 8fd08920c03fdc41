import * as z from 'zod';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { type DeliverPorts, deliverIntent, putIntent } from '#lib/app/deliver.ts';
import { block } from '#lib/config/schema/scalars.ts';
import { decideGroup } from '#lib/domain/alerts/grouping.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { caseBlock, type Differences, differ } from './case.ts';
import { groupScript } from './group.ts';
import { emptyGroup, noticeOf } from './group-parts.ts';

const simulationCase = caseBlock({
  workers: z.int().positive().max(50).default(1),
  group: groupScript.partial().extend({ events: groupScript.shape.events }),
  expect: block({ distinctNotificationIds: z.int() }),
});

/** `kind: simulation`: many flushers of one group at the same time, through the delivery protocol itself. */
export async function runSimulationCase(raw: unknown): Promise<Differences> {
  const { workers, group, expect } = simulationCase.parse(raw);
  const published: string[] = [];
  const ports: DeliverPorts = {
    stores: memoryStores(),
    publisher: { publish: async (message) => void published.push(message.id) },
    clock: { nowMilliseconds: () => 0 },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    metrics: { count: () => {} },
  };
  const fired = group.events.filter(([, act]) => act === 'fire').map(([at, , name]) => noticeOf(name, 1, at));
  const at = instant(Math.max(0, ...group.events.map(([t]) => t)) + (group.wait ?? 0));
  const owners = Array.from({ length: workers }, (_, index) => `worker-${index + 1}`);
  await Promise.all(owners.map((owner) => flushOnce(ports, fired, at, owner)));
  return differ('distinct notification ids', new Set(published).size, expect.distinctNotificationIds);
}

async function flushOnce(
  ports: DeliverPorts,
  open: readonly ReturnType<typeof noticeOf>[],
  at: Instant,
  owner: string,
) {
  const lease = { owner, untilMilliseconds: 60_000 };
  const stored = (await ports.stores.groups.all())[0];
  const group = await deliverIntent(ports, { ...emptyGroup(), ...stored, rule: 'unprofitable' as const }, lease);
  if (group.intent !== null) return;
  const decision = decideGroup({
    group,
    open,
    closedUntold: [],
    closed: () => null,
    at,
    withheld: () => null,
    unmuted: () => false,
    repeatIntervalSeconds: { info: null, warning: null, critical: null },
    groupIntervalSeconds: 0,
  });
  if (!decision.send) return;
  const message = renderMessage({
    id: `test/${group.rule}/${group.cause}/${group.audience}#${group.seq + 1}`,
    kind: decision.kind,
    reasons: decision.reasons,
    company: 'test',
    companyName: 'Test',
    audience: group.audience,
    locale: 'en',
    timezone: 'UTC',
    rule: group.rule,
    cause: group.cause,
    severity: decision.severity,
    at,
    firing: decision.firing.slice(0, 10),
    firingCount: decision.firing.length,
    resolved: [],
    resolvedCount: 0,
    openCount: decision.told.length,
    totalUsdPerDay: null,
    link: '',
  });
  const intent = { message, told: decision.told, by: owner, until: instant(60), attempts: 1 };
  const written = await putIntent(ports, group, stored !== undefined, intent);
  if (written !== null) await deliverIntent(ports, written, lease);
}
