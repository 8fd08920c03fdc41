import { type AlertState, INITIAL_ALERT_STATE, isOpen } from '../domain/alerts/alert-state.ts';
import { committedRecord, type EpisodeRecord } from '../domain/alerts/episode-record.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import type { CompanyState, Consistency, Stores } from '../ports.ts';

/** What the committed items say, by site; the company's own rules beside them. */
export type CommittedStates = {
  readonly items: ReadonlyMap<string, SiteItem>;
  readonly company: CompanyState | null;
};

/** Every committed state of the company. */
export async function readCommitted(
  stores: Pick<Stores, 'sites' | 'company'>,
  consistency: Consistency,
): Promise<CommittedStates> {
  const [items, company] = await Promise.all([stores.sites.all(consistency), stores.company.get()]);
  return { items: new Map(items.map((item) => [item.site, item])), company };
}

/** The committed state of one episode's rule; null where nothing is committed yet. */
export async function readStateOf(
  stores: Pick<Stores, 'sites' | 'company'>,
  of: { readonly site: string | null; readonly rule: RuleId },
): Promise<AlertState | null> {
  if (of.site === null) return (await stores.company.get())?.priceFeedStale ?? null;
  return stateIn(await stores.sites.get(of.site), of.rule);
}

/** The records that the committed items bear out, as they bear them out. */
export function committedRecords(records: readonly EpisodeRecord[], states: CommittedStates): readonly EpisodeRecord[] {
  return records.flatMap((record) => {
    return committedRecord(record, committedState(states, record)) ?? [];
  });
}

/** What is committed of a rule at a site; null where nothing is yet. */
export function committedState(
  { items, company }: CommittedStates,
  { site, rule }: { readonly site: string | null; readonly rule: RuleId },
): AlertState | null {
  return site === null ? (company?.priceFeedStale ?? null) : stateIn(items.get(site), rule);
}

/** Every open episode by site and rule, of the company first; rules of the company's own included. */
export function openStates({ items, company }: CommittedStates) {
  const own =
    company === null ? [] : [{ site: null, rule: 'price-feed-stale' as RuleId, state: company.priceFeedStale }];
  const ofSites = [...items.values()].flatMap((item) =>
    Object.entries(item.alerts).map(([rule, state]) => ({ site: item.site, rule: rule as RuleId, state })),
  );
  return [...own, ...ofSites].filter(({ state }) => isOpen(state));
}

function stateIn(item: SiteItem | null | undefined, rule: RuleId): AlertState | null {
  if (item === null || item === undefined) return null;
  const alerts: Readonly<Record<string, AlertState>> = item.alerts;
  return alerts[rule] ?? INITIAL_ALERT_STATE;
}
