import { ESCALATED_AFTER_SECONDS } from '../domain/alerts/escalation.ts';
import { groupKey, type RuleGroup } from '../domain/alerts/group-state.ts';
import type { GroupDecision } from '../domain/alerts/grouping.ts';
import { type EpisodeNotice, FIRES_AGAIN, type MessageContent } from '../domain/alerts/message.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import type { Audience } from '../domain/company.ts';
import { SECONDS_PER_HOUR } from '../domain/instant.ts';
import { keptWith, lastKeptWith } from '../domain/kept-with.ts';
import { advantageViews } from './advantage-views.ts';
import { type Flush, nameOf } from './flush.ts';
import { noticeOfRecord, recordId } from './open-episodes.ts';
import { valuesNow } from './values-now.ts';

type Decision = Extract<GroupDecision, { send: true }>;

/** Sites that a message shows with all their figures. */
export const LISTED = 10;

type Head = 'id' | 'company' | 'companyName' | 'audience' | 'locale' | 'timezone' | 'rule' | 'cause' | 'at';

/** What every message of a group says alike: the next id of the group, and whose it is. */
export function messageHead(run: Flush, group: RuleGroup, audience: Audience): Pick<MessageContent, Head> {
  return {
    id: `${run.company.company}/${groupKey(group)}#${group.seq + 1}`,
    company: run.company.company,
    companyName: run.company.name,
    audience: audience.id,
    locale: audience.locale,
    timezone: audience.timezone,
    rule: group.rule,
    cause: group.cause,
    at: run.at,
  };
}

/** What a message says, with the figures of the moment that it tells of. */
export async function contentOf(
  run: Flush,
  group: RuleGroup,
  audience: Audience,
  decision: Decision,
): Promise<MessageContent> {
  const { repeated, announced } = toldIn(run);
  const withFigures = decision.kind === 'reminder' ? repeated : announced;
  const [firing, resolved] = await Promise.all([
    Promise.all(decision.firing.slice(0, LISTED).map((notice) => withFigures(notice, group.rule))),
    Promise.all(decision.resolved.slice(0, LISTED).map((notice) => withContext(run, group.rule, notice))),
  ]);
  const firesAgainCount = decision.resolved.filter(({ closeReason }) => closeReason === FIRES_AGAIN).length;
  return {
    ...messageHead(run, group, audience),
    kind: decision.kind,
    reasons: decision.reasons,
    severity: decision.severity,
    firing,
    firingCount: decision.firing.length,
    resolved,
    resolvedCount: decision.resolved.length,
    ...(firesAgainCount === 0 ? {} : { firesAgainCount }),
    openCount: decision.told.length,
    totalUsdPerDay: totalOf([...firing, ...decision.firing.slice(LISTED)]),
    ...((audience.tier ?? 1) > 1 && decision.kind === 'escalated'
      ? { unattendedSeconds: ESCALATED_AFTER_SECONDS[audience.tier ?? 1] }
      : {}),
    link: `${run.ports.linkBase}/#/alerts?rule=${group.rule}&state=open`,
  };
}

/** A notice with its figures, one and the same for all the audiences of a flush that are told it. */
const toldIn = keptWith((run: Flush) => ({
  repeated: lastKeptWith(
    async (notice: EpisodeNotice, rule: RuleId) => withContext(run, rule, await asItStands(run, rule, notice)),
    new Map(),
  ),
  announced: lastKeptWith(
    async (notice: EpisodeNotice, rule: RuleId) => withContext(run, rule, await asItBegan(run, rule, notice)),
    new Map(),
  ),
}));

/** A new episode quotes the figures frozen at its transition. */
async function asItBegan(run: Flush, rule: RuleId, notice: EpisodeNotice): Promise<EpisodeNotice> {
  const record = await run.ports.stores.episodes.get(recordId(rule, notice));
  return record === null ? notice : noticeOfRecord(record, nameOf(run.names, notice.site));
}

/** A repeated episode quotes the figures of now; of a site whose data are stale nothing is known beside their age. */
async function asItStands(run: Flush, rule: RuleId, notice: EpisodeNotice): Promise<EpisodeNotice> {
  if (notice.site === null || rule === 'site-data-stale') return notice;
  const values = await valuesNow(run, notice.site);
  return values === null ? notice : { ...notice, values };
}

/** The permit limit, and for a loss the longer views of the same advantage up to the decision. */
async function withContext(run: Flush, rule: RuleId, notice: EpisodeNotice): Promise<EpisodeNotice> {
  const site = run.company.sites.find((one) => one.id === notice.site);
  if (site === undefined) return notice;
  if (rule === 'flaring-rise') return { ...notice, permitLimitMcfPerDay: site.flare.permitLimitMcfPerDay };
  if (rule !== 'unprofitable') return notice;
  const meanOverHours = site.rules.unprofitable.meanOverSeconds / SECONDS_PER_HOUR;
  const views = await advantageViews(run.ports.stores, site.id, notice.closedAt ?? run.at);
  return { ...notice, meanOverHours, views };
}

/** The mean advantages of all of them together, of the listed ones as they are shown; null where one is unknown. */
function totalOf(notices: readonly EpisodeNotice[]): number | null {
  const means = notices.map(({ values }) => values.meanAdvantageUsdPerDay ?? values.advantageUsdPerDay);
  return means.reduce<number | null>((sum, mean) => (sum === null || mean === null ? null : sum + mean), 0);
}
