import { type AlertState, isOpen } from '../domain/alerts/alert-state.ts';
import type { Cause, RuleId, Severity } from '../domain/alerts/rule.ts';
import { isRestless } from '../domain/alerts/state.ts';
import type { SiteAlerts, SiteItem } from '../domain/history/site-item.ts';
import { keptWith } from '../domain/kept-with.ts';
import type { CompanyState } from '../ports.ts';

/** `unknown` is told together with `market`. */
export function groupCause(cause: Cause | null): Cause {
  return cause === 'site' ? 'site' : 'market';
}

/** An open episode as the committed state of its rule says; `item` null for a rule of the company. */
export type OpenEpisode = {
  readonly rule: RuleId;
  readonly cause: Cause;
  readonly site: string | null;
  readonly state: AlertState;
  readonly item: SiteItem | null;
};

/** `severity` is that of the newest episode. */
type Restless = { readonly rule: RuleId; readonly site: string | null; readonly severity: Severity };

/** What the committed items say of all rules of the company. */
export type AlertsNow = {
  readonly open: readonly OpenEpisode[];
  /** Rules that go on and off too often to be told one by one, open or not. */
  readonly flapping: readonly Restless[];
};

/** Every open episode and every restless rule, found in one look at the items; most rules are calm. */
export function alertsNow(items: readonly SiteItem[], own: CompanyState | null): AlertsNow {
  return lookingAt(items)(own);
}

/**
 * Looks into an item again only when its alerts are other ones, and answers the very same where no item's
 * are: from flush to flush of a back-test the items are the same, and most alerts stay as they are.
 */
const lookingAt = keptWith((items: readonly SiteItem[]) => {
  const known: { readonly alerts: SiteAlerts; readonly says: AlertsNow }[] = [];
  let latest: { readonly own: CompanyState | null; readonly now: AlertsNow } | null = null;
  return (own: CompanyState | null): AlertsNow => {
    let isAsBefore = latest?.own === own;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] as SiteItem;
      const { alerts } = item;
      if (known[index]?.alerts === alerts) continue;
      known[index] = { alerts, says: said(alerts, item) };
      isAsBefore = false;
    }
    if (latest === null || !isAsBefore) latest = { own, now: together(own, known) };
    return latest.now;
  };
});

function together(own: CompanyState | null, ofItems: readonly { readonly says: AlertsNow }[]): AlertsNow {
  const open: OpenEpisode[] = [];
  const flapping: Restless[] = [];
  const add = (of: AlertsNow): void => {
    for (const one of of.open) open.push(one);
    for (const one of of.flapping) flapping.push(one);
  };
  if (own !== null) add(said({ 'price-feed-stale': own.priceFeedStale }, null));
  for (const { says } of ofItems) if (says !== NOTHING) add(says);
  return { open, flapping };
}

function said(alerts: Readonly<Record<string, AlertState>>, item: SiteItem | null): AlertsNow {
  const site = item?.site ?? null;
  const open: OpenEpisode[] = [];
  const flapping: Restless[] = [];
  for (const name in alerts) {
    const [rule, state] = [name as RuleId, alerts[name] as AlertState];
    if (isOpen(state)) open.push({ rule, cause: groupCause(state.cause), site, state, item });
    if (isRestless(state)) flapping.push({ rule, site, severity: state.severity ?? 'warning' });
  }
  return open.length + flapping.length === 0 ? NOTHING : { open, flapping };
}

const NOTHING: AlertsNow = { open: [], flapping: [] };

/** The open episodes that are told together. */
export type OpenGroup = { readonly rule: RuleId; readonly cause: Cause; readonly episodes: readonly OpenEpisode[] };

/** What is told together, whoever hears it: the key of `openGroups`. */
export function toldTogether({ rule, cause }: { readonly rule: RuleId; readonly cause: Cause }): string {
  return `${rule}/${cause}`;
}

/** The open episodes by the group they are told in, in the order of the first of each. */
export const openGroups: (open: readonly OpenEpisode[]) => ReadonlyMap<string, OpenGroup> = keptWith((open) => {
  const groups: (OpenGroup & { readonly episodes: OpenEpisode[] })[] = [];
  for (const one of open) {
    const group = groups.find(({ rule, cause }) => rule === one.rule && cause === one.cause);
    if (group === undefined) groups.push({ rule: one.rule, cause: one.cause, episodes: [one] });
    else group.episodes.push(one);
  }
  return new Map(groups.map((group) => [toldTogether(group), group]));
});
