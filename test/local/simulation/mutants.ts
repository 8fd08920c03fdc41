import { type AlertState, isOpen } from '#lib/domain/alerts/alert-state.ts';
import type { GroupState } from '#lib/domain/alerts/group-state.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import type { Mutation } from '#local/simulation/run.ts';

/** Publishing waits until the group has been committed: a crash in between loses the message. */
export const commitsBeforePublishing: Mutation = (ports) => {
  const held: RenderedMessage[] = [];
  const { groups } = ports.stores;
  return {
    ...ports,
    publisher: { publish: async (message) => void held.push(message) },
    stores: {
      ...ports.stores,
      groups: {
        ...groups,
        putIf: async (...values) => {
          const written = await groups.putIf(...values);
          if (values[0].intent !== null) return written;
          // The real publish, as a second effect of a call that may crash between the two.
          if (written) for (const message of held.splice(0)) await later(() => ports.publisher.publish(message));
          return written;
        },
      },
    },
  };
};

/** One in eight publishes after the commit never comes to pass: the process was gone by then. */
let count = 0;
async function later(act: () => Promise<void>): Promise<void> {
  count += 1;
  if (count % 8 !== 0) await act();
}

/** Every Put of a site's item succeeds, whatever is there. */
export const forgetsTheCondition: Mutation = (ports) => {
  const { sites } = ports.stores;
  return {
    ...ports,
    stores: {
      ...ports.stores,
      sites: {
        ...sites,
        putIfNewer: async (item) => {
          const stored = await sites.get(item.site);
          if (stored !== null && stored.v >= item.v) await sites.remove(item.site);
          return sites.putIfNewer(item);
        },
      },
    },
  };
};

/** A site that goes blind while firing is written as resolved. */
export const blindnessResolves: Mutation = (ports) => {
  const { sites } = ports.stores;
  const resolved = (state: AlertState, item: SiteItem): AlertState =>
    state.condition === 'NODATA' && isOpen(state)
      ? { ...state, condition: 'OK', prior: null, closedAt: item.v }
      : state;
  return {
    ...ports,
    stores: {
      ...ports.stores,
      sites: {
        ...sites,
        putIfNewer: async (item) =>
          sites.putIfNewer({
            ...item,
            alerts: { ...item.alerts, unprofitable: resolved(item.alerts.unprofitable, item) },
          }),
      },
    },
  };
};

/** What an audience was told of corrections is not kept with its group. */
export const forgetsCorrections: Mutation = (ports) => {
  const { groups } = ports.stores;
  const without = (group: GroupState): GroupState => {
    const { corrected: _forgotten, ...rest } = group;
    if (rest.intent === null) return rest;
    const { corrected: _also, ...intent } = rest.intent;
    return { ...rest, intent };
  };
  const putIf: typeof groups.putIf = (next, ...expected) => groups.putIf(without(next), ...expected);
  return { ...ports, stores: { ...ports.stores, groups: { ...groups, putIf } } };
};

/** Verdicts of corrected reports are not written down. */
export const losesCorrections: Mutation = (ports) => {
  const corrections = { ...ports.stores.corrections, put: async () => {} };
  return { ...ports, stores: { ...ports.stores, corrections } };
};

/** Nobody looks whether somebody has taken an episode on. */
export const ignoresAcknowledgements: Mutation = (ports) => {
  const acknowledgements = { ...ports.stores.acknowledgements, all: async () => [] };
  return { ...ports, stores: { ...ports.stores, acknowledgements } };
};

/** Now and then the bytes of a message change between two tries. */
let published = 0;
export const changesTheBytes: Mutation = (ports) => {
  const publish = async (message: RenderedMessage): Promise<void> => {
    published += 1;
    const isChanged = published % 3 === 0;
    await ports.publisher.publish(isChanged ? { ...message, email: `${message.email} ` } : message);
    if (isChanged) throw new Error('the answer was lost');
  };
  return { ...ports, publisher: { publish } };
};
