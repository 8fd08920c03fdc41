import { toIso } from '../../instant.ts';
import type { EpisodeNotice, MessageContent } from '../message.ts';
import { shownValues } from '../shown-values.ts';
import { correctionEntries } from './correction.ts';
import type { NoticeTexts } from './notice-texts.ts';
import { cleanName } from './plain-text.ts';

const SITES_SHOWN = 10;

/**
 * The machine-readable text (`default` of interfaces.md section 9). `sites` are the ten worst and
 * `siteCount` all; onset and values are those of the worst episode told.
 */
export function jsonText(content: MessageContent, texts: NoticeTexts): string {
  const told = content.firing.length > 0 ? content.firing : content.resolved;
  const worst = told[0];
  const named = [...content.firing, ...content.resolved, ...(content.corrected ?? [])];
  const sites = [...new Set(named.flatMap((one) => one.site ?? []))];
  return objectOf({
    id: JSON.stringify(content.id),
    kind: JSON.stringify(content.kind),
    company: JSON.stringify(content.company),
    rule: JSON.stringify(content.rule),
    cause: JSON.stringify(content.cause),
    severity: JSON.stringify(content.severity),
    sites: JSON.stringify(sites.slice(0, SITES_SHOWN)),
    siteCount: JSON.stringify(siteCount(content, sites.length)),
    reasons: JSON.stringify(content.reasons),
    onset: JSON.stringify(toIso(worst?.onset ?? content.at)),
    at: JSON.stringify(toIso(content.at)),
    values: worst === undefined ? '{}' : texts.values(worst),
    firing: arrayOf(content.firing.map(texts.json)),
    firingCount: JSON.stringify(content.firingCount),
    resolved: arrayOf(content.resolved.map(texts.json)),
    resolvedCount: JSON.stringify(content.resolvedCount),
    ...(content.corrected === undefined
      ? {}
      : {
          corrected: JSON.stringify(correctionEntries(content)),
          correctedCount: JSON.stringify(content.correctedCount),
        }),
    openCount: JSON.stringify(content.openCount),
    link: JSON.stringify(content.link),
  });
}

/** A JSON object of members that are JSON already. */
function objectOf(members: Readonly<Record<string, string>>): string {
  return `{${Object.entries(members)
    .map(([name, value]) => `"${name}":${value}`)
    .join(',')}}`;
}

/** A JSON array of elements that are JSON already. */
function arrayOf(elements: readonly string[]): string {
  return `[${elements.join(',')}]`;
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

/** The figures of an episode in JSON. */
export function valuesJson(notice: EpisodeNotice): string {
  return JSON.stringify(valuesOf(notice));
}

/** An episode in JSON. */
export function episodeJson(notice: EpisodeNotice): string {
  return JSON.stringify({
    site: notice.site,
    siteName: notice.siteName === null ? null : cleanName(notice.siteName),
    episode: notice.episode,
    severity: notice.severity,
    onset: toIso(notice.onset),
    openedAt: toIso(notice.openedAt),
    closedAt: notice.closedAt === null ? null : toIso(notice.closedAt),
    closeReason: notice.closeReason,
    values: valuesOf(notice),
  });
}

function valuesOf(notice: EpisodeNotice): Readonly<Record<string, number | string | null>> {
  return { value: notice.value, ...shownValues(notice.values), ...notice.views };
}
