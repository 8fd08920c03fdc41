import { toIso } from '../../instant.ts';
import type { EpisodeNotice, MessageContent } from '../message.ts';
import { shownValues } from '../shown-values.ts';
import { correctionEntries } from './correction.ts';
import { cleanName } from './plain-text.ts';

const SITES_SHOWN = 10;

/**
 * The machine-readable text (`default` of interfaces.md section 9). `sites` are the ten worst and
 * `siteCount` all; onset and values are those of the worst episode told.
 */
export function jsonText(content: MessageContent): string {
  const told = content.firing.length > 0 ? content.firing : content.resolved;
  const worst = told[0];
  const named = [...content.firing, ...content.resolved, ...(content.corrected ?? [])];
  const sites = [...new Set(named.flatMap((one) => one.site ?? []))];
  return JSON.stringify({
    id: content.id,
    kind: content.kind,
    company: content.company,
    rule: content.rule,
    cause: content.cause,
    severity: content.severity,
    sites: sites.slice(0, SITES_SHOWN),
    siteCount: siteCount(content, sites.length),
    reasons: content.reasons,
    onset: toIso(worst?.onset ?? content.at),
    at: toIso(content.at),
    values: worst === undefined ? {} : valuesOf(worst),
    firing: content.firing.map(episodeOf),
    firingCount: content.firingCount,
    resolved: content.resolved.map(episodeOf),
    resolvedCount: content.resolvedCount,
    ...(content.corrected === undefined
      ? {}
      : { corrected: correctionEntries(content), correctedCount: content.correctedCount }),
    openCount: content.openCount,
    link: content.link,
  });
}

/** Episodes in both lists are one site; lists that were cut are counted whole. */
function siteCount(content: MessageContent, listed: number): number {
  const cut =
    content.firingCount -
    content.firing.length +
    (content.resolvedCount - content.resolved.length) +
    ((content.correctedCount ?? 0) - (content.corrected?.length ?? 0));
  const isCompanyWide = listed === 0 && [...content.firing, ...content.resolved].every((one) => one.site === null);
  return isCompanyWide ? 0 : listed + cut;
}

function episodeOf(notice: EpisodeNotice) {
  return {
    site: notice.site,
    siteName: notice.siteName === null ? null : cleanName(notice.siteName),
    episode: notice.episode,
    severity: notice.severity,
    onset: toIso(notice.onset),
    openedAt: toIso(notice.openedAt),
    closedAt: notice.closedAt === null ? null : toIso(notice.closedAt),
    closeReason: notice.closeReason,
    values: valuesOf(notice),
  };
}

function valuesOf(notice: EpisodeNotice): Readonly<Record<string, number | string | null>> {
  return { value: notice.value, ...shownValues(notice.values), ...notice.views };
}
