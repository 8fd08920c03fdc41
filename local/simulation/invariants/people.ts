import { ACKNOWLEDGED_SECONDS } from '#lib/domain/alerts/acknowledgement.ts';
import { firstFault, type Invariant } from './invariant.ts';
import { isSame } from './told.ts';

/**
 * I15: an episode that somebody has taken on is not repeated while that holds and it gets no louder
 * than it was then. A second taking on replaces the first.
 */
const acknowledgedIsQuiet: Invariant = {
  id: 'I15',
  judge: ({ world, messages }) => {
    const all = world.happened.flatMap((one) => (one.kind === 'acknowledged' ? [one] : []));
    return firstFault(messages, (message) => {
      if (message.kind !== 'reminder') return null;
      const broken = message.firing.find((told) => {
        const ofEpisode = all.filter(({ record }) => record.rule === message.rule && isSame(told, record));
        const last = ofEpisode.findLast(({ at }) => at <= message.at);
        // Taken on in the very tick: the message may have been written down before.
        if (last === undefined || last.at === message.at || message.at >= last.at + ACKNOWLEDGED_SECONDS) return false;
        const { isSticky, severity } = last.taken;
        return isSticky || severity === 'critical' || told.severity === severity;
      });
      return broken === undefined ? null : `${message.id} repeats ${broken.site}, which was taken on`;
    });
  },
};

/** I22: at most one correction notice a site and day. */
const fewCorrections: Invariant = {
  id: 'I22',
  judge: ({ messages }) => {
    const days = new Map<string, string>();
    return firstFault(messages, (message) => {
      if (message.kind !== 'correction') return null;
      const sites = [...message.firing, ...message.resolved].map((told) => told.site);
      return firstFault(sites, (site) => {
        const key = `${site}/${message.audience}/${Math.floor(message.at / 86_400)}`;
        const known = days.get(key);
        days.set(key, message.id);
        return known === undefined || known === message.id
          ? null
          : `${known} and ${message.id} correct ${site} on one day`;
      });
    });
  },
};

export const PEOPLE_INVARIANTS: readonly Invariant[] = [acknowledgedIsQuiet, fewCorrections];
